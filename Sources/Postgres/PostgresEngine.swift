package import Database

/// A database on a PostgreSQL server, reached by a pool of connections.
///
/// Each connection blocks a thread of its own while it works.
package final class PostgresEngine: Engine {
    package static let usualPoolSize = 8

    package let dialect = Dialect.postgres

    private let pool: Pool

    /// Prepares the pool; connections are opened when they are needed.
    ///
    /// The address is a libpq URI, such as `postgres://kith@db.example/kith` or `postgres://kith@/kith?host=/run/pg`.
    package init(url: String, poolSize: Int = usualPoolSize) {
        pool = Pool(sessions: (0..<max(1, poolSize)).map { PostgresSession(url: url, number: $0) })
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await pool.withSession { try await $0.run(.read, body) }
    }

    @discardableResult
    package func attempt<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await pool.withSession { try await $0.run(.attempt, body) }
    }

    package func maintain(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await pool.withSession { try await $0.run(.maintain, body) }
    }

    package func close() async {
        await pool.close()
    }
}
