import Database
import GRDBSQLite

/// Says what SQLite's result codes mean to those who call the engine.
enum SQLiteFailure {
    /// Reads the failure of the last call on a connection. SQLite's messages name tables, never values.
    static func last(on connection: OpaquePointer) -> any Error {
        failure(code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)))
    }

    static func failure(code: Int32, message: String) -> any Error {
        // Only the cancelling of the task that waits interrupts a statement.
        if code & 0xFF == SQLITE_INTERRUPT {
            return CancellationError()
        }
        return DatabaseError(kind: kind(of: code), message: message)
    }

    private static func kind(of code: Int32) -> DatabaseError.Kind {
        switch code {
        case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID:
            return .notUnique
        default:
            break
        }
        return switch code & 0xFF {
        case SQLITE_CONSTRAINT: .constraint
        case SQLITE_BUSY, SQLITE_LOCKED: .conflict
        case SQLITE_FULL: .full
        case SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_IOERR, SQLITE_PERM, SQLITE_AUTH: .unavailable
        default: .other
        }
    }

    // The macros of sqlite3.h that compute a number do not reach Swift.
    private static let SQLITE_CONSTRAINT_PRIMARYKEY = SQLITE_CONSTRAINT | 6 << 8
    private static let SQLITE_CONSTRAINT_UNIQUE = SQLITE_CONSTRAINT | 8 << 8
    private static let SQLITE_CONSTRAINT_ROWID = SQLITE_CONSTRAINT | 10 << 8
}
