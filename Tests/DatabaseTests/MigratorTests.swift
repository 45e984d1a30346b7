import Database
import TestSupport
import Testing

/// The way of a database from nothing to the schema of this program.
@Suite struct MigratorTests {
    private static let first = Migration(
        name: "001 people",
        both: """
            CREATE TABLE people (id BIGINT PRIMARY KEY);
            INSERT INTO people (id) VALUES (1), (2);
            """
    )
    private static let second = Migration(
        name: "002 names",
        sqlite: "ALTER TABLE people ADD COLUMN name TEXT NOT NULL DEFAULT 'sqlite'",
        postgres: "ALTER TABLE people ADD COLUMN name TEXT NOT NULL DEFAULT 'postgres'"
    )

    @Test("migrations are applied once, those that came later afterwards", arguments: TestEngine.allCases)
    func twice(kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await #expect(Migrator([Self.first]).migrate(engine, at: 5) == ["001 people"])
            try await #expect(Migrator([Self.first]).migrate(engine, at: 6) == [])
            try await #expect(Migrator([Self.first, Self.second]).migrate(engine, at: 7) == ["002 names"])
            let kept = try await engine.read { connection in
                try connection.all("SELECT name, applied_at FROM migrations ORDER BY name") { row in
                    try "\(row.text(0)) at \(row.integer(1))"
                }
            }
            #expect(kept == ["001 people at 5", "002 names at 7"])
            let names = try await engine.read { try $0.all("SELECT name FROM people") { try $0.text(0) } }
            #expect(names == [kind.rawValue, kind.rawValue])
        }
    }

    @Test("processes that migrate at once apply each migration once", arguments: TestEngine.allCases)
    func concurrent(kind: TestEngine) async throws {
        try await withDatabase(kind) { database in
            let applied = try await withThrowingTaskGroup { group in
                for _ in 0..<6 {
                    group.addTask {
                        let engine = try database.openAgain()
                        let applied = try await Migrator([Self.first, Self.second]).migrate(engine, at: 1)
                        await engine.close()
                        return applied
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == ["001 people", "002 names"])
        }
    }

    @Test("a database that a newer Kith made is left alone", arguments: TestEngine.allCases)
    func newer(kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            _ = try await Migrator([Self.first, Self.second]).migrate(engine, at: 1)
            let third = Migration(name: "003 more", both: "CREATE TABLE more (id BIGINT)")
            let error = await #expect(throws: MigrationError.self) {
                try await Migrator([Self.first, third]).migrate(engine, at: 2)
            }
            #expect(error == .madeByNewerKith(["002 names"]))
            #expect(error?.description.contains("newer Kith") == true)
            let names = try await engine.read { try $0.all("SELECT name FROM migrations") { try $0.text(0) } }
            #expect(names.count == 2)
        }
    }

    @Test("a migration that fails leaves nothing of itself", arguments: TestEngine.allCases)
    func failing(kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let broken = Migration(
                name: "002 broken",
                both: "CREATE TABLE half (id BIGINT); INSERT INTO half (id) VALUES (1); INSERT INTO nowhere VALUES (1);"
            )
            await #expect(throws: DatabaseError.self) {
                try await Migrator([Self.first, broken]).migrate(engine, at: 1)
            }
            try await #expect(Migrator([Self.first, Self.second]).migrate(engine, at: 2) == ["002 names"])
            await #expect(throws: DatabaseError.self) {
                try await engine.read { try $0.all("SELECT id FROM half") { try $0.integer(0) } }
            }
        }
    }
}
