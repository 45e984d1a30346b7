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

    @Test("what is given of the settings changes, all else stays", arguments: TestEngine.allCases)
    func edit(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let other = try await fixture.organization("other")
            let organizations = fixture.kith.organizations
            _ = try await fixture.kith.subscription.setIncluded(5, by: caller)
            let edit = OrganizationEdit(name: "New", timeZone: "Europe/Berlin", purchaseWindowDays: 30)
            let edited = try await organizations.edit(edit, by: caller)
            #expect(try await organizations.current(by: caller) == edited)
            #expect(edited.name == "New")
            #expect(edited.settings.timeZoneName == "Europe/Berlin")
            #expect(edited.settings.purchaseWindowDays == 30)
            #expect(edited.settings.currency == "KRW")
            #expect(edited.settings.managedUsersCapacity == 5)
            #expect(try await organizations.current(by: other).name == "Demo Inc.")
            await #expect(throws: OrganizationError.badCurrency("EURO")) {
                _ = try await organizations.edit(OrganizationEdit(name: "Newer", currency: "euro"), by: caller)
            }
            #expect(try await organizations.current(by: caller) == edited)
            let basic = try await fixture.manager("ben@example.com", role: "basic", by: caller)
            await #expect(throws: PermissionError.missing(.manageOrganization)) {
                _ = try await organizations.edit(edit, by: basic)
            }
        }
    }

    @Test("another time zone is known to the next transaction", arguments: TestEngine.allCases)
    func zone(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let zone: @Sendable () async throws -> String = {
                try await fixture.kith.write { try $0.catalogue(of: caller.organization).zone.name }
            }
            #expect(try await zone() == "Asia/Seoul")
            _ = try await fixture.kith.organizations.edit(OrganizationEdit(timeZone: "Europe/Berlin"), by: caller)
            #expect(try await zone() == "Europe/Berlin")
        }
    }
}
