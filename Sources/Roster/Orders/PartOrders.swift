import Dispatch
import Domain
import Synchronization

/// The permutations of a part that were asked for lately.
final class PartOrders: Sendable {
    private struct Made {
        var permutations: [ContactOrder: Permutation] = [:]
        /// The order asked for last comes last.
        var recent: [ContactOrder] = []
        var inMaking: Set<ContactOrder> = []
    }

    private let made = Mutex(Made())

    /// A permutation takes 4 bytes a contact.
    private static let limit = 8

    /// Those that were made, and those that soon will be.
    var orders: [ContactOrder] { made.withLock { $0.recent + $0.inMaking.subtracting($0.recent) } }

    var bytes: Int { made.withLock { $0.permutations.values.reduce(0) { $0 + $1.rows.bytes } } }

    /// The permutation, where it is there.
    func made(_ order: ContactOrder) -> Permutation? {
        made.withLock { made in
            guard let permutation = made.permutations[order] else { return nil }
            if made.recent.last != order {
                made.recent.removeAll { $0 == order }
                made.recent.append(order)
            }
            return permutation
        }
    }

    /// The permutation, which is made where it is not there yet. Two readers who come at once both make it.
    func permutation(_ order: ContactOrder, of part: Part) -> Permutation {
        if let made = made(order) { return made }
        let new = Permutation(order, of: part)
        made.withLock { made in
            made.permutations[order] = new
            made.recent.removeAll { $0 == order }
            made.recent.append(order)
            if made.recent.count > Self.limit {
                made.permutations[made.recent.removeFirst()] = nil
            }
        }
        return new
    }

    /// Makes the permutation on another thread, for whoever asks next.
    func makeLater(_ order: ContactOrder, of part: Part) {
        let isNew = made.withLock { $0.permutations[order] == nil && $0.inMaking.insert(order).inserted }
        guard isNew else { return }
        Self.background.async { [weak part] in
            guard let part else { return }
            _ = self.permutation(order, of: part)
            _ = self.made.withLock { $0.inMaking.remove(order) }
        }
    }

    private static let background = DispatchQueue(label: "kith.roster.orders", qos: .utility)
}
