import Domain
import Stores

extension ChangeStore {
    private static let changesAtOnce = 1_000

    /// The contacts that were changed or removed after a place, up to another; nil where there are more than so many, or
    /// where the feed has them no more.
    func contactsChanged(after seq: Int64, upTo newest: Int64, atMost most: Int) throws -> Set<ContactID>? {
        var seq = seq
        var changed: Set<ContactID> = []
        while seq < newest {
            let page = try changes(after: seq, limit: Self.changesAtOnce)
            guard let last = page.last, page.first?.seq == seq + 1 else { return nil }
            for change in page {
                changed.formUnion(change.what.contacts)
                changed.formUnion(change.what.removed)
            }
            guard changed.count <= most else { return nil }
            seq = last.seq
        }
        return changed
    }
}
