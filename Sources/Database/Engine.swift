/// A database that Kith can keep its rows in: a SQLite file or a PostgreSQL server.
///
/// Work on a connection is synchronous and runs on threads of the engine's own; nothing is awaited inside a transaction.
package protocol Engine: Sendable {
    var dialect: Dialect { get }

    /// Runs the body in a read-only transaction that sees one state of the database throughout.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result

    /// Runs the body in one read-write transaction, once: commits when it returns, rolls back when it throws.
    ///
    /// Returns only after the commit is durable. Callers use `write`, which repeats what lost a race; a conflict is
    /// thrown as such even where the body turned it into something else. The body may run a second time when the
    /// connection turns out to be broken before its first statement was answered; the same goes for `read`.
    @discardableResult
    func attempt<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result

    /// Runs statements outside of any transaction, as maintenance needs (vacuum, analyse).
    func maintain(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws

    /// Waits for running work and closes all connections. Later calls throw `DatabaseError.closed`.
    func close() async
}
