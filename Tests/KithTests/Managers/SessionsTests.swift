import Domain
import Kith
import TestSupport
import Testing

@Suite("Sessions and the own password")
struct SessionsTests {
    private static func signIn(
        _ fixture: Fixture,
        _ userAgent: String,
        email: String = "ada@example.com"
    ) async throws
        -> (token: String, session: Session)
    {
        let made = try await fixture.kith.managers.signIn(
            email: email,
            password: "correct horse",
            address: "192.0.2.1",
            userAgent: userAgent
        )
        guard let session = try await fixture.kith.managers.session(made.token) else { throw Fixture.Missing() }
        return (made.token, session)
    }

    @Test("each manager sees their own, with browser and address", arguments: TestEngine.allCases)
    func list(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "owner", by: console)
            let ben = try await fixture.manager("ben@example.com", role: "basic", by: console)
            fixture.clock.advance(1_000)
            let (_, session) = try await Self.signIn(fixture, String(repeating: "Browser ", count: 100))
            let listed = try await fixture.kith.managers.sessions(by: ada)
            #expect(listed.count == 2)
            #expect(listed[0].id == session.id)
            #expect(listed[0].address == "192.0.2.1")
            #expect(listed[0].userAgent?.count == 200)
            #expect(listed[1].userAgent == nil)
            #expect(try await fixture.kith.managers.sessions(by: ben).count == 1)
            await #expect(throws: ManagerError.notAManager) {
                _ = try await fixture.kith.managers.sessions(by: console)
            }
            fixture.clock.advance(31 * 86_400_000)
            #expect(try await fixture.kith.managers.sessions(by: ada).isEmpty)
        }
    }

    @Test("one ends, or all others do, and nobody else's", arguments: TestEngine.allCases)
    func revoke(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "owner", by: console)
            let ben = try await fixture.manager("ben@example.com", role: "basic", by: console)
            let managers = fixture.kith.managers
            let first = try await Self.signIn(fixture, "first")
            let second = try await Self.signIn(fixture, "second")
            let bens = try await Self.signIn(fixture, "ben's", email: "ben@example.com")
            await #expect(throws: ManagerError.unknownSession) {
                try await managers.revoke(first.session.id, by: ben)
            }
            try await managers.revoke(first.session.id, by: ada)
            #expect(try await managers.session(first.token) == nil)
            #expect(try await managers.session(second.token) != nil)
            await #expect(throws: ManagerError.unknownSession) {
                try await managers.revoke(first.session.id, by: ada)
            }
            #expect(try await managers.revokeSessions(but: second.session.id, by: ada) == 1)
            #expect(try await managers.sessions(by: ada).map(\.id) == [second.session.id])
            #expect(try await managers.session(bens.token) != nil)
        }
    }

    @Test("who manages managers ends another's; an owner's ends an owner alone", arguments: TestEngine.allCases)
    func others(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let other = try await fixture.organization("other")
            let managers = fixture.kith.managers
            _ = try await fixture.kith.roles.create(name: "Office", permissions: [.manageManagers], by: console)
            let office = try await fixture.manager("cat@example.com", role: "office", by: console)
            let basic = try await fixture.manager("ben@example.com", role: "basic", by: console)
            _ = try await fixture.manager("ada@example.com", role: "owner", by: console)
            let adas = try await Self.signIn(fixture, "ada's")
            let bens = try await Self.signIn(fixture, "ben's", email: "ben@example.com")
            let (ada, ben) = (adas.session.manager.id, bens.session.manager.id)
            await #expect(throws: PermissionError.missing(.manageManagers)) {
                _ = try await managers.revokeSessions(of: ada, by: basic)
            }
            await #expect(throws: PermissionError.notAnOwner) {
                _ = try await managers.revokeSessions(of: ada, by: office)
            }
            await #expect(throws: ManagerError.unknown) { _ = try await managers.revokeSessions(of: ben, by: other) }
            #expect(try await managers.revokeSessions(of: ben, by: office) == 2)
            #expect(try await managers.session(bens.token) == nil)
            #expect(try await managers.session(adas.token) != nil)
        }
    }

    @Test("a new password needs the old one, and ends all other sessions and links", arguments: TestEngine.allCases)
    func password(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "owner", by: console)
            let managers = fixture.kith.managers
            let here = try await Self.signIn(fixture, "here")
            let there = try await Self.signIn(fixture, "there")
            let link = try await managers.makeLink(for: here.session.manager.id, by: console).linkToken
            await #expect(throws: ManagerError.passwordRefused) {
                try await managers.changePassword(from: "wrong horse", to: "another horse", by: ada)
            }
            await #expect(throws: ManagerError.passwordTooShort) {
                try await managers.changePassword(from: "correct horse", to: "short", by: ada)
            }
            #expect(try await managers.session(there.token) != nil)
            try await managers.changePassword(
                from: "correct horse",
                to: "another horse",
                keeping: here.session.id,
                by: ada
            )
            #expect(try await managers.session(here.token) != nil)
            #expect(try await managers.session(there.token) == nil)
            await #expect(throws: ManagerError.linkNotValid) { _ = try await managers.holder(ofLink: link) }
            await #expect(throws: ManagerError.signInRefused) { _ = try await Self.signIn(fixture, "x") }
            _ = try await managers.signIn(email: "ada@example.com", password: "another horse", address: "a")
        }
    }

    @Test("an open browser does not find the password out", arguments: TestEngine.allCases)
    func limited(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "owner", by: console)
            let change: @Sendable (String) async throws -> Void = { old in
                try await fixture.kith.managers.changePassword(from: old, to: "another horse", by: ada)
            }
            for _ in 0..<10 {
                await #expect(throws: ManagerError.passwordRefused) { try await change("wrong horse") }
            }
            let error = await #expect(throws: ManagerError.self) { try await change("correct horse") }
            guard case .tooManyAttempts = error else {
                Issue.record("expected a limit, got \(String(describing: error))")
                return
            }
        }
    }
}
