import Database
import Domain
import Foundation
import TestSupport
import Testing

/// `kill -9` while `kith serve` lets contacts go whom a retention rule is about.
@Suite("A server that is killed during a run of retention", .serialized)
struct KilledRetentionTests {
    private static let rows = 6_000
    private static let kept = 500

    @Test(
        "goes on where it was at the next start, and takes nobody who came back meanwhile",
        arguments: TestEngine.allCases,
        ["delete", "anonymise"]
    )
    func killed(kind: TestEngine, action: String) async throws {
        try await withDemo(kind) { program, database, folder in
            let imported = try await program.run(Members(0..<Self.rows).importing(in: folder))
            #expect(imported.status == 0, "\(imported.errors)")
            let key = try await program.key()
            // They came long ago.
            _ = try await database.write { try $0.execute("UPDATE contacts SET entered_at = 0") }
            var job = ""
            try await ServedProgram.with(program) { served in
                try await served.listening()
                try await served.ask(
                    "PUT",
                    "/privacy/retention-rule",
                    ["action": .string(action), "days": 30],
                    key: key
                )
                job = try await served.ask("POST", "/privacy/retention-runs", key: key)["id"]?.string ?? ""
                try await served.wait {
                    try await served.ask("GET", "/jobs/\(job)", key: key)["done"]?.integer ?? 0 > 0
                }
                served.killAtOnce()
            }
            let left = try await count(database)
            #expect(left > Self.kept && left < Self.rows, "it was not killed in the middle: \(left)")
            let now = Int64(Date().timeIntervalSince1970 * 1_000)
            _ = try await database.write { connection in
                try connection.execute(
                    """
                    UPDATE contacts SET last_seen_at = \(now) WHERE kind <> 0
                    AND id IN (SELECT id FROM contacts WHERE kind <> 0 ORDER BY id DESC LIMIT \(Self.kept))
                    """
                )
                // What otherwise the next start waits for.
                return try connection.execute("UPDATE jobs SET leased_until = 0")
            }
            try await ServedProgram.with(program) { served in
                try await served.listening()
                try await served.wait {
                    try await served.ask("GET", "/jobs/\(job)", key: key)["state"] == "done"
                }
                let result = try await served.ask("GET", "/jobs/\(job)", key: key)["result"]
                #expect(result?["changed"]?.integer == Int64(Self.rows - Self.kept))
                #expect(result?["unchanged"]?.integer == Int64(Self.kept))
                #expect(await served.stop() == 0)
            }
            #expect(try await count(database) == Self.kept)
            let check = try await program.run("check")
            #expect(check.status == 0, "\(check.output)")
        }
    }

    /// How many contacts there are that are listed.
    private func count(_ database: TestDatabase) async throws -> Int {
        try await database.read { connection in
            try connection.first("SELECT count(*) FROM contacts WHERE kind <> 0") { Int(try $0.integer(0)) } ?? 0
        }
    }
}
