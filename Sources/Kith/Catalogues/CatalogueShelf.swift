import Database
import Domain
import Stores
import Synchronization

/// Keeps the catalogues of the organizations that were asked for last, so that an edit need not read 500 properties.
///
/// A catalogue is good as long as the change feed tells of no change of it, which is read in the same transaction.
final class CatalogueShelf: Sendable {
    private static let most = 200

    private struct Kept {
        let seq: Int64
        let catalogue: Catalogue
    }

    private let shelf = Mutex(RecentlyUsed<OrganizationID, Kept>(capacity: most))

    /// Throws `OrganizationError.unknown`.
    func catalogue(of organization: OrganizationID, _ connection: any Connection) throws -> Catalogue {
        try read(organization, connection).catalogue
    }

    /// The same, with the place in the change feed that it is of.
    func read(
        _ organization: OrganizationID,
        _ connection: any Connection
    ) throws -> (catalogue: Catalogue, seq: Int64) {
        // Read first: where it changes meanwhile, the next reader finds the newer number and reads again.
        let seq = try ChangeStore(organization, connection).newestOfCatalogue()
        let kept = shelf.withLock { shelf -> Catalogue? in
            guard let kept = shelf.take(organization) else { return nil }
            _ = shelf.put(kept, for: organization)
            return kept.seq == seq ? kept.catalogue : nil
        }
        if let kept { return (kept, seq) }
        let catalogue = try Catalogue(of: organization, connection)
        shelf.withLock { _ = $0.put(Kept(seq: seq, catalogue: catalogue), for: organization) }
        return (catalogue, seq)
    }
}
