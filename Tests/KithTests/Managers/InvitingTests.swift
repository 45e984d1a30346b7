import Domain
import Kith
import TestSupport
import Testing

@Suite("Inviting managers")
struct InvitingTests {
    @Test("a link chooses a password once; the second use is refused", arguments: TestEngine.allCases)
    func once(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let managers = fixture.kith.managers
            let invitation = try await managers.invite(email: "ada@example.com", role: "owner", by: caller)
            #expect(try await managers.holder(ofLink: invitation.linkToken).email.description == "ada@example.com")
            _ = try await managers.acceptLink(invitation.linkToken, password: "correct horse")
            await #expect(throws: ManagerError.linkNotValid) {
                _ = try await managers.acceptLink(invitation.linkToken, password: "another horse")
            }
            let session = try await managers.signIn(email: "ADA@example.com", password: "correct horse", address: "a")
            #expect(session.manager == invitation.manager.id)
        }
    }

    @Test("of two who use a link at once, one is refused", arguments: TestEngine.allCases)
    func race(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let managers = fixture.kith.managers
            let token = try await managers.invite(email: "ada@example.com", role: "owner", by: caller).linkToken
            let accepted = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<6 {
                    group.addTask {
                        (try? await managers.acceptLink(token, password: "correct horse \(index)")) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(accepted == 1)
        }
    }

    @Test("a link ends after 7 days", arguments: TestEngine.allCases)
    func expired(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let link = try await fixture.kith.managers.invite(email: "ada@example.com", role: "owner", by: caller)
            fixture.clock.advance(Managers.linkMilliseconds)
            await #expect(throws: ManagerError.linkNotValid) {
                _ = try await fixture.kith.managers.acceptLink(link.linkToken, password: "correct horse")
            }
        }
    }

    @Test("a new link ends the earlier one, and using it ends all sessions", arguments: TestEngine.allCases)
    func again(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let managers = fixture.kith.managers
            let first = try await managers.invite(email: "ada@example.com", role: "owner", by: caller)
            let old = try await managers.acceptLink(first.linkToken, password: "correct horse")
            let second = try await managers.makeLink(for: first.manager.id, by: caller)
            let third = try await managers.makeLink(for: first.manager.id, by: caller)
            await #expect(throws: ManagerError.linkNotValid) { _ = try await managers.holder(ofLink: second.linkToken) }
            _ = try await managers.acceptLink(third.linkToken, password: "another horse")
            #expect(try await managers.session(old.token) == nil)
        }
    }

    @Test("a password too short leaves the link good", arguments: TestEngine.allCases)
    func short(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let managers = fixture.kith.managers
            let link = try await managers.invite(email: "ada@example.com", role: "owner", by: caller).linkToken
            await #expect(throws: ManagerError.passwordTooShort) {
                _ = try await managers.acceptLink(link, password: "short")
            }
            #expect(try await managers.holder(ofLink: link).hasPassword == false)
        }
    }

    @Test("e-mail, role and name are checked", arguments: TestEngine.allCases)
    func checked(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let managers = fixture.kith.managers
            await #expect(throws: ManagerError.badEmail("ada")) {
                _ = try await managers.invite(email: "ada", role: "owner", by: caller)
            }
            await #expect(throws: RoleError.unknown("boss", known: ["Owner", "Basic"])) {
                _ = try await managers.invite(email: "ada@example.com", role: "boss", by: caller)
            }
            _ = try await managers.invite(email: "ada@example.com", role: "owner", by: caller)
            await #expect(throws: ManagerError.emailTaken("Ada@Example.com")) {
                _ = try await managers.invite(email: "Ada@Example.com", role: "basic", by: caller)
            }
        }
    }

    @Test("C15: nobody gives away more than they have", arguments: TestEngine.allCases)
    func noMoreThanOwn(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let kith = fixture.kith
            let role = try await kith.roles.create(name: "Office", permissions: [.manageManagers], by: console)
            let owner = try await kith.managers.invite(email: "ada@example.com", role: "owner", by: console)
            let office = try await fixture.manager("ben@example.com", role: role.name, by: console)
            await #expect(throws: PermissionError.notAnOwner) {
                _ = try await kith.managers.invite(email: "cat@example.com", role: "owner", by: office)
            }
            await #expect(throws: PermissionError.notAnOwner) {
                _ = try await kith.managers.makeLink(for: owner.manager.id, by: office)
            }
            await #expect(throws: PermissionError.self) {
                _ = try await kith.managers.invite(email: "cat@example.com", role: "basic", by: office)
            }
        }
    }
}
