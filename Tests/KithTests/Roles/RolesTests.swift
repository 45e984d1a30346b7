import Domain
import Kith
import TestSupport
import Testing

@Suite("Roles")
struct RolesTests {
    @Test("C15: an organization has up to 20 roles with names of their own", arguments: TestEngine.allCases)
    func most(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let roles = fixture.kith.roles
            for index in 3...20 {
                _ = try await roles.create(name: "Role \(index)", permissions: [.seeContacts], by: caller)
            }
            await #expect(throws: RoleError.tooMany) {
                _ = try await roles.create(name: "One more", permissions: [], by: caller)
            }
            let last = try #require(try await roles.all(by: caller).last)
            try await roles.remove(last.id, by: caller)
            await #expect(throws: RoleError.nameTaken("ROLE 3")) {
                _ = try await roles.create(name: "ROLE 3", permissions: [], by: caller)
            }
        }
    }

    @Test(
        "C15: roles are read by whoever defines them or gives them, and by nobody else",
        arguments: TestEngine.allCases
    )
    func readers(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let roles = stage.kith.roles
            let all = try await roles.all(by: stage.caller)
            for permission in [Permission.manageRoles, .manageManagers] {
                let reader = try await stage.manager([permission])
                #expect(try await roles.all(by: reader).starts(with: all))
                #expect(try await roles.find(all[1].id, by: reader) == all[1])
                #expect(try await roles.managerCounts(by: reader).count > 0)
            }
            let rest = Set(Permission.allCases).subtracting([.manageRoles, .manageManagers])
            let other = try await stage.manager(rest.subtracting(Permission.ofOwnersOnly))
            await #expect(throws: PermissionError.missing(.manageRoles)) { _ = try await roles.all(by: other) }
            await #expect(throws: PermissionError.missing(.manageRoles)) {
                _ = try await roles.find(all[1].id, by: other)
            }
            await #expect(throws: PermissionError.missing(.manageRoles)) {
                _ = try await roles.managerCounts(by: other)
            }
        }
    }

    @Test("C15: Owner cannot be changed, Basic keeps its name, a role in use stays", arguments: TestEngine.allCases)
    func builtIn(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let roles = fixture.kith.roles
            let all = try await roles.all(by: caller)
            await #expect(throws: RoleError.builtIn("Owner")) {
                _ = try await roles.edit(all[0].id, name: "Owner", permissions: [], by: caller)
            }
            await #expect(throws: RoleError.builtIn("Basic")) {
                _ = try await roles.edit(all[1].id, name: "Simple", permissions: [], by: caller)
            }
            await #expect(throws: RoleError.builtIn("Basic")) { try await roles.remove(all[1].id, by: caller) }
            let basic = try await roles.edit(all[1].id, name: "Basic", permissions: [.useInbox], by: caller)
            #expect(try await roles.all(by: caller)[1] == basic)
            let sales = try await roles.create(name: "Sales", permissions: [.seeContacts], by: caller)
            _ = try await fixture.kith.managers.invite(email: "ada@example.com", role: "sales", by: caller)
            #expect(try await roles.managerCounts(by: caller) == [sales.id: 1])
            await #expect(throws: RoleError.inUse(managers: 1)) { try await roles.remove(sales.id, by: caller) }
        }
    }
}
