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
        var isMoving = false
        /// The pages that the log had when they were last moved.
        var pagesMoved = 0
    }

    private let database: DatabaseQueue
    private let limits: Limits
    private let state = Mutex(State())

    init(path: String, limits: Limits) throws {
        self.limits = limits
        var configuration = Configuration()
        configuration.label = "kith.log"
        database = try DatabaseQueue(path: path, configuration: configuration)
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

    func close() throws { try database.close() }

    /// Looks after a commit how long the log has become.
    private func committed(_ connection: OpaquePointer?, pages: Int) {
        if pages >= limits.mostPages {
            // Where another process moves the log just now, it is looked at again after the next commit.
            sqlite3_wal_checkpoint_v2(connection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            return
        }
        let isDue = state.withLock { state in
            if pages < state.pagesMoved { state.pagesMoved = 0 }
            guard !state.isMoving, pages - state.pagesMoved >= limits.pagesPerMove else { return false }
            state = State(isMoving: true, pagesMoved: pages)
            return true
        }
        guard isDue else { return }
        database.asyncWriteWithoutTransaction { [self] database in
            // What fails here stays in the log, from which it is read as well, and is moved the next time.
            _ = try? database.checkpoint(.passive)
            state.withLock { $0.isMoving = false }
        }
    }
}
