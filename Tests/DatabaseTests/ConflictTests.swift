import Database
import TestSupport
import Testing

/// Several who write at once: nobody sees an error, nothing is lost.
@Suite struct ConflictTests {
    @Test("eight engines that add to one number lose nothing", arguments: TestEngine.allCases)
    func counters(kind: TestEngine) async throws {
        try await withNumbers(kind) { database in
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        let engine = try database.openAgain()
                        for _ in 0..<25 {
                            try await engine.write { connection in
                                let value = try connection.first("SELECT value FROM numbers WHERE id = 1") {
                                    try $0.integer(0)
                                }
                                // PostgreSQL reads first and locks later here, so it adds in the statement.
                                #expect(value != nil)
                                try connection.execute("UPDATE numbers SET value = value + 1 WHERE id = 1")
                            }
                        }
                        await engine.close()
                    }
                }
                try await group.waitForAll()
            }
            try await #expect(values(database) == [200, 0])
        }
    }

    @Test("tasks that share one engine take turns", arguments: TestEngine.allCases)
    func turns(kind: TestEngine) async throws {
        try await withNumbers(kind) { database in
            try await withThrowingTaskGroup { group in
                for _ in 0..<100 {
                    group.addTask {
                        try await database.write {
                            try $0.execute("UPDATE numbers SET value = value + 1 WHERE id = 2")
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await #expect(values(database) == [0, 100])
        }
    }

    @Test("one who comes second to a new identity runs again and finds it", arguments: TestEngine.allCases)
    func identities(kind: TestEngine) async throws {
        try await withNumbers(kind) { database in
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await database.write { connection in
                            let changed = try connection.execute("UPDATE numbers SET value = value + 1 WHERE id = 3")
                            if changed == 0 {
                                try connection.execute("INSERT INTO numbers (id, value) VALUES (3, 1)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await #expect(values(database) == [0, 0, 8])
        }
    }

    @Test("two transactions that wait for each other both take place in the end")
    func deadlock() async throws {
        try await withNumbers(.postgres) { database in
            let tries = Tries()
            let meeting = Meeting(of: 2)
            try await withThrowingTaskGroup { group in
                for (first, second) in [(1, 2), (2, 1)] as [(Int64, Int64)] {
                    group.addTask {
                        try await database.write { connection in
                            let isFirstTry = tries.count(first) == 1
                            try connection.execute("UPDATE numbers SET value = value + 1 WHERE id = \(first)")
                            if isFirstTry {
                                meeting.arrive()
                            }
                            // Whatever the body makes of a lost race, it stays one.
                            do {
                                try connection.execute("UPDATE numbers SET value = value + 1 WHERE id = \(second)")
                            } catch {
                                throw CancellationError()
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await #expect(values(database) == [2, 2])
            #expect(tries.total == 3)
        }
    }

    @Test("a conflict that does not end reaches the caller", arguments: TestEngine.allCases)
    func endless(kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let tries = Tries()
            // However long it waits for its turn beside other tests.
            let policy = RetryPolicy(mostConflicts: 2, patience: .seconds(3_600))
            await #expect(throws: DatabaseError(kind: .conflict, message: "again")) {
                try await engine.write(retrying: policy) { _ in
                    _ = tries.count(1)
                    throw DatabaseError(kind: .conflict, message: "again")
                }
            }
            #expect(tries.total == 3)
        }
    }

    private func withNumbers(_ kind: TestEngine, _ test: (TestDatabase) async throws -> Void) async throws {
        try await withDatabase(kind) { database in
            try await database.write { connection in
                try connection.execute(
                    unsafeScript: """
                        CREATE TABLE numbers (id BIGINT PRIMARY KEY, value BIGINT NOT NULL);
                        INSERT INTO numbers (id, value) VALUES (1, 0), (2, 0);
                        """
                )
            }
            try await test(database)
        }
    }

    private func values(_ engine: any Engine) async throws -> [Int64] {
        try await engine.read { try $0.all("SELECT value FROM numbers ORDER BY id") { try $0.integer(0) } }
    }
}
