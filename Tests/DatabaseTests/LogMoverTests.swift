import Database
import Foundation
import SQLite
import Testing

@Suite("The log of SQLite")
struct LogMoverTests {
    /// Runs a test on an engine whose log is moved early, and tells it how large the log and the file are.
    private static func withEngine(
        _ test: (SQLiteEngine, (_ suffix: String) throws -> Int) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kith-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "kith.sqlite").path
        var limits = LogMover.Limits()
        limits.pagesPerMove = 100
        limits.mostPages = 400
        let engine = try SQLiteEngine(path: path, log: limits)
        try await engine.write { try $0.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, data BLOB)") }
        try await test(engine) { suffix in
            try FileManager.default.attributesOfItem(atPath: path + suffix)[.size] as? Int ?? 0
        }
        await engine.close()
    }

    private static func write(_ count: Int, to engine: SQLiteEngine) async throws {
        for _ in 0..<count {
            let data = [UInt8](repeating: 7, count: 40_000)
            try await engine.write { try $0.execute("INSERT INTO things (data) VALUES (\(SQLValue.blob(data)))") }
        }
    }

    @Test("what is in the log is moved into the file beside the writer")
    func moved() async throws {
        try await Self.withEngine { engine, size in
            try await Self.write(15, to: engine)
            let end = ContinuousClock.now + .seconds(10)
            while try size("") < 200_000, .now < end { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try size("") >= 200_000)
        }
    }

    @Test("where writers never pause, the log begins anew all the same")
    func bounded() async throws {
        try await Self.withEngine { engine, size in
            try await Self.write(200, to: engine)
            // 2,000 pages of data were written; without beginning anew the log would hold all of them.
            #expect(try size("-wal") < 700 * 4_120)
            let count = try await engine.read { try $0.first("SELECT count(*) FROM things") { try $0.integer(0) } }
            #expect(count == 200)
        }
    }
}
