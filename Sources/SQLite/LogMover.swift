import GRDB
import GRDBSQLite
import Synchronization

/// Moves the write-ahead log into the database file, beside the writer.
///
/// Left to itself SQLite does that within the commit that fills the log, and everybody else waits for the disk meanwhile.
package final class LogMover: Sendable {
    package struct Limits: Sendable {
        /// Pages that are written to the log before they are moved: one that was written often is moved once.
        package var pagesPerMove = 16_000
        /// The log begins anew only once all of it is moved. Where writers never pause, that is done between two of them
        /// as soon as the log has so many pages.
        package var mostPages = 64_000

        package init() {}
    }

    private struct State {
        /// Opened when there is something to move for the first time: most commands are over before.
        var database: DatabaseQueue?
        var isMoving = false
        /// The pages that the log had when they were last moved.
        var pagesMoved = 0
    }

    private let path: String
    private let limits: Limits
    private let state = Mutex(State())

    init(path: String, limits: Limits) {
        self.path = path
        self.limits = limits
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "kith.log"
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Watches the commits of a connection, which must be closed before the mover.
    func watch(_ connection: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            connection,
            { context, connection, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<LogMover>.fromOpaque(context).takeUnretainedValue().committed(connection, pages: Int(pages))
                return SQLITE_OK
            },
            context
        )
    }

    func close() throws { try state.withLock { $0.database }?.close() }

    /// Looks after a commit how long the log has become.
    private func committed(_ connection: OpaquePointer?, pages: Int) {
        if pages >= limits.mostPages {
            // Where another process moves the log just now, it is looked at again after the next commit.
            sqlite3_wal_checkpoint_v2(connection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            return
        }
        // What fails here stays in the log, from which it is read as well, and is moved the next time.
        let database = state.withLock { state -> DatabaseQueue? in
            if pages < state.pagesMoved { state.pagesMoved = 0 }
            guard !state.isMoving, pages - state.pagesMoved >= limits.pagesPerMove else { return nil }
            state.database = state.database ?? (try? Self.open(path))
            state.isMoving = state.database != nil
            state.pagesMoved = pages
            return state.database
        }
        database?.asyncWriteWithoutTransaction { [self] database in
            _ = try? database.checkpoint(.passive)
            state.withLock { $0.isMoving = false }
        }
    }
}
