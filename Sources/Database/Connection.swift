/// One connection, inside a transaction.
///
/// It is valid only within the closure that received it. When a statement fails in a transaction, all later ones
/// throw the same error, and the transaction cannot commit even if the body catches it: on both engines alike.
package protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Runs one statement for each row of values, in order, as fast as the engine can.
    ///
    /// The text has a `?` for each value, on both engines. Returns how many rows were changed in all.
    @discardableResult
    func execute(_ text: StaticText, rows: some Collection<[SQLValue]>) throws -> Int

    /// The same, and where the engine is far away without waiting for the answer: it comes with that of a later statement
    /// or of the commit, which throws what went wrong here.
    func send(_ text: StaticText, rows: some Collection<[SQLValue]>) throws

    /// Calls the body with each row of the result while it streams. The row is valid only within the call.
    ///
    /// The body may run other statements; on PostgreSQL the rest of the result is then held in memory.
    func forEach(_ sql: SQL, _ body: (any Row) throws -> Void) throws

    /// Runs a script of several statements that the program itself wrote, such as a migration.
    func execute(unsafeScript script: String) throws
}

extension Connection {
    package func send(_ text: StaticText, rows: some Collection<[SQLValue]>) throws {
        try execute(text, rows: rows)
    }

    /// Reads all rows of a result.
    package func all<Value>(_ sql: SQL, _ read: (any Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try forEach(sql) { row in try values.append(read(row)) }
        return values
    }

    /// Reads the first row of a result, or nil where there is none.
    ///
    /// The rest of the result is still produced: the statement limits itself where there may be much.
    package func first<Value>(_ sql: SQL, _ read: (any Row) throws -> Value) throws -> Value? {
        var value: Value?
        try forEach(sql) { row in
            if value == nil {
                value = try read(row)
            }
        }
        return value
    }
}

/// The text of a statement that the program itself wrote, kept apart from text that came from outside.
package struct StaticText: Sendable, Hashable, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: StaticString) {
        self.text = text.description
    }

    package init(stringLiteral text: StaticString) {
        self.init(text)
    }

    /// Makes the text from names that the program itself wrote, such as a list of columns.
    package init(unsafe text: String) {
        self.text = text
    }
}
