import Database
import Foundation
import SQLite
import TestSupport
import Testing

/// What only a file does: backups, damage, rights, and a folder that may be missing.
@Suite struct SQLiteTests {
    @Test("a backup made while others write is whole, and of one moment")
    func backup() async throws {
        try await withDatabase(.sqlite) { database in
            let engine = try SQLiteEngine(path: database.location)
            try await engine.write { connection in
                try connection.execute(unsafeScript: "CREATE TABLE a (n BIGINT, t TEXT); CREATE TABLE b (n BIGINT)")
                let rows: [[SQLValue]] = (0..<20_000).map { [.integer($0), .text("padding \($0)")] }
                _ = try connection.execute("INSERT INTO a (n, t) VALUES (?, ?)", rows: rows)
                try connection.execute("INSERT INTO b (n) SELECT n FROM a")
            }
            let writer = Task {
                var number: Int64 = 20_000
                while !Task.isCancelled {
                    try await database.write { [number] connection in
                        try connection.execute("INSERT INTO a (n) VALUES (\(number))")
                        try connection.execute("INSERT INTO b (n) VALUES (\(number))")
                    }
                    number += 1
                }
            }
            let target = database.location + ".backup"
            for _ in 0..<3 {
                try await engine.backup(to: target)
                let copy = try SQLiteEngine(path: target)
                try await #expect(copy.problems() == [])
                let counts = try await copy.read { connection in
                    try ["a", "b"].map { table in
                        try connection.first("SELECT count(*) FROM \(unsafe: table)") { try $0.integer(0) } ?? 0
                    }
                }
                #expect(counts[0] >= 20_000)
                #expect(counts[0] == counts[1])
                await copy.close()
            }
            writer.cancel()
            _ = await writer.result
            await engine.close()
            try #expect(rights(of: target) == 0o600)
            let folder = URL(fileURLWithPath: target).deletingLastPathComponent().path
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(!files.contains { $0.contains("partial") })
        }
    }

    @Test("a backup that cannot be written leaves nothing behind")
    func impossibleBackup() async throws {
        try await withDatabase(.sqlite) { database in
            let engine = try SQLiteEngine(path: database.location)
            let error = await #expect(throws: DatabaseError.self) {
                try await engine.backup(to: database.location + "-none/copy")
            }
            #expect(error?.message.contains("does not exist") == true)
            await engine.close()
        }
    }

    @Test("rows whose foreign keys lead nowhere are found")
    func problems() async throws {
        try await withDatabase(.sqlite) { database in
            let engine = try SQLiteEngine(path: database.location)
            try await engine.write { connection in
                try connection.execute(
                    unsafeScript: """
                        CREATE TABLE a (id INTEGER PRIMARY KEY);
                        CREATE TABLE b (a INTEGER REFERENCES a);
                        """
                )
            }
            try await #expect(engine.problems() == [])
            try await engine.maintain { connection in
                try connection.execute(
                    unsafeScript: """
                        PRAGMA foreign_keys = OFF; INSERT INTO b VALUES (7); PRAGMA foreign_keys = ON;
                        """
                )
            }
            try await #expect(engine.problems() == ["row 1 of b refers to a missing row of a"])
            await engine.close()
        }
    }

    @Test("a new file is its owner's alone, its log too")
    func rights() async throws {
        try await withDatabase(.sqlite) { database in
            try await database.write { try $0.execute("CREATE TABLE t (n BIGINT)") }
            try #expect(rights(of: database.location) == 0o600)
            try #expect(rights(of: database.location + "-wal") == 0o600)
        }
    }

    @Test("commits are on disk before they return, and foreign keys hold")
    func settings() async throws {
        try await withDatabase(.sqlite) { database in
            try await database.attempt { connection in
                let settings = try ["journal_mode", "synchronous", "foreign_keys"].map { name in
                    try connection.first("PRAGMA \(unsafe: name)") { try $0.text(0) }
                }
                #expect(settings == ["wal", "2", "1"])
            }
        }
    }

    @Test(
        "an impossible file says what to do",
        arguments: [
            ("/dev/null/kith.sqlite", "make it, or name another one"),
            ("/nowhere/kith.sqlite", "make it, or name another one"),
            ("/tmp", "name a file in it"),
        ]
    )
    func impossible(path: String, advice: String) throws {
        let error = #expect(throws: DatabaseError.self) { try SQLiteEngine(path: path) }
        #expect(error?.kind == .unavailable)
        #expect(error?.message.contains(advice) == true)
    }

    @Test("a file of another kind is not overwritten")
    func foreign() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "kith-\(UUID().uuidString).txt").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let letter = String(repeating: "Dear Kith, this is a letter. ", count: 100)
        try letter.write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: DatabaseError.self) { try SQLiteEngine(path: path) }
        #expect(error?.kind == .unavailable)
        #expect(error?.message.contains("is not a SQLite database") == true)
        try #expect(String(contentsOfFile: path, encoding: .utf8) == letter)
    }

    @Test("a full disk says which one")
    func full() async throws {
        try await withDatabase(.sqlite) { database in
            let engine = try SQLiteEngine(path: database.location)
            try await engine.maintain { try $0.execute("PRAGMA max_page_count = 20") }
            let error = await #expect(throws: DatabaseError.self) {
                try await engine.write { connection in
                    try connection.execute("CREATE TABLE t (b BLOB)")
                    try connection.execute("INSERT INTO t (b) VALUES (zeroblob(1000000))")
                }
            }
            #expect(error?.kind == .full)
            #expect(error?.message.contains(database.location) == true)
            try await engine.write { try $0.execute("CREATE TABLE t (b BLOB)") }
            await engine.close()
        }
    }

    @Test("who is cancelled is not kept waiting by a long statement")
    func cancelled() async throws {
        try await withDatabase(.sqlite) { database in
            let endless: SQL = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
            let (started, start) = AsyncStream<Void>.makeStream()
            let waiting = Task {
                try await database.read { connection in
                    start.finish()
                    return try connection.first(endless) { try $0.integer(0) }
                }
            }
            for await _ in started {}
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            try await database.read { _ = try $0.execute("SELECT 1") }
        }
    }

    @Test("only one statement at a time, unless it is a script")
    func several() async throws {
        try await withDatabase(.sqlite) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.attempt { try $0.execute("CREATE TABLE a (n BIGINT); CREATE TABLE b (n BIGINT)") }
            }
            try await database.attempt { connection in
                try connection.execute("CREATE TABLE a (n BIGINT) ; ")
            }
        }
    }

    private func rights(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
