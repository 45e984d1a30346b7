package import Database
package import Domain
import Stores

/// What remains of people who were deleted: enough to refuse what was said of them before, and no more.
package enum Tombstones {
    package static let milliseconds: Int64 = 30 * 86_400_000

    /// The hash of an id, under a key that is not in the database.
    static func hash(_ identity: Identity, in organization: OrganizationID, secret: InstanceSecret) -> [UInt8] {
        let text = "\(organization)\u{0}\(identity.kind.rawValue)\u{0}\(identity.value)"
        return secret.keyedHash(of: Array(text.utf8), for: .tombstones)
    }
}

extension Kith {
    /// Whether something that was said of a person at a moment is to be refused, as the person was deleted since.
    ///
    /// For messages that arrive late from outside: whoever comes back after the deletion is a new contact.
    package func isRefused(
        _ identities: some Collection<Identity>,
        saidAt moment: Instant,
        in organization: OrganizationID,
        _ connection: any Connection
    ) throws -> Bool {
        let store = TombstoneStore(organization, connection)
        let start = now() - Tombstones.milliseconds
        return try identities.contains { identity in
            let hash = Tombstones.hash(identity, in: organization, secret: secret)
            guard let deletion = try store.deletion(of: hash), deletion >= start else { return false }
            return moment <= deletion
        }
    }
}
