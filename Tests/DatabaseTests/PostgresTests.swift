import Database
import Postgres
import TestSupport
import Testing

/// What only a server does: connections that break, statements that it keeps, a line for connections.
@Suite struct PostgresTests {
    @Test("a connection that broke in the pool is replaced without a word")
    func reconnect() async throws {
        try await withDatabase(.postgres) { database in
            let engine = PostgresEngine(url: database.location, poolSize: 1)
            let works: [@Sendable () async throws -> Void] = [
                { _ = try await engine.read { try $0.first("SELECT 1") { try $0.integer(0) } } },
                { _ = try await engine.attempt { try $0.execute("SELECT 1") } },
                { try await engine.attempt { try $0.execute(unsafeScript: "SELECT 1; SELECT 2") } },
                { try await engine.attempt { _ = try $0.execute("SELECT CAST(? AS BIGINT)", rows: [[.integer(1)]]) } },
                { try await engine.maintain { try $0.execute("ANALYZE") } },
            ]
            for work in works {
                try await work()
                let former = try await process(of: engine)
                try await terminate(former, by: database)
                try await work()
                try await #expect(process(of: engine) != former)
            }
            await engine.close()
        }
    }

    @Test("a connection that breaks while a transaction runs makes the server unavailable, once")
    func broken() async throws {
        try await withDatabase(.postgres) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { connection in
                    try connection.execute("CREATE TABLE t (n BIGINT)")
                    try connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(error?.kind == .unavailable)
            try await database.write { try $0.execute("CREATE TABLE t (n BIGINT)") }
        }
    }

