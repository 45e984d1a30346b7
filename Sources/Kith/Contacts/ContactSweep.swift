import Domain
import Stores

/// Lets all contacts that an adaptation concerns follow it, the anonymous ones too: by ascending id, a batch a
/// transaction, so that nothing grows with their number.
///
/// Others see it half done, and a process may die in the middle: sweeping once more finishes it.
struct ContactSweep: Sendable {
    static let batchSize = 500

    let kith: Kith
    let organization: OrganizationID
    let adaptation: Adaptation
    /// Who is said to have done it, on the timelines of contacts that tell of it.
    let actor: Actor

    /// Changes all that there are by now and returns how many became different.
    @discardableResult
    func run() async throws -> Int {
        var last: ContactID?
        var changed = 0
        while true {
            try Task.checkCancellation()
            let start = last
            let (end, written) = try await kith.write { transaction in
                let catalogue = try transaction.catalogue(of: organization)
                let ids = try ContactSweepStore(organization, transaction.connection).ids(
                    adaptation.contacts,
                    in: catalogue,
                    after: start,
                    limit: Self.batchSize
                )
                return (ids.last, try rewrite(ids, in: transaction).changed)
            }
            changed += written
            guard let end else { return changed }
            last = end
        }
    }

    /// Lets these follow. Returns how many became different, and how many there are no more.
    @discardableResult
    func rewrite(_ ids: [ContactID], in transaction: Transaction) throws -> (changed: Int, gone: Int) {
        let catalogue = try transaction.catalogue(of: organization)
        let store = ContactStore(organization, transaction.connection)
        var written: [Contact] = []
        var events: [TimelineEvent] = []
        let contacts = try store.contacts(ids: ids, in: catalogue, isLocked: true)
        for contact in contacts {
            var changed = contact
            adaptation.apply(to: &changed, in: catalogue)
            guard adaptation.rewritesAll || changed != contact else { continue }
            changed.version += 1
            if adaptation.isTold {
                changed.facts[.updatedAt] = .datetime(transaction.now)
                let data = ContactChange(from: contact, to: changed).members(in: catalogue)
                events.append(
                    TimelineEvent(
                        id: try transaction.nextID(),
                        contact: contact.id,
                        kind: .changed,
                        at: transaction.now,
                        actor: actor,
                        data: .object(data)
                    )
                )
            }
            written.append(changed)
        }
        try store.update(written)
        try EventStore(organization, transaction.connection).append(events)
        transaction.note(Changed(contacts: written.map(\.id)), in: organization)
        return (written.count, ids.count - contacts.count)
    }
}
