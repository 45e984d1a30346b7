package import Database
import Foundation
import Postgres
import SQLite

/// The engines on which every test of stored data runs: `@Test("…", arguments: TestEngine.allCases)`.
package enum TestEngine: String, CaseIterable, Codable, Sendable {
    case sqlite
    case postgres

    /// Makes a fresh, empty database that disappears when it is closed.
    ///
    /// Waits while very many are open; a test should hold one at a time.
    package func make() async throws -> TestDatabase {
        await Places.ofDatabases.take()
        do {
            switch self {
            case .sqlite: return try TestDatabase.sqlite()
            case .postgres: return try await TestDatabase.postgres()
            }
        } catch {
            await Places.ofDatabases.giveBack()
            throw error
        }
    }
}

/// Runs a test in a fresh database of the engine, and removes the database.
package func withEngine<Result>(
    _ kind: TestEngine,
    isolation: isolated (any Actor)? = #isolation,
    _ test: (any Engine) async throws -> Result
) async throws -> Result {
    try await withDatabase(kind) { try await test($0) }
}

/// Runs a test in a fresh database that it can also open a second time or reach by its location.
package func withDatabase<Result>(
    _ kind: TestEngine,
    isolation: isolated (any Actor)? = #isolation,
    _ test: (TestDatabase) async throws -> Result
) async throws -> Result {
    let database = try await kind.make()
    do {
        let result = try await test(database)
        await database.close()
        return result
    } catch {
        await database.close()
        throw error
    }
}
