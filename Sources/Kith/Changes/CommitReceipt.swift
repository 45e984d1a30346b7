import Synchronization

/// Learns the places in the change feed of what a request commits, whichever verbs it calls.
///
/// `CommitReceipt.$current.withValue(receipt) { … }` around the work; then `receipt.seq`.
package final class CommitReceipt: Sendable {
    @TaskLocal package static var current: CommitReceipt?

    private let newest = Mutex<Int64?>(nil)

    package init() {}

    /// The newest place; nil while nothing was changed.
    package var seq: Int64? { newest.withLock { $0 } }

    func note(_ seq: Int64) {
        newest.withLock { $0 = max($0 ?? 0, seq) }
    }
}
