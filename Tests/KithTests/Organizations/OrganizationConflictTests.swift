import Domain
import Kith
import TestSupport
import Testing

@Suite("Settings of an organization that two change")
struct OrganizationConflictTests {
    @Test("what somebody else changed meanwhile is not overwritten", arguments: TestEngine.allCases)
    func conflict(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let (organizations, caller) = (fixture.kith.organizations, try await fixture.organization())
            let seen = OrganizationEdit(try await organizations.current(by: caller).settings)
            _ = try await organizations.edit(OrganizationEdit(name: "Theirs", currency: "EUR"), seen: seen, by: caller)
            // What they did not touch, and what both want, is no conflict.
            let agreed = OrganizationEdit(country: "DE", currency: "EUR")
            _ = try await organizations.edit(agreed, seen: seen, by: caller)
            let mine = OrganizationEdit(name: "Mine", timeZone: "UTC", currency: "USD")
            await #expect(throws: OrganizationError.changedMeanwhile([.name, .currency])) {
                _ = try await organizations.edit(mine, seen: seen, by: caller)
            }
            let now = try await organizations.current(by: caller).settings
            #expect(now.name == "Theirs" && now.currency == "EUR" && now.timeZoneName == "Asia/Seoul")
            // Whoever has seen it may.
            let edited = try await organizations.edit(mine, seen: OrganizationEdit(now), by: caller)
            #expect(edited.name == "Mine" && edited.country.description == "DE")
        }
    }

    @Test("everything that is wrong is found, not the first alone")
    func problems() throws {
        let settings = try OrganizationSettings(name: "Demo", country: "KR", timeZone: "Asia/Seoul")
        let edit = OrganizationEdit(
            name: "\u{202E}",
            country: "XX",
            timeZone: "UTC",
            currency: "?",
            purchaseWindowDays: 0
        )
        #expect(edit.problems(on: settings).compactMap(\.setting) == [.name, .country, .currency, .purchaseWindowDays])
        #expect(OrganizationEdit(settings).problems(on: settings) == [])
        #expect(OrganizationEdit(settings).without(OrganizationEdit(settings)) == OrganizationEdit())
    }
}
