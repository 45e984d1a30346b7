import Domain
import Stores

extension Segments {
    /// Lets the filters of all segments, the personal ones too, follow what they name to its new name.
    func follow(
        by caller: Caller,
        in transaction: Transaction,
        _ change: (FilterExpression) -> FilterExpression
    ) throws {
        let store = SegmentStore(caller.organization, transaction.connection)
        for segment in try store.all() {
            var renamed = segment
            renamed.filter = change(segment.filter)
            guard renamed.filter != segment.filter else { continue }
            renamed.version += 1
            renamed.updatedAt = transaction.now
            try store.update(renamed, withFilter: true)
            transaction.note(Changed(catalogue: true), in: caller.organization)
        }
    }
}
