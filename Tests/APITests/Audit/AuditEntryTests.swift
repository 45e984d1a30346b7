import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("The audit log by the API")
struct AuditEntryTests {
    @Test("who did what and from where, page by page, newest first", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager("owner")
            let actor = "manager:" + (try await owner.manager)
            for name in ["a", "b", "c"] {
                _ = try await owner.post("/keys", ["name": .string(name), "scopes": ["segments"]])
            }
            let first = try await owner.get("/audit-entries?limit=2&action=key.created&actor=\(actor)")
            let entries = first["auditEntries"]?.array ?? []
            #expect(entries.compactMap { $0["data"]?["name"]?.string } == ["c", "b"])
            #expect(entries.first?["address"] == "127.0.0.1")
            let next = try #require(first["next"]?.string)
            let second = try await owner.get("/audit-entries?limit=2&action=key.created&actor=\(actor)&cursor=\(next)")
            #expect(second["auditEntries"]?.array?.compactMap { $0["data"]?["name"]?.string } == ["a"])
            #expect(second["next"] == .null)

            let subject = try #require(entries.first?["subject"]?.string)
            #expect(try await owner.get("/audit-entries?subject=\(subject)")["auditEntries"]?.array?.count == 1)
            let moment = try #require(entries.first?["at"]?.string)
            let since = try await owner.get("/audit-entries?action=key.created&from=\(moment)")
            #expect(since["auditEntries"]?.array?.count == 1)
            let until = try await owner.get("/audit-entries?action=key.created&to=\(moment)")
            #expect(until["auditEntries"]?.array?.count == 2)

            let foreign = try await api.manager("owner", by: api.other)
            let elsewhere = try await foreign.get("/audit-entries?actor=\(actor)")
            #expect(elsewhere["auditEntries"] == [])
        }
    }

    @Test("a filter that cannot be meant is refused by its parameter, and nothing can be written")
    func refused() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program([.privacy])
            for wrong in ["actor=ada", "action=slept", "from=yesterday", "to=2026-11-21", "limit=0", "cursor=x", "q=1"]
            {
                let answer = try await program.get("/audit-entries?\(wrong)")
                #expect(answer.status == 422, "\(wrong)")
                #expect(answer.parameters == [String(wrong.prefix { $0 != "=" })])
            }
            for method in ["POST", "PUT", "PATCH", "DELETE"] {
                let answer = try await program.send(try #require(.init(method)), "/audit-entries")
                #expect(answer.status == 405)
            }
        }
    }
}
