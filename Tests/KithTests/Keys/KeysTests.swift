import Database
import Domain
import Kith
import TestSupport
import Testing

@Suite("Keys")
struct KeysTests {
    @Test("C15 K6: a secret opens what its scopes say, until it is revoked", arguments: TestEngine.allCases)
    func scopes(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let keys = fixture.kith.keys
            let made = try await keys.create(name: "ci", scopes: [.readContacts], by: console)
            #expect(made.secret.hasPrefix("kith_"))
            let caller = try await keys.caller(withSecret: made.secret)
            #expect(caller.organization == console.organization)
            #expect(caller.actor == .key(made.key.id))
            #expect(caller.permissions == [.seeContacts])
            #expect(try await keys.all(by: console) == [made.key])
            await #expect(throws: PermissionError.missing(.manageKeys)) { _ = try await keys.makers(by: caller) }
            try await keys.revoke(made.key.id, by: console)
            await #expect(throws: KeyError.notValid) { _ = try await keys.caller(withSecret: made.secret) }
            await #expect(throws: KeyError.unknown) { try await keys.revoke(made.key.id, by: console) }
        }
    }

    @Test("a secret is in no table", arguments: TestEngine.allCases)
    func notKept(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let made = try await fixture.kith.keys.create(name: "ci", scopes: [.all], by: console)
            let kept = try await fixture.kith.read { connection in
                try connection.all("SELECT name, scopes, created_by, secret_hash FROM keys") { row in
                    try [row.text(0), row.text(1), row.text(2), String(decoding: row.blob(3), as: UTF8.self)]
                }
            }
            #expect(kept.count == 1)
            #expect(!kept.joined().contains { $0.contains(made.secret.suffix(43)) })
        }
    }

    @Test("U27 C15: only an owner grants paging, export and everything", arguments: TestEngine.allCases)
    func owners(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let permissions = Set(Permission.allCases).subtracting(Permission.ofOwnersOnly)
            _ = try await fixture.kith.roles.create(name: "Admin", permissions: permissions, by: console)
            let admin = try await fixture.manager("ada@example.com", role: "admin", by: console)
            let owner = try await fixture.manager("ben@example.com", role: "owner", by: console)
            for scope in Scope.grantedByOwnersOnly {
                await #expect(throws: PermissionError.notAnOwner) {
                    _ = try await fixture.kith.keys.create(name: "x", scopes: [scope], by: admin)
                }
                _ = try await fixture.kith.keys.create(name: "x", scopes: [scope], by: owner)
            }
            _ = try await fixture.kith.keys.create(name: "x", scopes: [.writeContacts], by: admin)
            let basic = try await fixture.manager("cat@example.com", role: "basic", by: console)
            await #expect(throws: PermissionError.missing(.manageKeys)) {
                _ = try await fixture.kith.keys.create(name: "x", scopes: [.readContacts], by: basic)
            }
        }
    }

    @Test("the last use of a key is noted, at most once an hour", arguments: TestEngine.allCases)
    func lastUse(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let keys = fixture.kith.keys
            let made = try await keys.create(name: "ci", scopes: [.readContacts], by: console)
            let use: @Sendable () async throws -> Instant? = {
                _ = try await keys.caller(withSecret: made.secret)
                try await fixture.kith.writeLateNotes()
                return try await keys.find(made.key.id, by: console).lastUsedAt
            }
            #expect(try await keys.find(made.key.id, by: console).lastUsedAt == nil)
            let first = try #require(try await use())
            #expect(first > made.key.createdAt)
            fixture.clock.advance(59 * 60_000)
            #expect(try await use() == first)
            fixture.clock.advance(60_000)
            #expect(try #require(try await use()) >= first + 3_600_000)
        }
    }

    @Test("a key gets another name, and keeps its secret", arguments: TestEngine.allCases)
    func rename(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let other = try await fixture.organization("other")
            let keys = fixture.kith.keys
            let made = try await keys.create(name: "ci", scopes: [.readContacts], by: console)
            #expect(try await keys.rename(made.key.id, to: " CI of the site ", by: console).name == "CI of the site")
            #expect(try await keys.caller(withSecret: made.secret).actor == .key(made.key.id))
            await #expect(throws: KeyError.badName) { _ = try await keys.rename(made.key.id, to: "a\nb", by: console) }
            await #expect(throws: KeyError.unknown) { _ = try await keys.rename(made.key.id, to: "x", by: other) }
            let basic = try await fixture.manager("cat@example.com", role: "basic", by: console)
            await #expect(throws: PermissionError.missing(.manageKeys)) {
                _ = try await keys.rename(made.key.id, to: "x", by: basic)
            }
            #expect(try await keys.find(made.key.id, by: console).name == "CI of the site")
        }
    }

    @Test("a key outlives the manager who made it", arguments: TestEngine.allCases)
    func outlives(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            _ = try await fixture.manager("ada@example.com", role: "owner", by: console)
            let ben = try await fixture.manager("ben@example.com", role: "owner", by: console)
            let made = try await fixture.kith.keys.create(name: "ci", scopes: [.readContacts], by: ben)
            let id = try await fixture.kith.managers.find(email: "ben@example.com", by: console).id
            try await fixture.kith.managers.remove(id, by: console)
            let caller = try await fixture.kith.keys.caller(withSecret: made.secret)
            #expect(caller.permissions == [.seeContacts])
            #expect(try await fixture.kith.keys.find(made.key.id, by: console).createdBy == .manager(id))
        }
    }

    @Test("a key of another organization is not there", arguments: TestEngine.allCases)
    func otherOrganization(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let other = try await fixture.organization("other")
            let made = try await fixture.kith.keys.create(name: "ci", scopes: [.all], by: console)
            #expect(try await fixture.kith.keys.all(by: other).isEmpty)
            await #expect(throws: KeyError.unknown) { try await fixture.kith.keys.revoke(made.key.id, by: other) }
        }
    }

    @Test("a revoked key ends at once, and within a second in other processes", arguments: TestEngine.allCases)
    func revocation(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let made = try await fixture.kith.keys.create(name: "shop", scopes: [.readContacts], by: caller)
            let other = fixture.another()
            _ = try await fixture.kith.keys.caller(withSecret: made.secret)
            _ = try await other.keys.caller(withSecret: made.secret)
            try await fixture.kith.keys.revoke(made.key.id, by: caller)
            await #expect(throws: KeyError.notValid) { try await fixture.kith.keys.caller(withSecret: made.secret) }
            fixture.clock.advance(1_001)
            await #expect(throws: KeyError.notValid) { try await other.keys.caller(withSecret: made.secret) }
            await other.close()
        }
    }
}
