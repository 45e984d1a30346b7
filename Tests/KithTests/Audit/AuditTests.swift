import Domain
import Kith
import TestSupport
import Testing

@Suite("The audit log")
struct AuditTests {
    @Test("has who did what with managers, roles, keys and settings, newest first", arguments: TestEngine.allCases)
    func accounts(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let kith = fixture.kith
            let ada = try await fixture.manager("ada@example.com", role: "owner", by: console).at("192.0.2.7")
            let role = try await kith.roles.create(name: "Sales", permissions: [.seeContacts], by: ada)
            _ = try await kith.roles.edit(role.id, name: "Sellers", permissions: [.useInbox], by: ada)
            let ben = try await kith.managers.invite(email: "ben@example.com", role: "sellers", by: ada).manager
            _ = try await kith.managers.makeLink(for: ben.id, by: ada)
            _ = try await kith.managers.rename(ben.id, to: "Ben", by: ada)
            try await kith.managers.setRole("basic", of: ben.id, by: ada)
            try await kith.managers.setRole("basic", of: ben.id, by: ada)
            try await kith.managers.remove(ben.id, by: ada)
            try await kith.roles.remove(role.id, by: ada)
            let key = try await kith.keys.create(name: "ci", scopes: [.segments], by: ada).key
            _ = try await kith.keys.rename(key.id, to: "build", by: ada)
            try await kith.keys.revoke(key.id, by: ada)
            _ = try await kith.organizations.edit(OrganizationEdit(name: "New"), by: ada)
            _ = try await kith.subscription.setIncluded(5, by: console)
            _ = try await kith.subscription.addCapacity(3, by: ada)

            let entries = try await kith.audit.entries(limit: 200, by: ada).entries
            #expect(
                entries.map(\.action).reversed() == [
                    .createdOrganization, .invitedManager, .changedPassword, .signedIn, .createdRole, .editedRole,
                    .invitedManager, .madeLink, .renamedManager, .changedRole, .removedManager, .removedRole,
                    .createdKey, .renamedKey, .revokedKey, .editedOrganization, .setCapacity, .addedCapacity,
                ]
            )
            let edited = try #require(entries.first { $0.action == .editedRole })
            #expect(edited.actor == ada.actor)
            #expect(edited.address == "192.0.2.7")
            #expect(edited.subject == "role:\(role.id)")
            #expect(edited.data["name"]?.string == "Sellers")
            #expect(edited.data["permissions"] == .array([.string("inbox.use")]))
            #expect(entries[0].data["managedUsers"]?.integer == 3)
            #expect(entries[2].data["settings"] == .array([.string("name")]))
            // Names and e-mails of people are in none of them.
            #expect(!entries.contains { $0.data.description.contains("en@") || $0.data.description.contains("Ben") })
        }
    }

    @Test("has signing in, what failed of it, and the ways to do it", arguments: TestEngine.allCases)
    func signingIn(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            _ = try? await stage.managers.signIn(email: TwoStep.email, password: "wrong horse", address: "x")
            _ = try? await stage.managers.signIn(email: "nobody@example.com", password: "wrong horse", address: "x")
            _ = try? await stage.signIn("000000", address: "y")
            _ = try await stage.signIn(stage.recoveryCodes[0], address: "z")
            let session = try #require(try await stage.managers.sessions(by: stage.ada).first)
            try await stage.managers.revoke(session.id, by: stage.ada)
            _ = try await stage.managers.newRecoveryCodes(password: TwoStep.password, by: stage.ada)
            try await stage.managers.changePassword(from: TwoStep.password, to: "another horse", by: stage.ada)
            try await stage.managers.disableTOTP(password: "another horse", code: stage.code(), by: stage.ada)
            try await fixture.kith.writeLateNotes()

            let subject = "manager:\(try stage.manager)"
            let audit = fixture.kith.audit
            let entries = try await audit.entries(AuditFilter(subject: subject), by: stage.console).entries
            #expect(
                Set(entries.map(\.action)) == [
                    .invitedManager, .changedPassword, .signedIn, .switchedTOTPOn, .refusedSignIn, .revokedSession,
                    .madeRecoveryCodes, .switchedTOTPOff,
                ]
            )
            let refused = entries.filter { $0.action == .refusedSignIn }.sorted { $0.at < $1.at }
            #expect(refused.map(\.address) == ["x", "y"])
            #expect(refused.map { $0.data["reason"]?.string } == ["password", "code"])
            #expect(refused[0].at < refused[1].at)
            let signedIn = try #require(entries.first { $0.action == .signedIn })
            #expect(signedIn.data["with"]?.string == "recovery code")
            #expect(signedIn.actor == stage.ada.actor)
        }
    }

    @Test("has no more failures than the limits of signing in let through", arguments: TestEngine.allCases)
    func bounded(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            _ = try await fixture.manager("ada@example.com", role: "owner", by: console)
            for index in 0..<30 {
                let (email, address) = ("ada@example.com", "\(index)")
                _ = try? await fixture.kith.managers.signIn(email: email, password: "wrong horse", address: address)
            }
            try await fixture.kith.writeLateNotes()
            let filter = AuditFilter(action: .refusedSignIn)
            #expect(try await fixture.kith.audit.entries(filter, limit: 200, by: console).entries.count == 10)
        }
    }

    @Test("is read page by page, by actor, action, subject and time", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "owner", by: console)
            let audit = fixture.kith.audit
            var keys: [Key] = []
            for index in 0..<5 {
                fixture.clock.advance(60_000)
                let caller = index == 2 ? console : ada
                keys.append(try await fixture.kith.keys.create(name: "\(index)", scopes: [.segments], by: caller).key)
            }
            let made = AuditFilter(action: .createdKey)
            let first = try await audit.entries(made, limit: 2, by: ada)
            let second = try await audit.entries(made, before: first.next, limit: 2, by: ada)
            let third = try await audit.entries(made, before: second.next, limit: 2, by: ada)
            let all = (first.entries + second.entries + third.entries).compactMap { $0.data["name"]?.string }
            #expect(all == ["4", "3", "2", "1", "0"])
            #expect(third.next == nil)

            let names: @Sendable (AuditFilter) async throws -> [String] = { filter in
                try await audit.entries(filter, by: ada).entries.compactMap { $0.data["name"]?.string }
            }
            #expect(try await names(AuditFilter(actor: .console, action: .createdKey)) == ["2"])
            #expect(try await names(AuditFilter(subject: "key:\(keys[3].id)")) == ["3"])
            let between = AuditFilter(action: .createdKey, from: keys[1].createdAt, to: keys[3].createdAt)
            #expect(try await names(between) == ["2", "1"])
        }
    }

    @Test(
        "is for who may see it, in their own organization, and outlives what it tells of",
        arguments: TestEngine.allCases
    )
    func kept(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let other = try await fixture.organization("other")
            let basic = try await fixture.manager("ben@example.com", role: "basic", by: console)
            let id = try await fixture.kith.managers.find(email: "ben@example.com", by: console).id
            await #expect(throws: PermissionError.missing(.seeAuditLog)) {
                _ = try await fixture.kith.audit.entries(by: basic)
            }
            try await fixture.kith.managers.remove(id, by: console)
            let filter = AuditFilter(subject: "manager:\(id)")
            let entries = try await fixture.kith.audit.entries(filter, by: console).entries
            #expect(entries.map(\.action) == [.removedManager, .signedIn, .changedPassword, .invitedManager])
            #expect(try await fixture.kith.audit.entries(by: other).entries.map(\.action) == [.createdOrganization])
        }
    }

    @Test("has nothing of what was refused", arguments: TestEngine.allCases)
    func rolledBack(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.kith.managers.invite(email: "ada@example.com", role: "owner", by: console)
            _ = try? await fixture.kith.managers.remove(ada.manager.id, by: console)
            _ = try? await fixture.kith.roles.create(name: "Owner", permissions: [], by: console)
            let actions = try await fixture.kith.audit.entries(by: console).entries.map(\.action)
            #expect(actions == [.invitedManager, .createdOrganization])
        }
    }
}
