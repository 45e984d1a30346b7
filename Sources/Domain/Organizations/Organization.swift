package import Foundation

package typealias OrganizationID = Identifier<Organization>

/// One company that keeps its contacts in Kith. It owns everything of its own; nothing crosses to another.
package struct Organization: Hashable, Sendable {
    package let id: OrganizationID
    package var key: OrganizationKey
    package var settings: OrganizationSettings
    package let createdAt: Instant

    package init(id: OrganizationID, key: OrganizationKey, settings: OrganizationSettings, createdAt: Instant) {
        self.id = id
        self.key = key
        self.settings = settings
        self.createdAt = createdAt
    }

    package var name: String { settings.name }
    package var country: Country { settings.country }
    package var timeZone: TimeZone { settings.timeZone }
}
