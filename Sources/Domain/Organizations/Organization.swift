package import Foundation

package typealias OrganizationID = Identifier<Organization>

/// One company that keeps its contacts in Kith. It owns everything of its own; nothing crosses to another.
package struct Organization: Hashable, Sendable {
    package let id: OrganizationID
    package var key: OrganizationKey
    package var settings: OrganizationSettings
    /// Its picture, beside its name; nil where it has none.
    package var logo: AvatarVersion?
    package let createdAt: Instant

    package init(
        id: OrganizationID,
        key: OrganizationKey,
        settings: OrganizationSettings,
        logo: AvatarVersion? = nil,
        createdAt: Instant
    ) {
        self.id = id
        self.key = key
        self.settings = settings
        self.logo = logo
        self.createdAt = createdAt
    }

    package var name: String { settings.name }
    package var country: Country { settings.country }
    package var timeZone: TimeZone { settings.timeZone }
}
