import Domain
import Kith
import TestSupport
import Testing

@Suite("Privacy by the API")
struct PrivacyTests {
    @Test("U33: a rule is previewed, set, run and switched off", arguments: TestEngine.allCases)
    func rule(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.privacy])
            let contact = try await api.contact()
            let rule: JSON = ["action": "delete", "days": 30]
            #expect(try await program.post("/privacy/retention-previews", rule)["due"] == 0)
            let set = try await program.put("/privacy/retention-rule", rule)
            #expect(set.status == 200 && set.header("ETag") == "\"1\"")
            #expect(try await program.put("/privacy/retention-rule", rule, ["If-Match": "\"0\""]).status == 412)
            #expect(try await program.post("/privacy/retention-runs", [:]).status == 409)
            api.clock.advance(40 * 86_400_000)
            let later = try await api.program([.privacy, .readContacts])
            let preview = try await later.post("/privacy/retention-previews", rule)
            #expect(preview["due"] == 1 && preview["first"]?.array?.first?["id"] == .string(contact.description))
            let run = try await later.post("/privacy/retention-runs", [:])
            #expect(run.status == 202 && run["kind"] == "retention.delete" && run["total"] == 1)
            #expect(try await later.post("/privacy/retention-runs", [:]).status == 409)
            #expect(try await later.get("/privacy")["retentionRun"]?["id"] == .string(run.id))
            while try await JobRunner(kith: api.kith).runOne() {}
            #expect(try await later.get("/contacts/\(contact)").status == 404)
            #expect(try await later.delete("/privacy/retention-rule").status == 204)
            #expect(try await later.delete("/privacy/retention-rule").status == 409)
            #expect(try await later.get("/privacy")["retentionRule"]?["isOn"] == false)
            for bad: JSON in [["action": "keep", "days": 30], ["action": "delete", "days": 0], ["days": 30]] {
                #expect(try await program.put("/privacy/retention-rule", bad).status == 422, "\(bad)")
            }
            let gone: JSON = ["action": "delete", "days": 30, "sparedTags": ["06J3Q8X5M2K40"]]
            #expect(try await program.put("/privacy/retention-rule", gone).pointers == ["/sparedTags"])
        }
    }

    @Test("U33: the audit log has it, and nothing changes an entry", arguments: TestEngine.allCases)
    func audit(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let contact = try await api.contact()
            _ = try await program.put("/privacy/retention-rule", ["action": "anonymise", "days": 30])
            _ = try await program.get("/contacts/\(contact)/subject-data")
            let link = try await program.post("/contacts/\(contact)/subject-links", [:])
            _ = try await program.delete("/subject-links/\(link.id)")
            _ = try await program.put("/contacts/\(contact)/erasure", .null)
            let entries = try await program.get("/audit-entries?limit=5")["auditEntries"]?.array ?? []
            #expect(
                entries.compactMap { $0["action"]?.string } == [
                    "contact.erased", "subjectLink.revoked", "subjectLink.made", "subjectData.taken",
                    "retention.changed",
                ]
            )
            #expect(entries.allSatisfy { !$0.description.contains("ada@example.com") })
            let id = entries.first?["id"]?.string ?? ""
            for path in ["/audit-entries", "/audit-entries/\(id)"] {
                #expect([404, 405].contains(try await program.delete(path).status))
                #expect([404, 405].contains(try await program.patch(path, [:]).status))
            }
        }
    }

    @Test("U33: a consent has the source that a program names")
    func consent() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let contact = try await api.contact()
            let path = "/contacts/\(contact)"
            let edited = try await program.patch(path, ["unsubscribeEmail": true, "consentSource": "paper form"])
            #expect(edited["unsubscribeEmailSource"] == "paper form")
            #expect(try await program.patch(path, ["consentSource": ""]).pointers == ["/consentSource"])
        }
    }
}
