import API
import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Merges by the API")
struct MergesTests {
    @Test("U16 K5: a rehearsal says what a merge then makes", arguments: TestEngine.allCases)
    func merge(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.writeContacts])
            let ada = try await api.contact()
            let ben = try await program.post(
                "/contacts",
                [
                    "memberId": "m-1", "profile": ["name": "Ben", "email": "ben@example.com", "company": "Bolt"],
                    "blocked": true,
                ]
            )
            let before = try await program.get("/contacts/\(ada)")
            let wanted: JSON = ["primary": ada.json, "others": [.string(ben.id)]]
            let rehearsed = try await program.post(
                "/merges",
                ["primary": ada.json, "others": [.string(ben.id)], "dryRun": true]
            )
            #expect(rehearsed.status == 200 && rehearsed["dryRun"] == true && rehearsed.header("Kith-Seq") == nil)
            #expect(try await program.get("/contacts/\(ada)").json == before.json)
            #expect(try await program.get("/contacts/\(ben.id)").id == ben.id)
            let merged = try await program.post("/merges", wanted)
            #expect(merged.status == 200 && merged["dryRun"] == false && merged.header("Kith-Seq") != nil)
            #expect(merged["contact"]?["profile"] == rehearsed["contact"]?["profile"])
            #expect(merged["contact"]?["blocked"] == true && merged["contact"]?["memberId"] == "m-1")
            #expect(merged["contact"]?["profile"]?["company"] == "Bolt")
            #expect(merged["lost"] == rehearsed["lost"])
            #expect(merged["lost"]?.array?.first?["values"]?["name"] == "Ben")
            #expect(try await program.get("/contacts/\(ben.id)").json == merged["contact"])
            #expect(try await program.get("/contacts?memberId=m-1")["contacts"]?.array?.first?["id"] == ada.json)
            // The id of the other leads to the primary now.
            let again = try await program.post("/merges", wanted)
            #expect(again.status == 422 && again.pointers == ["/others"])
        }
    }

    @Test(
        "U16: who is not there, or is another organization's, is 404 in a rehearsal, too",
        arguments: TestEngine.allCases
    )
    func elsewhere(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let ada = try await api.contact().description
            let foreign = try await api.contact(by: api.other).description
            for id in [foreign, "0000000000000"] {
                for (primary, other) in [(ada, id), (id, ada)] {
                    for dryRun in [true, false] {
                        let body = JSON.object([
                            "primary": .string(primary), "others": [.string(other)], "dryRun": .boolean(dryRun),
                        ])
                        let answer = try await program.post("/merges", body)
                        #expect(answer.status == 404 && answer.detail == "there is no such contact")
                    }
                }
            }
            #expect(try await api.program(by: api.other).get("/contacts/\(foreign)")["version"] == 1)
        }
    }

    @Test("U16: 2 to 20 contacts, each once")
    func sizes() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let ada = try await api.contact().json
            let ben = try await api.contact("ben@example.com").json
            let many = JSON.array((1...20).map { ContactID(rawValue: Int64($0)).json })
            for (others, pointer) in [
                ([], "/others"), ([ada], "/others"), ([ben, ben], "/others"), (many, "/others"), ("x", "/others"),
                (["x"], "/others/0"), ([ben, 7], "/others/1"), (.null, "/others"),
            ] as [(JSON, String)] {
                let answer = try await program.post("/merges", ["primary": ada, "others": others])
                #expect(answer.status == 422 && answer.pointers == [pointer], "\(others): \(answer.text)")
            }
            let answer = try await program.post("/merges", ["primry": ada, "others": [ben], "dryRun": "yes"])
            #expect(answer.pointers == ["/primary", "/dryRun", "/primry"])
        }
    }
}
