package import Database
package import Domain

/// What Kith can do, on one database. The verbs are grouped by what they are about: `kith.managers.invite(…)`.
package final class Kith: Sendable {
    package let engine: any Engine
    /// The clock of the machine. Times, ids and randomness come from outside, so that tests can hold them.
    package let now: @Sendable () -> Instant
    package let randomBytes: @Sendable (Int) -> [UInt8]

    private let node: NodeLease
    let passwords: PasswordHashing
    let signInAttempts: SignInAttempts

    package init(
        engine: any Engine,
        now: @escaping @Sendable () -> Instant,
        randomBytes: @escaping @Sendable (Int) -> [UInt8],
        passwordCost: PasswordCost = .usual
    ) {
        self.engine = engine
        self.now = now
        self.randomBytes = randomBytes
        node = NodeLease(engine: engine, now: now, holder: randomBytes(16))
        passwords = PasswordHashing(cost: passwordCost, randomBytes: randomBytes)
        signInAttempts = SignInAttempts()
    }

    /// Runs the body in one read-write transaction, again from scratch where it lost a race.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await node.prepare()
        return try await engine.write { [now, node] connection in
            try body(Transaction(connection: connection, now: now(), node: node))
        }
    }

    /// Runs the body in a read-only transaction that sees one state of the database throughout.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await engine.read(body)
    }

    /// Gives back the node that made ids. The engine belongs to the caller, and is closed after this.
    package func close() async {
        await node.release()
    }
}

/// What a verb works with: a connection inside a transaction, the moment, and new ids.
///
/// It is valid only within the closure that received it. Verbs that take one can be put together in one transaction.
package struct Transaction {
    package let connection: any Connection
    /// When the transaction began: what is written in it bears this time.
    package let now: Instant
    private let node: NodeLease

    init(connection: any Connection, now: Instant, node: NodeLease) {
        self.connection = connection
        self.now = now
        self.node = node
    }

    /// Makes an id that no process ever made or will make. Throws `NodeError`.
    package func nextID<Subject>() throws(NodeError) -> Identifier<Subject> {
        try Identifier(rawValue: node.nextID())
    }
}
