import Domain
import Kith
import TestSupport
import Testing

@Suite("Signing in")
struct SigningInTests {
    @Test("a wrong password and an unknown e-mail are refused alike", arguments: TestEngine.allCases)
    func refused(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            _ = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            _ = try await fixture.kith.managers.invite(email: "new@example.com", role: "basic", by: caller)
            for email in ["ada@example.com", "nobody@example.com", "new@example.com", "not an e-mail", "a'--@x.com"] {
                await #expect(throws: ManagerError.signInRefused) {
                    _ = try await fixture.kith.managers.signIn(email: email, password: "wrong horse", address: "a")
                }
            }
        }
    }

    @Test("after 10 attempts for an e-mail even the right password waits", arguments: TestEngine.allCases)
    func limitedByEmail(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            _ = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            let managers = fixture.kith.managers
            for index in 0..<10 {
                await #expect(throws: ManagerError.signInRefused) {
                    _ = try await managers.signIn(
                        email: "ada@example.com",
                        password: "wrong horse",
                        address: "\(index)"
                    )
                }
            }
            let error = await #expect(throws: ManagerError.self) {
                _ = try await managers.signIn(email: "Ada@example.com", password: "correct horse", address: "b")
            }
            guard case .tooManyAttempts(let seconds) = error else {
                Issue.record("expected a limit, got \(String(describing: error))")
                return
            }
            #expect((1...900).contains(seconds))
            fixture.clock.advance(15 * 60_000)
            _ = try await managers.signIn(email: "ada@example.com", password: "correct horse", address: "b")
        }
    }

    @Test("after 50 attempts an address waits, whatever the e-mails", arguments: TestEngine.allCases)
    func limitedByAddress(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            _ = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            let managers = fixture.kith.managers
            for index in 0..<50 {
                await #expect(throws: ManagerError.signInRefused) {
                    _ = try await managers.signIn(email: "\(index)@example.com", password: "wrong horse", address: "a")
                }
            }
            await #expect(throws: ManagerError.self) {
                _ = try await managers.signIn(email: "ada@example.com", password: "correct horse", address: "a")
            }
            _ = try await managers.signIn(email: "ada@example.com", password: "correct horse", address: "b")
        }
    }

    @Test("those who are let in do not use up the attempts of their address", arguments: TestEngine.allCases)
    func manyAtOneAddress(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            _ = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            for _ in 0..<60 {
                let (email, password) = ("ada@example.com", "correct horse")
                _ = try await fixture.kith.managers.signIn(email: email, password: password, address: "a")
            }
        }
    }

    @Test("a session lasts 30 days from its last use, and ends with signing out", arguments: TestEngine.allCases)
    func sessions(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            _ = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            let managers = fixture.kith.managers
            let session = try await managers.signIn(email: "ada@example.com", password: "correct horse", address: "a")
            let days: Int64 = 86_400_000
            fixture.clock.advance(29 * days)
            #expect(try await managers.session(session.token) != nil)
            fixture.clock.advance(29 * days)
            #expect(try await managers.session(session.token) != nil)
            fixture.clock.advance(30 * days)
            #expect(try await managers.session(session.token) == nil)
            let next = try await managers.signIn(email: "ada@example.com", password: "correct horse", address: "a")
            try await managers.signOut(next.token)
            #expect(try await managers.session(next.token) == nil)
        }
    }

    @Test(
        "a token that is none opens nothing",
        arguments: ["", "x", String(repeating: "0", count: 56), String(repeating: "é", count: 28), "' OR 1=1 --"]
    )
    func noToken(token: String) async throws {
        try await Fixture.with(.sqlite) { fixture in
            _ = try await fixture.organization()
            #expect(try await fixture.kith.managers.session(token) == nil)
            await #expect(throws: ManagerError.linkNotValid) {
                _ = try await fixture.kith.managers.holder(ofLink: token)
            }
        }
    }

    @Test("a token with another organization's id in it opens nothing there", arguments: TestEngine.allCases)
    func otherOrganization(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let other = try await fixture.organization("other")
            _ = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            let managers = fixture.kith.managers
            let session = try await managers.signIn(email: "ada@example.com", password: "correct horse", address: "a")
            let forged = other.organization.description + session.token.dropFirst(13)
            #expect(try await managers.session(forged) == nil)
            #expect(try await managers.session(session.token)?.organization.id == caller.organization)
        }
    }

    @Test(
        "one e-mail in two organizations opens the one whose password fits, or the one named",
        arguments: TestEngine.allCases
    )
    func twoOrganizations(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let first = try await fixture.organization()
            let second = try await fixture.organization("other")
            let email = "ada@example.com"
            _ = try await fixture.manager(email, role: "owner", by: first, password: "first horse")
            _ = try await fixture.manager(email, role: "owner", by: second, password: "second horse")
            let managers = fixture.kith.managers
            let one = try await managers.signIn(email: email, password: "first horse", address: "a")
            let two = try await managers.signIn(email: email, password: "second horse", address: "a")
            #expect(one.organization == first.organization)
            #expect(two.organization == second.organization)
            await #expect(throws: ManagerError.signInRefused) {
                let named = try OrganizationKey("other")
                _ = try await managers.signIn(email: email, password: "first horse", address: "a", organization: named)
            }
        }
    }
}
