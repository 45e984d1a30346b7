import Domain
import Kith
import TestSupport
import Testing

@Suite("Managers by the API")
struct ManagersAPITests {
    @Test("a manager is invited, follows the link, gets another role and is removed", arguments: TestEngine.allCases)
    func life(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager()
            let made = try await owner.post("/managers", ["email": "ben@example.com", "name": "Ben", "role": "basic"])
            #expect(made.status == 201)
            let token = try #require(made["link"]?["token"]?.string)
            #expect(made["link"]?["path"] == .string("/welcome/\(token)"))
            let session = try await api.kith.managers.acceptLink(token, password: "correct horse")
            let ben = Client(http: api.http, token: session.token)
            #expect(try await ben.get("/me")["manager"]?["email"] == "ben@example.com")
            #expect(try await ben.get("/managers").status == 403)
            #expect(try await owner.get("/managers/\(made.id)")["hasPassword"] == true)
            #expect(try await owner.patch("/managers/\(made.id)", ["role": "owner"])["role"]?["name"] == "Owner")
            #expect(try await ben.get("/managers")["managers"]?.array?.count == 2)
            #expect(try await owner.post("/managers/\(made.id)/links", [:]).status == 201)
            #expect(try await owner.delete("/managers/\(made.id)").status == 204)
            #expect(try await ben.get("/me").status == 401)
        }
    }

    @Test("what is wrong with an invitation is said")
    func refused() async throws {
        try await ServedAPI.run { api in
            let owner = try await api.manager()
            #expect(try await owner.post("/managers", ["email": "nobody", "role": "basic"]).status == 422)
            #expect(try await owner.post("/managers", ["email": "a@example.com", "role": "nope"]).status == 404)
            #expect(try await owner.post("/managers", ["email": "a@example.com", "role": "basic"]).status == 201)
            #expect(try await owner.post("/managers", ["email": "A@example.com", "role": "basic"]).status == 409)
        }
    }

    @Test("C15: the last owner stays one")
    func lastOwner() async throws {
        try await ServedAPI.run { api in
            let owner = try await api.manager()
            let id = try #require(try await owner.get("/me")["manager"]?["id"]?.string)
            #expect(try await owner.patch("/managers/\(id)", ["role": "basic"]).status == 409)
            #expect(try await owner.delete("/managers/\(id)").status == 409)
        }
    }
}
