import Database
import Domain
import Stores

extension Contacts {
    /// The id itself where a contact has it, or the one that it was merged into. Throws `ContactError.unknown`.
    func primary(
        of id: ContactID,
        in organization: OrganizationID,
        _ connection: any Connection
    ) throws -> ContactID {
        if try ContactStore(organization, connection).exists(id) { return id }
        let former = Identity(formerly: id)
        guard let primary = try IdentityStore(organization, connection).contacts(by: [former])[former] else {
            throw ContactError.unknown
        }
        return primary
    }
}
