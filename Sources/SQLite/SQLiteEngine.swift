package import Database
import Dispatch
import GRDB
import Glibc

/// A database in one SQLite file, beside which several processes may work.
///
/// One writer and a pool of readers, write-ahead log, every commit on disk before it returns.
package final class SQLiteEngine: Engine {
    /// A writer waits this long for the writers of other processes, then it is a conflict.
    private static let busyPatience: Duration = .seconds(10)
    private static let busyPause: ClosedRange<UInt32> = 1...9
    /// After a large import the log is cut back to this many bytes.
    private static let logLimit = 64 << 20
    private static let pageCacheKiB = 16 << 10
    /// An import touches index pages all over the file: with less they are read and written again and again.
    private static let writerPageCacheKiB = 128 << 10

    package let dialect = Dialect.sqlite
    package let path: String

    private let pool: DatabasePool
    private let logMover: LogMover
    private let shelves = StatementShelves()
    private let writes = WriteQueue()
    private let gate = Gate()

    /// Opens the file, and makes it, readable by its owner alone, where it is missing.
    ///
    /// Throws a `DatabaseError` whose message says what to do.
    package init(path: String, readers: Int = 4, log: LogMover.Limits = LogMover.Limits()) throws {
        self.path = path
        try SQLiteFile.createIfMissing(path)
        do {
            pool = try Self.opening { try Self.makePool(path: path, readers: readers) }
            logMover = LogMover(path: path, limits: log)
            pool.writeWithoutTransaction { [logMover] database in
                if let connection = database.sqliteConnection { logMover.watch(connection) }
            }
        } catch let error as GRDB.DatabaseError {
            throw SQLiteFile.explained(error.extendedResultCode.rawValue, error.message ?? "", path: path)
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await pass { [pool, shelves] in
            try await pool.read { database in
                try body(shelves.connection(of: database, isInTransaction: true))
            }
        }
    }

    @discardableResult
    package func attempt<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        let write = Write(body)
        return try await pass { [pool, shelves, writes] in
            writes.add(write)
            do {
                try await pool.writeWithoutTransaction { database in
                    try writes.work(until: write, on: database) {
                        try shelves.connection(of: database, isInTransaction: true)
                    }
                }
            } catch {
                // Cancelled. Another caller may have been running it already.
                write.abandon()
                guard write.isFinished else { throw error }
            }
            guard let result = write.result else { throw KithError(kind: .other, message: "the write did not run") }
            return try result.get()
        }
    }

    package func maintain(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await pass { [pool, shelves] in
            try await pool.writeWithoutTransaction { database in
                try body(shelves.connection(of: database, isInTransaction: false))
            }
        }
    }

    package func close() async {
        await gate.close()
        await withCheckedContinuation { continuation in
            // Closing moves the log into the file, which may take a while: not on the cooperative threads.
            DispatchQueue.global().async { [pool, logMover, shelves] in
                shelves.clear()
                // Only a second close can fail here, as no statement is left.
                try? logMover.close()
                try? pool.close()
                continuation.resume()
            }
        }
    }

    /// Runs work unless the engine is closed, and turns what GRDB throws into the errors of the seam.
    func pass<Result>(_ work: () async throws -> Result) async throws -> Result {
        try await gate.pass {
            do {
                return try await work()
            } catch {
                let failure = (error as? GRDB.DatabaseError).map(SQLiteFailure.failure) ?? error
                throw (failure as? KithError)?.kind == .full ? SQLiteFile.full(path) : failure
            }
        }
    }

    /// Reads outside of the seam, for what only SQLite has.
    func readDatabase<Result: Sendable>(
        _ body: @escaping @Sendable (GRDB.Database) throws -> Result
    ) async throws -> Result {
        try await pass { [pool] in try await pool.read(body) }
    }

    private static func makePool(path: String, readers: Int) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "kith"
        configuration.maximumReaderCount = readers
        configuration.foreignKeysEnabled = true
        // SQLite's own time-out sleeps up to 100 ms between tries, and the one who sleeps longest never gets in.
        configuration.busyMode = .callback { tries in
            let pause = UInt32.random(in: busyPause)
            usleep(pause * 1000)
            let averagePause = (busyPause.lowerBound + busyPause.upperBound) / 2
            return tries < busyPatience.components.seconds * 1000 / Int64(averagePause)
        }
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(pageCacheKiB)")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { database in
            // GRDB chooses NORMAL, which may lose the last commits when the power fails.
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = \(logLimit)")
            try database.execute(sql: "PRAGMA cache_size = -\(writerPageCacheKiB)")
            // What is deleted is overwritten: people who asked to be forgotten are not in the file any more.
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        return pool
    }

    /// Tries again while other processes open the same new file: turning on the log does not wait for its turn.
    private static func opening<Result>(_ open: () throws -> Result) throws -> Result {
        let end = ContinuousClock.now + busyPatience
        while true {
            do {
                return try open()
            } catch let error as GRDB.DatabaseError
                where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < end
            {
                usleep(UInt32.random(in: busyPause) * 1000)
            }
        }
    }
}

extension SQLiteFailure {
    /// Says what went wrong in GRDB's own statements, such as BEGIN and COMMIT.
    fileprivate static func failure(_ error: GRDB.DatabaseError) -> any Error {
        let code = error.extendedResultCode.rawValue
        return failure(code: code, message: error.message ?? "SQLite failed with code \(code)")
    }
}

extension StatementShelves {
    /// Makes the seam's connection from GRDB's, for the duration of one access.
    fileprivate func connection(of database: GRDB.Database, isInTransaction: Bool) throws -> SQLiteConnection {
        guard let handle = database.sqliteConnection else { throw KithError.closed }
        return SQLiteConnection(
            handle: handle,
            shelf: shelf(for: handle),
            isInTransaction: isInTransaction
        )
    }
}
