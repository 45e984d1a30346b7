import Domain
package import Kith
import Web

/// What `kith serve` does for a database without an organization: makes one, and an owner who can sign in.
package struct FirstStart: Sendable {
    /// What the first organization is called until its owner says otherwise in the settings.
    package struct Names: Sendable {
        package var key = "home"
        package var name = "Home"
        package var country = "US"
        package var timeZone = "UTC"
        package var owner = "owner@example.com"

        package init() {}
    }

    private let kith: Kith

    package init(kith: Kith) {
        self.kith = kith
    }

    /// Makes the organization and its owner where there is no organization, and returns the path of the one-time link.
    package func prepare(_ names: Names = Names()) async throws -> String? {
        guard try await kith.organizations.all().isEmpty else { return nil }
        let settings = try OrganizationSettings(name: names.name, country: names.country, timeZone: names.timeZone)
        let made = try await kith.organizations.create(
            key: OrganizationKey(names.key),
            settings: settings,
            owner: ManagerEmail(names.owner)
        )
        return Link.welcome(token: made.owner.linkToken).path
    }
}
