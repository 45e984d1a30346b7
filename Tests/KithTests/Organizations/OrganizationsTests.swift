import Database
import Domain
import Kith
import TestSupport
import Testing

@Suite("Organizations")
struct OrganizationsTests {
    @Test("an organization begins with Owner, Basic and a counter at 0", arguments: TestEngine.allCases)
    func create(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let found = try await fixture.kith.organizations.find(key: "demo")
            #expect(found.id == caller.organization)
            #expect(found.settings.timeZoneName == "Asia/Seoul")
            #expect(found.settings.currency == "KRW")
            let roles = try await fixture.kith.roles.all(by: caller)
            #expect(roles.map(\.name) == ["Owner", "Basic"])
            let seq = try await fixture.kith.read { connection in
                try connection.first("SELECT seq FROM change_counters WHERE org_id = \(found.id.rawValue)") {
                    try $0.integer(0)
                }
            }
            #expect(seq == 0)
        }
    }

    @Test("a short name is taken once, and nothing of the second stays", arguments: TestEngine.allCases)
    func duplicate(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            _ = try await fixture.organization()
            await #expect(throws: OrganizationError.keyTaken("demo")) { _ = try await fixture.organization() }
            let all = try await fixture.kith.organizations.all()
            #expect(all.count == 1)
        }
    }

    @Test("an organization and its first owner are made together or not at all", arguments: TestEngine.allCases)
    func withOwner(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let settings = try OrganizationSettings(name: "Demo", country: "DE", timeZone: "UTC")
            let made = try await fixture.kith.organizations.create(
                key: OrganizationKey("demo"),
                settings: settings,
                owner: ManagerEmail("ada@example.com")
            )
            let session = try await fixture.kith.managers.acceptLink(made.owner.linkToken, password: "correct horse")
            let found = try await fixture.kith.managers.session(session.token)
            #expect(found?.role.isOwner == true)
            #expect(found?.organization == made.organization)
        }
    }

    @Test("one that is not there is said so", arguments: TestEngine.allCases)
    func unknown(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            await #expect(throws: OrganizationError.unknown("nope")) {
                _ = try await fixture.kith.organizations.find(key: "nope")
            }
        }
    }

    @Test("settings change, the capacity stays the machine's", arguments: TestEngine.allCases)
    func edit(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let settings = try OrganizationSettings(
                name: "New",
                country: "DE",
                timeZone: "Europe/Berlin",
                purchaseWindowDays: 30,
                managedUsersIncluded: 5
            )
            try await fixture.kith.organizations.edit(settings, by: caller)
            let found = try await fixture.kith.organizations.find(key: "demo")
            #expect(found.name == "New")
            #expect(found.settings.purchaseWindowDays == 30)
            #expect(found.settings.managedUsersCapacity == nil)
            let basic = try await fixture.manager("ben@example.com", role: "basic", by: caller)
            await #expect(throws: PermissionError.missing(.manageOrganization)) {
                try await fixture.kith.organizations.edit(settings, by: basic)
            }
        }
    }
}
