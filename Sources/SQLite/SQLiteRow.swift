import Database
import GRDBSQLite

/// The row on which a statement stands.
struct SQLiteRow: Row {
    private let statement: OpaquePointer
    private let count: Int32

    init(statement: OpaquePointer) {
        self.statement = statement
        count = sqlite3_column_count(statement)
    }

    func integerIfAny(_ column: Int) throws -> Int64? {
        let column = try checked(column)
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL:
            return nil
        case SQLITE_INTEGER:
            return sqlite3_column_int64(statement, column)
        case SQLITE_FLOAT:
            if let value = Int64(exactly: sqlite3_column_double(statement, column)) {
                return value
            }
        case SQLITE_TEXT:
            if let value = Int64(text(of: column)) {
                return value
            }
        default:
            break
        }
        throw unexpected(column, "an integer")
    }

    func realIfAny(_ column: Int) throws -> Double? {
        let column = try checked(column)
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL:
            return nil
        case SQLITE_FLOAT, SQLITE_INTEGER:
            return sqlite3_column_double(statement, column)
        case SQLITE_TEXT:
            if let value = Double(text(of: column)) {
                return value
            }
        default:
            break
        }
        throw unexpected(column, "a number")
    }

    func textIfAny(_ column: Int) throws -> String? {
        let column = try checked(column)
        return switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL: nil
        case SQLITE_BLOB: throw unexpected(column, "text")
        // SQLite itself writes only 15 digits of a double.
        case SQLITE_FLOAT: String(sqlite3_column_double(statement, column))
        default: text(of: column)
        }
    }

    func blobIfAny(_ column: Int) throws -> [UInt8]? {
        let column = try checked(column)
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL:
            return nil
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            return Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count))
        default:
            throw unexpected(column, "bytes")
        }
    }

    private func text(of column: Int32) -> String {
        // The text is asked for before its length: asking converts the value.
        let start = sqlite3_column_text(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private func checked(_ column: Int) throws -> Int32 {
        guard column >= 0, column < count else {
            throw DatabaseError(kind: .unexpectedValue, message: "the result has no column \(column)")
        }
        return Int32(truncatingIfNeeded: column)
    }

    private func unexpected(_ column: Int32, _ expected: String) -> DatabaseError {
        DatabaseError(kind: .unexpectedValue, message: "column \(column) does not hold \(expected)")
    }
}
