import Database
import Domain
import Kith
import TestSupport
import Testing

@Suite("Keys")
struct KeysTests {
    @Test("a secret opens what its scopes say, until it is revoked", arguments: TestEngine.allCases)
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

    @Test("only an owner grants paging, export and everything", arguments: TestEngine.allCases)
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
}
