import Database
import GRDBSQLite
import Glibc

/// Binds values to a prepared statement.
enum SQLiteBinding {
    /// Tells SQLite to copy the bytes before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    static func bind(_ values: [SQLValue], to statement: OpaquePointer) throws {
        guard Int(sqlite3_bind_parameter_count(statement)) == values.count else {
            throw DatabaseError(
                kind: .other,
                message: "\(values.count) values for \(sqlite3_bind_parameter_count(statement)) places"
            )
        }
        var place: Int32 = 0
        for value in values {
            place += 1
            guard try bind(value, at: place, of: statement) == SQLITE_OK else {
                throw DatabaseError(kind: .other, message: "value \(place) is too long")
            }
        }
    }

    private static func bind(_ value: SQLValue, at place: Int32, of statement: OpaquePointer) throws -> Int32 {
        switch value {
        case .null:
            return sqlite3_bind_null(statement, place)
        case .integer(let integer):
            return sqlite3_bind_int64(statement, place, integer)
        case .real(let real):
            // SQLite would store NULL for it without a word.
            guard !real.isNaN else { throw DatabaseError.notANumber }
            return sqlite3_bind_double(statement, place, real)
        case .text(var text):
            return try text.withUTF8 { bytes in
                guard let start = bytes.baseAddress, !bytes.isEmpty else {
                    return sqlite3_bind_text(statement, place, "", 0, copied)
                }
                guard memchr(start, 0, bytes.count) == nil else { throw DatabaseError.textWithNUL }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text64(statement, place, $0, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            // A nil address would bind NULL.
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, place, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob64(statement, place, $0.baseAddress, UInt64($0.count), copied)
            }
        }
    }
}
