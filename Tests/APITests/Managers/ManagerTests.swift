import Domain
import Kith
import TestSupport
import Testing

@Suite("Managers and keys by the API")
struct ManagerTests {
    @Test("name and role change together or not at all", arguments: TestEngine.allCases)
    func edit(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager("owner")
            let basic = try await api.manager("basic")
            let id = try await basic.manager
            let before = try await owner.get("/managers/\(id)").json
            let wrong: JSON = ["name": "Ben", "role": "nobody"]
            #expect(try await owner.patch("/managers/\(id)", wrong).status == 404)
            #expect(try await owner.get("/managers/\(id)").json == before)
            let edited = try await owner.patch("/managers/\(id)", ["name": "Ben", "role": "owner"])
            #expect(edited["name"] == "Ben")
            #expect(edited["role"]?["name"] == "Owner")
            #expect(try await basic.patch("/me", ["name": "Benjamin"])["manager"]?["name"] == "Benjamin")
            #expect(try await owner.get("/managers/\(id)")["name"] == "Benjamin")
            #expect(try await basic.patch("/me", ["email": "x@example.com"]).pointers == ["/email"])
        }
    }

    @Test("who manages managers signs one out everywhere, but no owner", arguments: TestEngine.allCases)
    func signOut(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            _ = try await api.kith.roles.create(name: "Office", permissions: [.manageManagers], by: api.console)
            let (office, basic) = (try await api.manager("office"), try await api.manager("basic"))
            let owner = try await api.manager("owner")
            let (ownerID, id) = (try await owner.manager, try await basic.manager)
            #expect(try await office.delete("/managers/\(ownerID)/sessions").status == 403)
            #expect(try await office.delete("/managers/\(id)/sessions").status == 204)
            #expect(try await basic.get("/me").status == 401)
            #expect(try await owner.get("/me").status == 200)
        }
    }

    @Test("a key shows when it was last used, and takes another name", arguments: TestEngine.allCases)
    func keys(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager("owner")
            let made = try await owner.post("/keys", ["name": "shop", "scopes": ["contacts:read"]])
            #expect(try await owner.get("/keys/\(made.id)")["lastUsedAt"] == nil)
            let program = Client(http: api.http, token: made["secret"]?.string)
            #expect(try await program.get("/me").status == 200)
            try await api.kith.writeLateNotes()
            let used = try await owner.get("/keys/\(made.id)")
            #expect(used["lastUsedAt"]?.string != nil)
            let renamed = try await owner.patch("/keys/\(made.id)", ["name": "shop in Berlin"])
            #expect(renamed["name"] == "shop in Berlin")
            #expect(try await owner.patch("/keys/\(made.id)", ["scopes": ["all"]]).status == 422)
            #expect(try await program.get("/me")["key"]?["name"] == "shop in Berlin")
        }
    }
}
