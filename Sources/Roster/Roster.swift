import Dispatch
package import Domain
import Synchronization

/// All contacts of one organization in memory, which answers any filter, search and order.
///
/// It is a list of parts that never change, the first one large and the later ones small. A change makes a small new
/// part and takes the older versions of its contacts out of what is live. Readers take `snapshot` and are never
/// blocked nor torn; changes come one after the other, whoever brings them.
package final class Roster: Sendable {
    private let current: Mutex<RosterSnapshot>
    /// Held while a change is made; readers do not need it.
    private let writing = Mutex(Writing())
    private let merges = Mutex(0)
    private let policy: MergePolicy

    private struct Writing {
        /// The parts, from the first on, that are being merged in the background: they must stay where they are.
        var mergingParts: Int?
    }

    /// Makes a roster of what was loaded when the changes up to `seq` were in the database.
    package convenience init(_ contacts: consuming PartBuilder, seq: Int64, policy: MergePolicy = .usual) {
        self.init(contacts.finished(), seq: seq, policy: policy)
    }

    init(_ part: Part, seq: Int64, policy: MergePolicy) {
        self.policy = policy
        current = Mutex(RosterSnapshot(seq: seq, parts: [LivePart(part: part, live: LiveRows(rows: part.rows))]))
    }

    /// The contacts as they are now, which stay as they are.
    package var snapshot: RosterSnapshot { current.withLock { $0 } }

    /// Takes in one batch of commits. Contacts that are anonymous are removed; of several with one id the last counts.
    package func apply(seq: Int64, changed: [Contact], removed: [ContactID] = []) {
        var builder = PartBuilder()
        var unlisted = Set(removed)
        for contact in changed {
            if contact.kind == .anonymous {
                unlisted.insert(contact.id)
            } else if !unlisted.isEmpty, !removed.contains(contact.id) {
                unlisted.remove(contact.id)
            }
        }
        for contact in changed where unlisted.isEmpty || !unlisted.contains(contact.id) { builder.add(contact) }
        let part = builder.finished()
        let gone = (changed.map(\.id) + removed).sorted()
        writing.withLock { writing in
            var parts = snapshot.parts
            for index in parts.indices {
                parts[index].live.clear(gone.lazy.compactMap { [part = parts[index].part] in part.row(of: $0) })
            }
            if part.rows > 0 {
                parts.append(LivePart(part: part, live: LiveRows(rows: part.rows)))
            }
            let settled = writing.mergingParts ?? 1
            parts = policy.tidied(parts, from: settled)
            publish(RosterSnapshot(seq: seq, parts: parts))
        }
    }

    private func publish(_ snapshot: RosterSnapshot) {
        current.withLock { $0 = snapshot }
    }

    /// Whether so much has changed that one part of all would be better.
    package var needsMerge: Bool { policy.isMergeDue(snapshot.parts) }

    /// Whether parts are being made into one at this moment.
    package var isMerging: Bool { merges.withLock { $0 > 0 } }

    /// Makes one part of all where enough has changed, on a thread of its own; returns whether it did.
    @discardableResult
    package func mergeIfNeeded() async -> Bool {
        guard needsMerge else { return false }
        return await withCheckedContinuation { continuation in
            Self.background.async { continuation.resume(returning: self.merge()) }
        }
    }

    private static let background = DispatchQueue(label: "kith.roster.merge", qos: .utility, attributes: .concurrent)

    /// Makes one part of all, beside writes and reads; false where another merge is under way.
    @discardableResult
    package func merge() -> Bool {
        let before: RosterSnapshot? = writing.withLock { writing in
            guard writing.mergingParts == nil else { return nil }
            let before = snapshot
            writing.mergingParts = before.parts.count
            return before
        }
        guard let before else { return false }
        merges.withLock { $0 += 1 }
        defer { merges.withLock { $0 -= 1 } }
        let part = Part(merging: before.parts)
        if let old = before.parts.first?.part { part.prepare(as: old) }
        writing.withLock { writing in
            let now = snapshot
            // Contacts that changed or went meanwhile are not live in the parts that were merged any more.
            let gone = zip(before.parts, now.parts).flatMap { before, now in
                before.live.rowsGone(in: now.live).map { before.part.ids[$0] }
            }
            var merged = LivePart(part: part, live: LiveRows(rows: part.rows))
            merged.live.clear(gone.sorted().compactMap { part.row(of: ContactID(rawValue: $0)) })
            publish(RosterSnapshot(seq: now.seq, parts: [merged] + now.parts[before.parts.count...]))
            writing.mergingParts = nil
        }
        return true
    }

    /// Begins to sort the contacts by orders that will be asked for, on another thread. Merges keep them sorted.
    package func sortAhead(_ orders: [ContactOrder]) {
        guard let first = snapshot.parts.first?.part else { return }
        for order in orders { first.orders.makeLater(order, of: first) }
    }
}
