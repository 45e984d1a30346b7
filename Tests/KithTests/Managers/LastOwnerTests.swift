import Domain
import Kith
import TestSupport
import Testing

@Suite("An organization keeps at least one owner")
struct LastOwnerTests {
    @Test("C15: the last owner can neither be removed nor given another role", arguments: TestEngine.allCases)
    func kept(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let managers = fixture.kith.managers
            let ada = try await managers.invite(email: "ada@example.com", role: "owner", by: caller).manager
            await #expect(throws: ManagerError.lastOwner) { try await managers.remove(ada.id, by: caller) }
            await #expect(throws: ManagerError.lastOwner) {
                try await managers.setRole("basic", of: ada.id, by: caller)
            }
            try await managers.setRole("owner", of: ada.id, by: caller)
            _ = try await managers.invite(email: "ben@example.com", role: "owner", by: caller)
            try await managers.setRole("basic", of: ada.id, by: caller)
            try await managers.remove(ada.id, by: caller)
            #expect(try await managers.all(by: caller).map(\.email.description) == ["ben@example.com"])
        }
    }

    @Test(
        "C15: who was invited and chose no password does not stand in for one who did",
        arguments: TestEngine.allCases
    )
    func invitedOnly(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let managers = fixture.kith.managers
            _ = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            let ada = try await managers.find(email: "ada@example.com", by: caller)
            let ben = try await managers.invite(email: "ben@example.com", role: "owner", by: caller)
            await #expect(throws: ManagerError.lastOwner) { try await managers.remove(ada.id, by: caller) }
            await #expect(throws: ManagerError.lastOwner) {
                try await managers.setRole("basic", of: ada.id, by: caller)
            }
            _ = try await managers.acceptLink(ben.linkToken, password: "correct horse")
            try await managers.setRole("basic", of: ada.id, by: caller)
            // One without a password can always go.
            let cat = try await managers.invite(email: "cat@example.com", role: "owner", by: caller).manager
            try await managers.remove(cat.id, by: caller)
        }
    }

    @Test("everybody changes their own name, others' only who manages managers", arguments: TestEngine.allCases)
    func rename(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let other = try await fixture.organization("other")
            let managers = fixture.kith.managers
            let ben = try await fixture.manager("ben@example.com", role: "basic", by: caller)
            let id = try await managers.find(email: "ben@example.com", by: caller).id
            let ada = try await managers.invite(email: "ada@example.com", role: "owner", by: caller).manager
            #expect(try await managers.rename(id, to: " Ben Smith ", by: ben).name == "Ben Smith")
            #expect(try await managers.rename(ada.id, to: "Ada", by: caller).name == "Ada")
            #expect(try await managers.find(ada.id, by: caller).name == "Ada")
            await #expect(throws: ManagerError.badName) { _ = try await managers.rename(id, to: " ", by: ben) }
            await #expect(throws: PermissionError.missing(.manageManagers)) {
                _ = try await managers.rename(ada.id, to: "Eve", by: ben)
            }
            await #expect(throws: ManagerError.unknown) { _ = try await managers.rename(id, to: "Eve", by: other) }
        }
    }

    @Test("a manager who is removed is signed out at once", arguments: TestEngine.allCases)
    func signedOut(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let managers = fixture.kith.managers
            _ = try await fixture.manager("ada@example.com", role: "basic", by: caller)
            let session = try await managers.signIn(email: "ada@example.com", password: "correct horse", address: "a")
            try await managers.remove(session.manager, by: caller)
            #expect(try await managers.session(session.token) == nil)
            await #expect(throws: ManagerError.signInRefused) {
                _ = try await managers.signIn(email: "ada@example.com", password: "correct horse", address: "a")
            }
            // The e-mail is free again.
            _ = try await managers.invite(email: "ada@example.com", role: "basic", by: caller)
        }
    }

    @Test("C15: owners who step down at once leave one", arguments: TestEngine.allCases)
    func race(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let managers = fixture.kith.managers
            var owners: [ManagerID] = []
            for index in 0..<5 {
                let invited = try await managers.invite(email: "o\(index)@example.com", role: "owner", by: caller)
                owners.append(invited.manager.id)
            }
            await withTaskGroup(of: Void.self) { group in
                for owner in owners {
                    group.addTask { try? await managers.setRole("basic", of: owner, by: caller) }
                }
            }
            let roles = try await fixture.kith.roles.all(by: caller)
            let ownerRole = try #require(roles.first { $0.isOwner })
            #expect(try await managers.all(by: caller).filter { $0.role == ownerRole.id }.count == 1)
        }
    }

    @Test("a manager of another organization cannot be found, changed or removed", arguments: TestEngine.allCases)
    func otherOrganization(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let other = try await fixture.organization("other")
            let managers = fixture.kith.managers
            let ada = try await managers.invite(email: "ada@example.com", role: "basic", by: caller).manager
            await #expect(throws: ManagerError.unknown) { try await managers.remove(ada.id, by: other) }
            await #expect(throws: ManagerError.unknown) { try await managers.setRole("basic", of: ada.id, by: other) }
            await #expect(throws: ManagerError.unknown) { _ = try await managers.makeLink(for: ada.id, by: other) }
            await #expect(throws: ManagerError.unknown) {
                _ = try await managers.find(email: "ada@example.com", by: other)
            }
        }
    }
}