    @Test("a connection that breaks while it commits leaves the outcome unknown")
    func commitUnknown() async throws {
        try await withDatabase(.postgres) { database in
            try await database.write { connection in
                try connection.execute(
                    unsafeScript: """
                        CREATE TABLE t (n BIGINT);
                        CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS
                            'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
                        CREATE CONSTRAINT TRIGGER hang_up AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                            FOR EACH ROW EXECUTE FUNCTION hang_up();
                        """
                )
            }
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("INSERT INTO t (n) VALUES (1)") }
            }
            #expect(error?.kind == .commitUnknown)
        }
    }

    @Test("a rule that is checked at the commit is a constraint")
    func deferred() async throws {
        try await withDatabase(.postgres) { database in
            try await database.write { connection in
                try connection.execute(
                    unsafeScript: """
                        CREATE TABLE t (n BIGINT PRIMARY KEY,
                            next BIGINT REFERENCES t DEFERRABLE INITIALLY DEFERRED)
                        """
                )
            }
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("INSERT INTO t (n, next) VALUES (1, 2)") }
            }
            #expect(error?.kind == .constraint)
            let count = try await database.read { try $0.first("SELECT count(*) FROM t") { try $0.integer(0) } }
            #expect(count == 0)
        }
    }

    @Test("the server keeps the statements used last, and those that went are prepared again")
    func eviction() async throws {
        try await withDatabase(.postgres) { database in
            let engine = PostgresEngine(url: database.location, poolSize: 1)
            for _ in 0..<2 {
                let sum = try await engine.read { connection in
                    var sum: Int64 = 0
                    for number in 0..<600 {
                        sum += try connection.first("SELECT \(unsafe: "\(number)")") { try $0.integer(0) } ?? 0
                    }
                    return sum
                }
                #expect(sum == 600 * 599 / 2)
            }
            let kept = try await engine.read { connection in
                try connection.first("SELECT count(*) FROM pg_prepared_statements") { try $0.integer(0) }
            }
            #expect((200...258).contains(kept ?? 0))
            await engine.close()
        }
    }

    @Test("a table may change under a prepared statement")
    func changedTable() async throws {
        try await withDatabase(.postgres) { database in
            try await database.write { try $0.execute("CREATE TABLE t (a BIGINT)") }
            let engine = PostgresEngine(url: database.location, poolSize: 1)
            for column in ["b", "c"] {
                _ = try await engine.read { try $0.all("SELECT * FROM t") { _ in } }
                try await database.write { try $0.execute("ALTER TABLE t ADD COLUMN \(unsafe: column) TEXT") }
                try await database.write { try $0.execute("INSERT INTO t (a) VALUES (1)") }
            }
            let rows = try await engine.read { try $0.all("SELECT * FROM t") { try $0.textIfAny(2) } }
            #expect(rows == [nil, nil])
            await engine.close()
        }
    }

    @Test("who is cancelled in the line leaves it, and the next gets the connection")
    func cancelled() async throws {
        try await withDatabase(.postgres) { database in
            let engine = PostgresEngine(url: database.location, poolSize: 1)
            let (started, start) = AsyncStream<Void>.makeStream()
            let (ended, end) = AsyncStream<Void>.makeStream()
            async let occupied: Void = engine.read { _ in
                start.finish()
                wait(for: ended)
            }
            for await _ in started {}
            let waiting = Task { try await engine.read { _ in true } }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            async let next = engine.read { _ in true }
            end.finish()
            try await occupied
            try await #expect(next)
            await engine.close()
        }
    }

    @Test("an error does not repeat what was bound")
    func discreet() async throws {
        try await withDatabase(.postgres) { database in
            let statements: [SQL] = [
                "SELECT CAST(\("secret\"s") AS BIGINT)", "SELECT CAST(\("{secret") AS JSONB)",
                "SELECT CAST(\("secret") AS TIMESTAMPTZ)", "INSERT INTO t VALUES (\("secret")), (\("secret"))",
            ]
            try await database.write { try $0.execute("CREATE TABLE t (name TEXT UNIQUE)") }
            for statement in statements {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.attempt { try $0.execute(statement) }
                }
                #expect(error?.message.contains("secret") == false)
            }
        }
    }

    @Test("a connection says who it is and speaks UTF-8 and UTC")
    func settings() async throws {
        try await withEngine(.postgres) { engine in
            let settings = try await engine.read { connection in
                try ["application_name", "client_encoding", "TimeZone", "transaction_isolation"].map { name in
                    try connection.first("SELECT current_setting(\(name))") { try $0.text(0) }
                }
            }
            #expect(settings == ["kith", "UTF8", "UTC", "repeatable read"])
        }
    }

    @Test("a server that is not there is unavailable")
    func absent() async {
        let engine = PostgresEngine(url: "postgres://postgres@/kith?host=/nowhere")
        let error = await #expect(throws: DatabaseError.self) { try await engine.read { _ in } }
        #expect(error?.kind == .unavailable)
        await engine.close()
    }

    @Test(
        "an address that cannot be read is not repeated, as it may hold a password",
        arguments: ["postgres://kith:hunter2@[::1/kith", "postgres://kith:hunter2@host/kith?nonsense", "hunter2"]
    )
    func unreadable(url: String) async {
        let engine = PostgresEngine(url: url)
        let error = await #expect(throws: DatabaseError.self) { try await engine.read { _ in } }
        #expect(error?.kind == .unavailable)
        #expect(error?.message.contains("hunter2") == false)
        await engine.close()
    }

    @Test("a read that went on after a failure leaves the connection in order")
    func swallowedInRead() async throws {
        try await withDatabase(.postgres) { database in
            let engine = PostgresEngine(url: database.location, poolSize: 1)
            try await engine.read { connection in
                _ = try? connection.execute("SELECT 1 / 0")
                _ = try? connection.execute("SELECT 1")
            }
            let former = try await process(of: engine)
            try await engine.attempt { try $0.execute("CREATE TABLE t (n BIGINT)") }
            try await #expect(process(of: engine) == former)
            await engine.close()
        }
    }

    private func process(of engine: any Engine) async throws -> Int64? {
        try await engine.read { try $0.first("SELECT pg_backend_pid()") { try $0.integer(0) } }
    }

    /// Ends a server process, and waits until it is gone.
    private func terminate(_ process: Int64?, by engine: any Engine) async throws {
        try await engine.attempt { connection in
            _ = try connection.first("SELECT pg_terminate_backend(\(process), 5000)") { try $0.boolean(0) }
        }
    }
}
