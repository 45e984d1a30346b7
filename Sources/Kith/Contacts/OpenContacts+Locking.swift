import Database
import Domain
import Stores

extension OpenContacts {
    /// Locks the contacts of these ids, and those that the identities lead to. Returns them, and who leads to whom.
    static func lock(
        _ ids: Set<ContactID>,
        leadingTo named: Set<Identity>,
        of organization: OrganizationID,
        in catalogue: Catalogue,
        _ connection: any Connection
    ) throws -> (contacts: [Contact], owners: [Identity: ContactID]) {
        let contacts = ContactStore(organization, connection)
        // Whoever is there was not merged into another, so that nothing leads from the id to anybody. One alone: several
        // are locked all at once, by ascending id.
        if ids.count == 1, named.allSatisfy({ $0.formerContact.map(ids.contains) ?? false }) {
            let locked = try contacts.contacts(ids: Array(ids), in: catalogue, isLocked: true)
            guard locked.isEmpty else { return (locked, [:]) }
        }
        let identities = IdentityStore(organization, connection)
        let found = try identities.contacts(by: named)
        let all = ids.union(found.values)
        let locked = try contacts.contacts(ids: Array(all), in: catalogue, isLocked: true)
        // Between finding and locking, another transaction may have moved an identity: then all begins anew.
        guard try connection.dialect == .sqlite || identities.contacts(by: named) == found else {
            throw DatabaseError(kind: .conflict, message: "an identity moved while its contact was being locked")
        }
        return (locked, found)
    }
}
