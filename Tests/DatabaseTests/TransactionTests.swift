import Database
import TestSupport
import Testing

/// What a transaction promises, on both engines.
@Suite struct TransactionTests {
    private struct Stop: Error, Equatable {}

    @Test("a transaction that throws leaves nothing", arguments: TestEngine.allCases)
    func rollback(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            await #expect(throws: Stop()) {
                try await engine.write { connection in
                    try connection.execute("INSERT INTO items (id, name) VALUES (1, 'a')")
                    throw Stop()
                }
            }
            try await #expect(names(engine) == [])
        }
    }

    @Test("a read sees one state throughout, whatever commits meanwhile", arguments: TestEngine.allCases)
    func snapshot(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            try await engine.write { try $0.execute("INSERT INTO items (id, name) VALUES (1, 'a')") }
            let (started, start) = AsyncStream<Void>.makeStream()
            let (written, write) = AsyncStream<Void>.makeStream()
            async let counts = engine.read { connection in
                let before = try connection.first("SELECT count(*) FROM items") { try $0.integer(0) }
                start.finish()
                wait(for: written)
                let after = try connection.first("SELECT count(*) FROM items") { try $0.integer(0) }
                return [before, after]
            }
            for await _ in started {}
            try await engine.write { try $0.execute("INSERT INTO items (id, name) VALUES (2, 'b')") }
            write.finish()
            try await #expect(counts == [1, 1])
            try await #expect(names(engine) == ["a", "b"])
        }
    }

    @Test("a read cannot write", arguments: TestEngine.allCases)
    func readOnly(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            await #expect(throws: DatabaseError.self) {
                try await engine.read { try $0.execute("INSERT INTO items (id, name) VALUES (1, 'a')") }
            }
            try await #expect(names(engine) == [])
        }
    }

    @Test("a second row of the same key is not unique, whatever index says so", arguments: TestEngine.allCases)
    func notUnique(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            try await engine.write { try $0.execute("INSERT INTO items (id, name) VALUES (1, 'secret')") }
            for values in ["1, 'b'", "2, 'secret'"] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await engine.write { try $0.execute("INSERT INTO items (id, name) VALUES (\(unsafe: values))") }
                }
                #expect(error?.kind == .notUnique)
                #expect(error?.message.contains("secret") == false)
            }
        }
    }

    @Test("a broken rule is a constraint", arguments: TestEngine.allCases, ["99, 1", "1, NULL", "1, -1"])
    func constraint(kind: TestEngine, values: String) async throws {
        try await withItems(kind) { engine in
            try await engine.write { try $0.execute("INSERT INTO items (id, name) VALUES (1, 'a')") }
            let error = await #expect(throws: DatabaseError.self) {
                try await engine.write { try $0.execute("INSERT INTO parts (item, size) VALUES (\(unsafe: values))") }
            }
            #expect(error?.kind == .constraint)
        }
    }

    @Test("a failure that the body catches still keeps the transaction from committing", arguments: TestEngine.allCases)
    func swallowed(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            let error = await #expect(throws: DatabaseError.self) {
                try await engine.attempt { connection in
                    try connection.execute("INSERT INTO items (id, name) VALUES (1, 'a')")
                    _ = try? connection.execute("INSERT INTO items (id, name) VALUES (1, 'b')")
                    _ = try? connection.execute("INSERT INTO items (id, name) VALUES (2, 'c')")
                }
            }
            #expect(error?.kind == .notUnique)
            try await #expect(names(engine) == [])
            // The connection is as good as new.
            try await engine.write { try $0.execute("INSERT INTO items (id, name) VALUES (1, 'a')") }
            try await #expect(names(engine) == ["a"])
        }
    }

    @Test("a statement tells how many rows it changed itself", arguments: TestEngine.allCases)
    func counts(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            let counts = try await engine.write { connection in
                let many = try connection.execute(
                    "INSERT INTO items (id, name) VALUES (?, ?)",
                    rows: (1...2500).map { [.integer($0), .text("\($0)")] }
                )
                let none = try connection.execute("INSERT INTO items (id, name) VALUES (?, ?)", rows: [])
                try connection.execute("INSERT INTO parts (item, size) VALUES (1, 1), (2, 2)")
                return try [
                    many, none,
                    connection.execute("UPDATE items SET name = name || '!' WHERE id <= 10"),
                    connection.execute("UPDATE items SET name = 'x' WHERE id < 0"),
                    connection.execute("CREATE TABLE more (id BIGINT)"),
                    connection.execute("SELECT id FROM items"),
                    // The parts go with their items, and are not counted.
                    connection.execute("DELETE FROM items WHERE id <= 100"),
                ]
            }
            #expect(counts == [2500, 0, 10, 0, 0, 0, 100])
        }
    }

    @Test("a bad row of many undoes all of them", arguments: TestEngine.allCases)
    func badRow(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            for bad in [[SQLValue.integer(1), .text("again")], [.integer(5000), .text("a\0b")], [.integer(5000)]] {
                var rows: [[SQLValue]] = (1...1500).map { [.integer($0), .text("\($0)")] }
                rows.insert(bad, at: 1200)
                let all = rows
                await #expect(throws: DatabaseError.self) {
                    try await engine.attempt { connection in
                        _ = try connection.execute("INSERT INTO items (id, name) VALUES (?, ?)", rows: all)
                    }
                }
                try await #expect(names(engine) == [])
            }
        }
    }

    @Test("rows are read while other statements run, the same one too", arguments: TestEngine.allCases)
    func nested(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            let seen = try await engine.write { connection in
                for id in 1...3 as ClosedRange<Int64> {
                    try connection.execute("INSERT INTO items (id, name) VALUES (\(id), \("n\(id)"))")
                }
                var seen: [String] = []
                try connection.forEach("SELECT id, name FROM items ORDER BY id") { outer in
                    let inner = try connection.all("SELECT id, name FROM items ORDER BY id") { try $0.text(1) }
                    try connection.execute("INSERT INTO parts (item, size) VALUES (\(outer.integer(0)), 1)")
                    try seen.append("\(outer.text(1)): \(inner.joined(separator: " "))")
                }
                return seen
            }
            #expect(seen == ["n1: n1 n2 n3", "n2: n1 n2 n3", "n3: n1 n2 n3"])
        }
    }

    @Test("a body that stops in the middle of a result leaves the connection in order", arguments: TestEngine.allCases)
    func stopped(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            try await engine.write { connection in
                let rows: [[SQLValue]] = (1...5000).map { [.integer($0), .text("\($0)")] }
                _ = try connection.execute("INSERT INTO items (id, name) VALUES (?, ?)", rows: rows)
                #expect(throws: Stop()) {
                    try connection.forEach("SELECT id FROM items") { _ in throw Stop() }
                }
                try connection.execute("DELETE FROM items WHERE id > 2")
            }
            try await #expect(names(engine) == ["1", "2"])
        }
    }

    @Test("a closed engine says so, also when it is closed twice", arguments: TestEngine.allCases)
    func closed(kind: TestEngine) async throws {
        try await withDatabase(kind) { database in
            let engine = try database.openAgain()
            _ = try await engine.read { try $0.first("SELECT 1") { try $0.integer(0) } }
            await engine.close()
            await engine.close()
            await #expect(throws: DatabaseError.closed) { try await engine.read { _ in } }
            await #expect(throws: DatabaseError.closed) { try await engine.write { _ in } }
            await #expect(throws: DatabaseError.closed) { try await engine.maintain { _ in } }
        }
    }

    @Test("maintenance runs outside of a transaction", arguments: TestEngine.allCases)
    func maintenance(kind: TestEngine) async throws {
        try await withItems(kind) { engine in
            try await engine.maintain { connection in
                try connection.execute("VACUUM")
                try connection.execute("ANALYZE")
            }
            try await engine.write { try $0.execute("INSERT INTO items (id, name) VALUES (1, 'a')") }
            try await #expect(names(engine) == ["a"])
        }
    }

    private func withItems(_ kind: TestEngine, _ test: (any Engine) async throws -> Void) async throws {
        try await withEngine(kind) { engine in
            try await engine.write { connection in
                try connection.execute(
                    unsafeScript: """
                        CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
                        CREATE TABLE parts (
                            item BIGINT NOT NULL REFERENCES items ON DELETE CASCADE,
                            size BIGINT NOT NULL CHECK (size > 0)
                        );
                        """
                )
            }
            try await test(engine)
        }
    }

    private func names(_ engine: any Engine) async throws -> [String] {
        try await engine.read { try $0.all("SELECT name FROM items ORDER BY id") { try $0.text(0) } }
    }
}
