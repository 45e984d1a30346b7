import CPQ
import Database

/// A row of a result in PostgreSQL's text format.
struct PostgresRow: Row {
    private static let boolean: Oid = 16
    private static let bytea: Oid = 17

    private let result: OpaquePointer
    private let row: Int32

    init(result: OpaquePointer, row: Int32) {
        self.result = result
        self.row = row
    }

    func integerIfAny(_ column: Int) throws -> Int64? {
        guard let bytes = try bytes(column) else { return nil }
        if let value = Self.integer(bytes) {
            return value
        }
        if PQftype(result, Int32(column)) == Self.boolean {
            return bytes.first == UInt8(ascii: "t") ? 1 : 0
        }
        // A numeric or a double may hold a whole number.
        if let value = Double(text(bytes)).flatMap({ Int64(exactly: $0) }) {
            return value
        }
        throw unexpected(column, "an integer")
    }

    func realIfAny(_ column: Int) throws -> Double? {
        guard let bytes = try bytes(column) else { return nil }
        guard let value = Double(text(bytes)) else { throw unexpected(column, "a number") }
        return value
    }

    func textIfAny(_ column: Int) throws -> String? {
        guard let bytes = try bytes(column) else { return nil }
        guard PQftype(result, Int32(column)) != Self.bytea else { throw unexpected(column, "text") }
        return text(bytes)
    }

    func blobIfAny(_ column: Int) throws -> [UInt8]? {
        guard let bytes = try bytes(column) else { return nil }
        guard PQftype(result, Int32(column)) == Self.bytea else { throw unexpected(column, "bytes") }
        // After `\x`, two hexadecimal digits a byte.
        return (0..<(bytes.count - 2) / 2).map { index in
            Self.nibble(bytes[2 + index * 2]) << 4 | Self.nibble(bytes[3 + index * 2])
        }
    }

    private func bytes(_ column: Int) throws -> UnsafeRawBufferPointer? {
        guard column >= 0, column < Int(PQnfields(result)) else {
            throw DatabaseError(kind: .unexpectedValue, message: "the result has no column \(column)")
        }
        let column = Int32(truncatingIfNeeded: column)
        guard PQgetisnull(result, row, column) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column),
            count: Int(PQgetlength(result, row, column))
        )
    }

    private func text(_ bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private func unexpected(_ column: Int, _ expected: String) -> DatabaseError {
        DatabaseError(kind: .unexpectedValue, message: "column \(column) does not hold \(expected)")
    }

    /// Reads decimal digits without making a string of them.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = bytes.dropFirst(isNegative ? 1 : 0)
        guard !digits.isEmpty else { return nil }
        // Counted downwards, as the smallest number has no positive twin.
        var value: Int64 = 0
        for byte in digits {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowsToo) = tens.subtractingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            guard !overflows, !overflowsToo else { return nil }
            value = sum
        }
        if isNegative {
            return value
        }
        return value == .min ? nil : -value
    }

    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
    }
}
