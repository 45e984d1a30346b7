import Database
import Foundation
import SQLite
import TestSupport
import Testing

/// Writers that come while another one is at work share a transaction, and yet know nothing of each other.
@Suite("Shared commits") struct SharedCommitTests {
    private struct Stop: Error, Equatable {}

    private static let crowd: Int64 = 50

    @Test("those who wait together share a commit, and all of their work is there")
    func together() async throws {
        try await withItems { engine, path in
            let log = { try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int ?? 0 }
            let before = try log()
            let results = await crowd(at: engine) { number, connection in
                try connection.execute("INSERT INTO items (id) VALUES (\(number))")
                return number
            }
            #expect(results.compactMap { try? $0.get() }.sorted() == Array(1...Self.crowd))
            try await #expect(ids(engine) == Array(1...Self.crowd))
            // One commit each would have written at least a page each.
            #expect(try log() - before < Int(Self.crowd) * 4096)
        }
    }

    @Test("one that throws is undone alone, whatever it did before")
    func thrower() async throws {
        try await withItems { engine, _ in
            let results = await crowd(at: engine) { number, connection in
                try connection.execute("INSERT INTO items (id) VALUES (\(number))")
                if number.isMultiple(of: 3) { throw Stop() }
                return number
            }
            #expect(results.filter { (try? $0.get()) == nil }.count == 16)
            try await #expect(ids(engine) == (1...Self.crowd).filter { !$0.isMultiple(of: 3) })
        }
    }

    @Test("a failure that a body catches undoes that body, and nobody else")
    func swallowed() async throws {
        try await withItems { engine, _ in
            let results = await crowd(at: engine) { number, connection in
                try connection.execute("INSERT INTO items (id) VALUES (\(number))")
                if number.isMultiple(of: 7) {
                    _ = try? connection.execute("INSERT INTO items (id) VALUES (\(number))")
                }
                return number
            }
            let failures = results.compactMap { result -> DatabaseError.Kind? in
                if case .failure(let error) = result { (error as? DatabaseError)?.kind } else { nil }
            }
            #expect(failures == Array(repeating: .notUnique, count: 7))
            try await #expect(ids(engine) == (1...Self.crowd).filter { !$0.isMultiple(of: 7) })
        }
    }

    @Test("one that keeps the transaction from committing fails alone, and the others run again")
    func commit() async throws {
        try await withItems { engine, _ in
            let tries = Tries()
            let results = await crowd(at: engine) { number, connection in
                _ = tries.count(number)
                try connection.execute("INSERT INTO items (id) VALUES (\(number))")
                if number == 20 {
                    // Checked by the commit only.
                    try connection.execute("INSERT INTO parts (item) VALUES (1000)")
                }
                return number
            }
            #expect(results.filter { (try? $0.get()) == nil }.count == 1)
            #expect(tries.total > Int(Self.crowd))
            try await #expect(ids(engine) == (1...Self.crowd).filter { $0 != 20 })
        }
    }

    @Test("one whose caller is cancelled is interrupted, and nobody else")
    func cancelled() async throws {
        try await withItems { engine, _ in
            let (begun, begin) = AsyncStream<Void>.makeStream()
            let endless = Task {
                try await engine.write { connection in
                    try connection.execute("INSERT INTO items (id) VALUES (1000)")
                    begin.finish()
                    try connection.execute(
                        """
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i > 0)
                        INSERT INTO items (id) SELECT max(i) FROM n
                        """
                    )
                }
            }
            for await _ in begun {}
            async let others = withTaskGroup { group in
                for number in 1...Self.crowd {
                    group.addTask {
                        try? await engine.write { try $0.execute("INSERT INTO items (id) VALUES (\(number))") }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ?? 0) }
            }
            try await Task.sleep(for: .milliseconds(50))
            endless.cancel()
            await #expect(throws: CancellationError.self) { try await endless.value }
            #expect(await others == Int(Self.crowd))
            try await #expect(ids(engine) == Array(1...Self.crowd))
        }
    }

    @Test("callers that are cancelled in the midst of a crowd spoil nothing for the others")
    func cancelledInCrowd() async throws {
        try await withItems { engine, _ in
            for round in 0..<20 {
                let base = Int64(round) * 100
                let tasks = (1...Self.crowd).map { number in
                    Task {
                        try await engine.write { connection in
                            try connection.execute("INSERT INTO items (id) VALUES (\(base + number))")
                        }
                    }
                }
                try await Task.sleep(for: .microseconds(100 * round))
                for task in tasks.enumerated() where task.offset.isMultiple(of: 4) {
                    task.element.cancel()
                }
                for (offset, task) in tasks.enumerated() {
                    let result = await task.result
                    if !offset.isMultiple(of: 4) {
                        #expect((try? result.get()) == 1)
                    }
                }
                let there = try await ids(engine).filter { $0 > base }
                #expect(there.count >= 37, "round \(round)")
            }
        }
    }

    /// Lets a crowd wait behind one writer, and then all in at once.
    private func crowd(
        at engine: SQLiteEngine,
        _ body: @escaping @Sendable (Int64, any Connection) throws -> Int64
    ) async -> [Result<Int64, any Error>] {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        let first = Task {
            try await engine.write { _ in
                begin.finish()
                wait(for: released)
            }
        }
        for await _ in begun {}
        let results = await withTaskGroup { group in
            for number in 1...Self.crowd {
                group.addTask {
                    do {
                        return Result<Int64, any Error>.success(try await engine.attempt { try body(number, $0) })
                    } catch {
                        return .failure(error)
                    }
                }
            }
            try? await Task.sleep(for: .milliseconds(100))
            release.finish()
            return await group.reduce(into: []) { $0.append($1) }
        }
        _ = await first.result
        return results
    }

    private func withItems(_ test: (SQLiteEngine, _ path: String) async throws -> Void) async throws {
        try await withDatabase(.sqlite) { database in
            let engine = try SQLiteEngine(path: database.location)
            try await engine.write { connection in
                try connection.execute(
                    unsafeScript: """
                        CREATE TABLE items (id BIGINT PRIMARY KEY);
                        CREATE TABLE parts (item BIGINT REFERENCES items DEFERRABLE INITIALLY DEFERRED);
                        """
                )
            }
            try await test(engine, database.location)
            await engine.close()
        }
    }

    private func ids(_ engine: SQLiteEngine) async throws -> [Int64] {
        try await engine.read { try $0.all("SELECT id FROM items ORDER BY id") { try $0.integer(0) } }
    }
}
