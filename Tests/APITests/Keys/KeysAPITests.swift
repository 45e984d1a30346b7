import Domain
import Kith
import TestSupport
import Testing

@Suite("Keys by the API")
struct KeysAPITests {
    @Test("a key shows its secret once, works, and is revoked for good", arguments: TestEngine.allCases)
    func life(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager()
            let made = try await owner.post("/keys", ["name": "shop", "scopes": ["contacts:read"]])
            #expect(made.status == 201)
            let secret = try #require(made["secret"]?.string)
            let shop = Client(http: api.http, token: secret)
            #expect(try await shop.get("/me").status == 200)
            let list = try await owner.get("/keys")
            #expect(list["keys"]?.array?.map { $0["id"]?.string } == [made.id])
            #expect(!list.text.contains(secret.suffix(20)))
            #expect(try await owner.delete("/keys/\(made.id)").status == 204)
            #expect(try await owner.delete("/keys/\(made.id)").status == 404)
            #expect(try await shop.get("/me").status == 401)
            #expect(try await owner.get("/keys")["keys"]?.array?.first?["revokedAt"]?.string != nil)
        }
    }

    @Test("U27 C15: some scopes are granted by owners only")
    func owners() async throws {
        try await ServedAPI.run { api in
            let others = Set(Permission.allCases).subtracting(Permission.ofOwnersOnly)
            _ = try await api.kith.roles.create(name: "Admin", permissions: others, by: api.console)
            let admin = try await api.manager("admin")
            for scope in ["contacts:page", "contacts:export", "all"] {
                #expect(try await admin.post("/keys", ["name": "x", "scopes": [.string(scope)]]).status == 403)
            }
            #expect(try await admin.post("/keys", ["name": "x", "scopes": []]).status == 422)
            #expect(try await admin.post("/keys", ["name": "x", "scopes": ["contacts:rea"]]).pointers == ["/scopes/0"])
        }
    }
}
