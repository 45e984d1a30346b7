import Domain
import Kith
import TestSupport
import Testing

@Suite("The organization by the API")
struct OrganizationTests {
    @Test("what is given changes, what is absent stays, and another's is untouched", arguments: TestEngine.allCases)
    func edit(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.settings])
            let before = try await program.get("/organization")
            #expect(before["timeZone"] == "Asia/Seoul")
            let patch: JSON = ["timeZone": "Europe/Berlin", "purchaseWindowDays": 30]
            let edited = try await program.patch("/organization", patch)
            #expect(edited.status == 200)
            #expect(edited["timeZone"] == "Europe/Berlin")
            #expect(edited["purchaseWindowDays"] == 30)
            #expect(edited["name"] == before["name"])
            #expect(edited.header("Kith-Seq") != nil)
            #expect(try await program.get("/organization").json == edited.json)
            let foreign = try await api.program([.all], by: api.other)
            #expect(try await foreign.get("/organization")["timeZone"] == "Asia/Seoul")
        }
    }

    @Test("what is wrong is named by its place, and nothing changes")
    func wrong() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program([.settings])
            let before = try await program.get("/organization").json
            let wrongs: [(String, JSON)] = [
                ("name", ""), ("name", .null), ("country", "XX"), ("timeZone", "KST"), ("language", "korean!"),
                ("currency", "WON"), ("purchaseWindowDays", 0), ("purchaseWindowDays", "30"), ("key", "new"),
                ("language", .null),
            ]
            for (member, value) in wrongs {
                let answer = try await program.patch("/organization", .object([JSON.Member(member, value)]))
                #expect(answer.status == 422, "\(member) \(value)")
                #expect(answer.pointers == ["/\(member)"], "\(member) \(value)")
            }
            #expect(try await program.get("/organization").json == before)
        }
    }
}
