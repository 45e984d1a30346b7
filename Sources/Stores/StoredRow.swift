import Database

/// Reads of rows whose values are checked anew.
enum StoredRow {
    /// Says that a stored value which today's rules refuse is a fault of ours, not of whoever asked.
    static func checked<Value>(_ table: String, _ read: () throws -> Value) throws(DatabaseError) -> Value {
        do {
            return try read()
        } catch let error as DatabaseError {
            throw error
        } catch {
            let message = "a row of \(table) breaks a rule of its type (\(type(of: error)))"
            throw DatabaseError(kind: .unexpectedValue, message: message)
        }
    }
}
