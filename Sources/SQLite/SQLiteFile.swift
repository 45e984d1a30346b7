import Database
import GRDBSQLite
import Glibc

/// The file of a database: making it, and words for what may be wrong with it.
enum SQLiteFile {
    /// Makes an empty file that only its owner may read; SQLite gives its log the same rights.
    static func createIfMissing(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)
        guard descriptor >= 0 else { throw explained(errno, path: path) }
        Glibc.close(descriptor)
    }

    /// Says what to do when the system refuses the file.
    static func explained(_ number: Int32, path: String) -> DatabaseError {
        switch number {
        case ENOSPC, EDQUOT:
            return full(path)
        case EACCES, EPERM, EROFS:
            return DatabaseError(kind: .unavailable, message: notWritable(path))
        case ENOENT, ENOTDIR:
            return DatabaseError(
                kind: .unavailable,
                message: "the folder of the database file \(path) does not exist: make it, or name another one"
            )
        case EISDIR:
            return DatabaseError(
                kind: .unavailable,
                message: "\(path) is a folder: name a file in it as the database"
            )
        default:
            let reason = String(cString: strerror(number))
            return DatabaseError(
                kind: .unavailable,
                message: "the database file \(path) cannot be opened: \(reason)"
            )
        }
    }

    /// Says what to do when SQLite refuses the file.
    static func explained(_ code: Int32, _ reason: String, path: String) -> DatabaseError {
        switch code & 0xFF {
        case SQLITE_FULL:
            full(path)
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM:
            DatabaseError(kind: .unavailable, message: notWritable(path))
        case SQLITE_NOTADB:
            DatabaseError(
                kind: .unavailable,
                message: "\(path) is not a SQLite database: move that file away, or name another one"
            )
        case SQLITE_CORRUPT:
            DatabaseError(
                kind: .unavailable,
                message: "the database file \(path) is damaged (\(reason)): restore a backup"
            )
        case SQLITE_BUSY, SQLITE_LOCKED:
            DatabaseError(
                kind: .conflict,
                message: "the database file \(path) is locked by another program"
            )
        default:
            DatabaseError(
                kind: .unavailable,
                message: "the database file \(path) cannot be opened: \(reason)"
            )
        }
    }

    static func full(_ path: String) -> DatabaseError {
        DatabaseError(kind: .full, message: "the disk that holds \(path) is full: free some space on it")
    }

    private static func notWritable(_ path: String) -> String {
        "the database file \(path) cannot be written: "
            + "let the user that runs Kith write to the file and to its folder"
    }
}
