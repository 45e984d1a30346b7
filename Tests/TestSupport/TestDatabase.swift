package import Database
import Foundation
import Postgres
import SQLite
import Synchronization

/// A database of a test's own: an engine like any other, whose rows are gone once it is closed.
package final class TestDatabase: Engine {
    /// Few enough connections for all tests of a run to share a server.
    private static let poolSize = 4

    /// Where other processes find the same database: a file's path, or a PostgreSQL URL.
    package let location: String
    private let engine: any Engine
    private let remove: @Sendable () async -> Void
    private let isRemoved = Mutex(false)

    package var dialect: Dialect { engine.dialect }

    private init(location: String, engine: any Engine, remove: @escaping @Sendable () async -> Void) {
        self.location = location
        self.engine = engine
        self.remove = remove
    }

    /// Opens the same database again, as another process would. The caller closes it before this one.
    package func openAgain() throws -> any Engine {
        switch dialect {
        case .sqlite: try SQLiteEngine(path: location)
        case .postgres: PostgresEngine(url: location, poolSize: Self.poolSize)
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await engine.read(body)
    }

    @discardableResult
    package func attempt<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await engine.attempt(body)
    }

    package func maintain(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await engine.maintain(body)
    }

    package func close() async {
        await engine.close()
        let isFirst = isRemoved.withLock { isRemoved in
            defer { isRemoved = true }
            return !isRemoved
        }
        if isFirst {
            await remove()
        }
    }

    static func sqlite() throws -> TestDatabase {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kith-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "kith.sqlite").path
        return try TestDatabase(location: path, engine: SQLiteEngine(path: path)) {
            try? FileManager.default.removeItem(at: folder)
            await Places.ofDatabases.giveBack()
        }
    }

    static func postgres() async throws -> TestDatabase {
        let server = try TestServer.shared()
        let schema = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
        try await server.engine.attempt { connection in
            try connection.execute(unsafeScript: "CREATE SCHEMA \(schema)")
        }
        let url = server.url(searching: schema)
        return TestDatabase(location: url, engine: PostgresEngine(url: url, poolSize: poolSize)) {
            _ = try? await server.engine.attempt { connection in
                try connection.execute(unsafeScript: "DROP SCHEMA \(schema) CASCADE")
            }
            await Places.ofDatabases.giveBack()
        }
    }
}
