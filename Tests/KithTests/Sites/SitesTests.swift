import Database
import Domain
import Stores
import TestSupport
import Testing

@testable import Kith

@Suite("An organization's site")
struct SitesTests {
    @Test("a plugin key leads to its organization alone, and the one before it nowhere", arguments: TestEngine.allCases)
    func pluginKeys(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let (sites, caller) = (fixture.kith.sites, try await fixture.organization())
            let other = try await fixture.organization("other")
            #expect(try await sites.access(by: caller) == SiteAccess())
            let first = try #require(try await sites.makePluginKey(by: caller).pluginKey)
            let theirs = try #require(try await sites.makePluginKey(by: other).pluginKey)
            #expect(try await sites.organization(ofPluginKey: first.description) == caller.organization)
            #expect(try await sites.organization(ofPluginKey: theirs.description) == other.organization)
            let second = try await sites.makePluginKey(by: caller)
            #expect(second.pluginKey != first && second.pluginKeyMadeAt != nil)
            #expect(try await sites.access(by: caller) == second)
            #expect(try await sites.organization(ofPluginKey: first.description) == nil)
            #expect(try await sites.organization(ofPluginKey: theirs.description) == other.organization)
            for text in ["", "' OR 1=1 --", first.description.uppercased(), first.description + "a", "가나다"] {
                #expect(try await sites.organization(ofPluginKey: text) == nil)
            }
        }
    }

    @Test(
        "a secret is shown again, proves members of its organization alone, and is sealed",
        arguments: TestEngine.allCases
    )
    func secrets(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let (sites, caller) = (fixture.kith.sites, try await fixture.organization())
            let other = try await fixture.organization("other")
            await #expect(throws: SiteError.noMemberSecret) { _ = try await sites.showMemberSecret(by: caller) }
            let secret = try await sites.makeMemberSecret(by: caller)
            let theirs = try await sites.makeMemberSecret(by: other)
            #expect(secret != theirs)
            #expect(try await sites.showMemberSecret(by: caller) == secret)
            let hash = secret.hash(of: "m1")
            #expect(try await sites.proves("m1", by: hash, in: caller.organization))
            #expect(try await !sites.proves("m2", by: hash, in: caller.organization))
            #expect(try await !sites.proves("m1", by: hash, in: other.organization))
            let third = try await fixture.organization("third")
            #expect(try await !sites.proves("m1", by: hash, in: third.organization))

            // What lies in the database opens nothing elsewhere, and says nothing.
            let sealed = try await fixture.kith.read { try SiteStore(caller.organization, $0).sealedMemberSecret() }
            #expect(sealed?.count == 12 + MemberSecret.length + 16)
            try await fixture.kith.write { transaction in
                let store = SiteStore(other.organization, transaction.connection)
                try store.setMemberSecret(sealed ?? [], at: transaction.now)
            }
            await #expect(throws: InstanceSecretError.wrong) { _ = try await sites.showMemberSecret(by: other) }

            _ = try await sites.makeMemberSecret(by: caller)
            #expect(try await !sites.proves("m1", by: hash, in: caller.organization))
        }
    }

    @Test(
        "hashes are enforced only where there is a secret, and stay so where it is lost",
        arguments: TestEngine.allCases
    )
    func enforcing(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let (sites, caller) = (fixture.kith.sites, try await fixture.organization())
            await #expect(throws: SiteError.noMemberSecret) {
                _ = try await sites.enforceMemberHash(true, by: caller)
            }
            #expect(try await sites.enforceMemberHash(false, by: caller) == SiteAccess())
            let secret = try await sites.makeMemberSecret(by: caller)
            #expect(try await sites.enforceMemberHash(true, by: caller).enforcesMemberHash)
            _ = try await fixture.kith.secrets.forget()
            let access = try await sites.access(by: caller)
            #expect(access.enforcesMemberHash && !access.hasMemberSecret)
            let hash = secret.hash(of: "m1")
            #expect(try await !sites.proves("m1", by: hash, in: caller.organization))
            #expect(try await !sites.enforceMemberHash(false, by: caller).enforcesMemberHash)
        }
    }

    @Test(
        "each change, and each look at the secret, stands in the audit log without it",
        arguments: TestEngine.allCases
    )
    func audited(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let (sites, caller) = (fixture.kith.sites, try await fixture.organization())
            let owner = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            _ = try await sites.makePluginKey(by: owner)
            let secret = try await sites.makeMemberSecret(by: owner)
            _ = try await sites.showMemberSecret(by: owner)
            _ = try await sites.enforceMemberHash(true, by: owner)
            _ = try await sites.enforceMemberHash(true, by: owner)
            _ = try await fixture.kith.secrets.forget()
            let entries = try await fixture.kith.audit.entries(by: owner).entries
                .filter { $0.action.rawValue.hasPrefix("site.") }
            #expect(
                entries.map(\.action) == [
                    .forgotMemberSecret, .enforcedMemberHash, .showedMemberSecret, .madeMemberSecret, .madePluginKey,
                ]
            )
            #expect(entries.dropFirst().allSatisfy { $0.actor == owner.actor })
            #expect(!entries.contains { $0.data.description.contains(secret.text) })
        }
    }

    @Test("whoever does not manage the organization does nothing of it", arguments: TestEngine.allCases)
    func permissions(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let (sites, caller) = (fixture.kith.sites, try await fixture.organization())
            let basic = try await fixture.manager("ben@example.com", role: "basic", by: caller)
            let secret = try await sites.makeMemberSecret(by: caller)
            let access = try await sites.access(by: caller)
            let missing = PermissionError.missing(.manageOrganization)
            await #expect(throws: missing) { _ = try await sites.access(by: basic) }
            await #expect(throws: missing) { _ = try await sites.makePluginKey(by: basic) }
            await #expect(throws: missing) { _ = try await sites.makeMemberSecret(by: basic) }
            await #expect(throws: missing) { _ = try await sites.showMemberSecret(by: basic) }
            await #expect(throws: missing) { _ = try await sites.enforceMemberHash(true, by: basic) }
            #expect(try await sites.access(by: caller) == access)
            #expect(try await sites.showMemberSecret(by: caller) == secret)
        }
    }

    @Test("without the installation's secret no secret is made", arguments: TestEngine.allCases)
    func noInstanceSecret(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let none = Kith(
                engine: fixture.kith.engine,
                now: { [clock = fixture.clock] in clock.now() },
                randomBytes: Fixture.random,
                passwordCost: Fixture.lightCost
            )
            await #expect(throws: InstanceSecretError.missing) { _ = try await none.sites.makeMemberSecret(by: caller) }
            #expect(try await none.sites.access(by: caller) == SiteAccess())
            await none.close()
        }
    }
}
