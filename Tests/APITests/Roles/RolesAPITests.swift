import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Roles by the API")
struct RolesAPITests {
    @Test("a role is made, read, changed and removed", arguments: TestEngine.allCases)
    func life(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager()
            let made = try await owner.post("/roles", ["name": "Agent", "permissions": ["inbox.use", "contacts.see"]])
            #expect(made.status == 201)
            #expect(made.headers[.location] == "/api/v1/roles/\(made.id)")
            #expect(made["permissions"] == ["contacts.see", "inbox.use"])
            #expect(try await owner.get("/roles/\(made.id)").json == made.json)
            let named = try await owner.patch("/roles/\(made.id)", ["name": "Help"])
            #expect(named["permissions"] == made["permissions"])
            let emptied = try await owner.patch("/roles/\(made.id)", ["permissions": []])
            #expect(emptied["name"] == "Help")
            #expect(emptied["permissions"] == [])
            #expect(try await owner.patch("/roles/\(made.id)", ["name": nil]).status == 422)
            #expect(try await owner.delete("/roles/\(made.id)").status == 204)
            #expect(try await owner.get("/roles/\(made.id)").status == 404)
        }
    }

    @Test("C15: built-in roles stay, and so do those that managers have")
    func kept() async throws {
        try await ServedAPI.run { api in
            let owner = try await api.manager()
            let roles = try await owner.get("/roles")["roles"]?.array ?? []
            for role in roles {
                #expect(try await owner.delete("/roles/\(role["id"]?.string ?? "")").status == 409)
            }
            let made = try await owner.post("/roles", ["name": "Agent", "permissions": []])
            _ = try await api.manager("agent")
            #expect(try await owner.delete("/roles/\(made.id)").status == 409)
        }
    }

    @Test("C15: nobody gives more than they have")
    func own() async throws {
        try await ServedAPI.run { api in
            _ = try await api.kith.roles.create(name: "Admin", permissions: [.manageRoles], by: api.console)
            let admin = try await api.manager("admin")
            let refused = try await admin.post("/roles", ["name": "X", "permissions": ["contacts.see"]])
            #expect(refused.status == 403)
            #expect(try await admin.post("/roles", ["name": "X", "permissions": ["roles.manage"]]).status == 201)
            #expect(
                try await api.manager().post("/roles", ["name": "Y", "permissions": ["contacts.export"]]).status == 422
            )
        }
    }
}
