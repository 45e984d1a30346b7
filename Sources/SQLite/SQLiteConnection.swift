import Database
import GRDBSQLite

/// A SQLite connection during one transaction, or outside of any for maintenance.
///
/// Steps statements by hand: GRDB's own cursors copy more than the hot paths can pay.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite

    private let handle: OpaquePointer
    private let shelf: StatementShelf
    private let isInTransaction: Bool
    private var failure: (any Error)?

    init(handle: OpaquePointer, shelf: StatementShelf, isInTransaction: Bool) {
        self.handle = handle
        self.shelf = shelf
        self.isInTransaction = isInTransaction
    }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try withStatement(sql) { statement in
            try countChanges { try run(statement) }
        }
    }

    @discardableResult
    func execute(_ text: StaticText, rows: some Collection<[SQLValue]>) throws -> Int {
        var changes = 0
        try withStatement(text.text) { statement in
            for row in rows {
                try SQLiteBinding.bind(row, to: statement)
                changes += try countChanges { try run(statement) }
                sqlite3_reset(statement)
            }
        }
        return changes
    }

    func forEach(_ sql: SQL, _ body: (any Row) throws -> Void) throws {
        try withStatement(sql) { statement in
            let row: any Row = SQLiteRow(statement: statement)
            while try step(statement) {
                try body(row)
            }
        }
    }

    func execute(unsafeScript script: String) throws {
        try refuseAfterFailure()
        guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else {
            throw remembered(SQLiteFailure.last(on: handle))
        }
    }

    /// Throws what made the transaction fail, should the body have caught it.
    ///
    /// PostgreSQL cannot commit after a failure either, and SQLite rolls some back by itself.
    func refuseAfterFailure() throws {
        if let failure {
            throw failure
        }
    }

    /// A conflict that the body met; it stays one, whatever the body made of it, for the caller to repeat.
    var lostRace: DatabaseError? {
        (failure as? DatabaseError).flatMap { $0.kind == .conflict ? $0 : nil }
    }

    /// Begins what can be undone without the rest of the transaction.
    func savepoint() throws { try control("SAVEPOINT own") }

    /// Undoes what was done since, also after a failure.
    func undoToSavepoint() throws { try control("ROLLBACK TO own") }

    func releaseSavepoint() throws { try control("RELEASE own") }

    private func control(_ statement: String) throws {
        guard sqlite3_exec(handle, statement, nil, nil, nil) == SQLITE_OK else { throw SQLiteFailure.last(on: handle) }
    }

    private func withStatement<Result>(_ sql: SQL, _ body: (OpaquePointer) throws -> Result) throws -> Result {
        let rendered = sql.rendered(for: .sqlite)
        return try withStatement(rendered.text) { statement in
            try SQLiteBinding.bind(rendered.binds, to: statement)
            return try body(statement)
        }
    }

    private func withStatement<Result>(_ text: String, _ body: (OpaquePointer) throws -> Result) throws -> Result {
        try refuseAfterFailure()
        do {
            return try shelf.withStatement(text, body)
        } catch let error as UnpreparedStatement {
            throw remembered(error.reason)
        }
    }

    private func run(_ statement: OpaquePointer) throws {
        while try step(statement) {}
    }

    /// Moves to the next row, or returns false at the end.
    private func step(_ statement: OpaquePointer) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        default: throw remembered(SQLiteFailure.last(on: handle))
        }
    }

    private func remembered(_ error: any Error) -> any Error {
        if isInTransaction {
            failure = error
        }
        return error
    }

    /// Counts the rows that the statement itself changed, without what triggers and cascades did.
    private func countChanges(_ body: () throws -> Void) rethrows -> Int {
        // `sqlite3_changes` keeps the number of an earlier statement when this one is no INSERT, UPDATE or DELETE.
        let before = sqlite3_total_changes64(handle)
        try body()
        return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }
}
