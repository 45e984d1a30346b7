package import Database
package import Domain
import Stores

extension Catalogue {
    /// Reads what an organization has defined. Throws `OrganizationError.unknown`.
    package init(of organization: OrganizationID, _ connection: any Connection) throws {
        guard let found = try OrganizationStore(connection).find(organization) else {
            throw OrganizationError.unknown(organization.description)
        }
        self.init(
            properties: try PropertyStore(organization, connection).all(),
            tags: try TagStore(organization, connection).all(),
            segments: try SegmentStore(organization, connection).all(),
            zone: Zone(timeZone: found.timeZone),
            country: found.country
        )
    }
}
