import Database
import Postgres
import TestSupport
import Testing

/// Statements whose answers come later.
@Suite struct SentStatementTests {
    private static let text: StaticText = "INSERT INTO items (id, name) VALUES (?, ?)"

    private struct Stop: Error, Equatable {}

    @Test("what was sent is there for the next statement and after the commit", arguments: TestEngine.allCases)
    func order(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            for round in 0..<3 as Range<Int64> {
                let seen = try await engine.write { connection in
                    try connection.send(Self.text, rows: [[.integer(round * 10), .text("a\(round)")]])
                    try connection.send(Self.text, rows: [[.integer(round * 10 + 1), .text("b\(round)")]])
                    try connection.send("DELETE FROM items WHERE id = ?", rows: [[.integer(round * 10)]])
                    return try connection.all("SELECT name FROM items ORDER BY id") { try $0.text(0) }
                }
                #expect(seen.last == "b\(round)")
                try await engine.write {
                    try $0.send(Self.text, rows: [[.integer(round * 10 + 2), .text("c\(round)")]])
                }
            }
            try await #expect(names(engine) == ["b0", "c0", "b1", "c1", "b2", "c2"])
        }
    }

    @Test("what was sent while a result streams comes before what follows", arguments: TestEngine.allCases)
    func streaming(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            try await engine.write { connection in
                try connection.send(Self.text, rows: (0..<50).map { [.integer($0), .text("\($0)")] })
                try connection.forEach("SELECT id, name FROM items WHERE id < 50 ORDER BY id") { row in
                    try connection.send(
                        Self.text,
                        rows: [[.integer(100 + row.integer(0)), .text("copy of " + row.text(1))]]
                    )
                }
                try connection.execute(unsafeScript: "DELETE FROM items WHERE id < 149; DELETE FROM items WHERE id < 0")
            }
            try await #expect(names(engine) == ["copy of 49"])
        }
    }

    @Test(
        "what it refuses is thrown by then or by the commit, and nothing is kept",
        arguments: TestEngine.allCases,
        [false, true]
    )
    func refused(kind: TestEngine, isLast: Bool) async throws {
        try await withItems(kind) { engine in
            try await engine.write { try $0.send(Self.text, rows: [[.integer(1), .text("a")]]) }
            let error = await #expect(throws: DatabaseError.self) {
                try await engine.write { connection in
                    try connection.send(Self.text, rows: [[.integer(2), .text("b")]])
                    try connection.send(Self.text, rows: [[.integer(1), .text("c")]])
                    if !isLast { try connection.execute("DELETE FROM items") }
                }
            }
            #expect(error?.kind == .notUnique)
            try await engine.write { try $0.send(Self.text, rows: [[.integer(3), .text("d")]]) }
            try await #expect(names(engine) == ["a", "d"])
        }
    }

    @Test("a body that throws after it leaves nothing, and the connection in order", arguments: TestEngine.allCases)
    func thrown(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            // SQLite refuses the second 1 itself.
            for id in (kind == .postgres ? [1, 1, 2] : [2, 2]) as [Int64] {
                await #expect(throws: Stop()) {
                    try await engine.write { connection in
                        try connection.send(Self.text, rows: [[.integer(1), .text("a")], [.integer(id), .text("b")]])
                        throw Stop()
                    }
                }
            }
            try await engine.write { try $0.send(Self.text, rows: [[.integer(1), .text("c")]]) }
            try await #expect(names(engine) == ["c"])
        }
    }

    @Test("a table may change under a statement that is sent first")
    func changedTable() async throws {
        try await withItems(.postgres) { engine in
            try await engine.write { try $0.send(Self.text, rows: [[.integer(1), .text("a")]]) }
            try await engine.write { try $0.execute("ALTER TABLE items ALTER COLUMN name TYPE VARCHAR(1)") }
            try await engine.write { try $0.send(Self.text, rows: [[.integer(2), .text("b")]]) }
            try await #expect(names(engine) == ["a", "b"])
        }
    }

    /// On PostgreSQL of one connection: what is left behind in it shows.
    private func withItems(_ kind: TestEngine, _ test: (any Engine) async throws -> Void) async throws {
        try await withDatabase(kind) { database in
            let table: SQL = "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT NOT NULL)"
            guard kind == .postgres else {
                try await database.write { try $0.execute(table) }
                return try await test(database)
            }
            let engine = PostgresEngine(url: database.location, poolSize: 1)
            try await engine.write { try $0.execute(table) }
            try await test(engine)
            await engine.close()
        }
    }

    private func names(_ engine: any Engine) async throws -> [String] {
        try await engine.read { try $0.all("SELECT name FROM items ORDER BY id") { try $0.text(0) } }
    }
}
