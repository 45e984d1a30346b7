/// One row of a result, read by position from 0.
package protocol Row {
    /// The value as a 64-bit integer, or nil for NULL.
    func integerIfAny(_ column: Int) throws -> Int64?
    /// The value as a double, or nil for NULL. An integer converts.
    func realIfAny(_ column: Int) throws -> Double?
    /// The value as text, or nil for NULL. JSON reads as its text.
    func textIfAny(_ column: Int) throws -> String?
    /// The value as bytes, or nil for NULL.
    func blobIfAny(_ column: Int) throws -> [UInt8]?
}

extension Row {
    package func integer(_ column: Int) throws -> Int64 {
        try integerIfAny(column).orUnexpectedNull(column)
    }

    package func real(_ column: Int) throws -> Double {
        try realIfAny(column).orUnexpectedNull(column)
    }

    package func text(_ column: Int) throws -> String {
        try textIfAny(column).orUnexpectedNull(column)
    }

    package func blob(_ column: Int) throws -> [UInt8] {
        try blobIfAny(column).orUnexpectedNull(column)
    }

    /// A boolean kept as 0 or 1.
    package func boolean(_ column: Int) throws -> Bool {
        try integer(column) != 0
    }
}

extension Optional {
    fileprivate func orUnexpectedNull(_ column: Int) throws(DatabaseError) -> Wrapped {
        guard let self else {
            throw DatabaseError(kind: .unexpectedValue, message: "column \(column) is NULL")
        }
        return self
    }
}
