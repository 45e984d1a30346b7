import Database
import GRDBSQLite
import Synchronization

/// The prepared statements of one SQLite connection.
///
/// `@unchecked Sendable`: GRDB runs all work of a connection on one serial queue, and a shelf is used only inside that
/// work; `finalizeAll` is called only after the engine's gate has seen the last of it leave.
final class StatementShelf: @unchecked Sendable {
    /// Texts stay constant (lists are one value), so this holds all that a busy program runs.
    static let capacity = 256

    private let connection: OpaquePointer
    private var statements = RecentlyUsed<String, OpaquePointer>(capacity: capacity)

    init(connection: OpaquePointer) {
        self.connection = connection
    }

    /// Calls the body with a statement that is ready to bind, and keeps the statement for the next time.
    func withStatement<Result>(_ text: String, _ body: (OpaquePointer) throws -> Result) throws -> Result {
        let statement = try statements.take(text) ?? prepare(text)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
            if let evicted = statements.put(statement, for: text) {
                sqlite3_finalize(evicted)
            }
        }
        return try body(statement)
    }

    func finalizeAll() {
        for statement in statements.takeAll() {
            sqlite3_finalize(statement)
        }
    }

    private func prepare(_ text: String) throws -> OpaquePointer {
        var statement: OpaquePointer?
        let hasMore = text.withCString { start in
            var tail: UnsafePointer<CChar>?
            sqlite3_prepare_v3(connection, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, &tail)
            // What follows the first statement would silently never run.
            return tail.map { String(cString: $0) }.map { $0.contains { !$0.isWhitespace && $0 != ";" } } ?? false
        }
        guard let statement else { throw UnpreparedStatement(reason: SQLiteFailure.last(on: connection)) }
        guard !hasMore else {
            sqlite3_finalize(statement)
            throw DatabaseError(kind: .other, message: "a statement was expected, several were given")
        }
        return statement
    }
}

/// SQLite refused the text of a statement, as it would refuse a failing step.
struct UnpreparedStatement: Error {
    let reason: any Error
}

/// The shelves of all connections of an engine, by the connection's address.
final class StatementShelves: Sendable {
    private let shelves = Mutex<[UInt: StatementShelf]>([:])

    func shelf(for connection: OpaquePointer) -> StatementShelf {
        let address = UInt(bitPattern: connection)
        if let shelf = shelves.withLock({ $0[address] }) {
            return shelf
        }
        // Nobody else makes the same one: a connection is used by one thread at a time.
        let shelf = StatementShelf(connection: connection)
        shelves.withLock { $0[address] = shelf }
        return shelf
    }

    /// Finalizes every statement, without which SQLite does not close.
    func clear() {
        let all = shelves.withLock { shelves in
            defer { shelves = [:] }
            return Array(shelves.values)
        }
        for shelf in all {
            shelf.finalizeAll()
        }
    }
}
