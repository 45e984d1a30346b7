import Domain
import Stores

/// Rewrites all contacts that a predicate has, the anonymous ones too: by ascending id, a batch a transaction, so that
/// nothing grows with their number.
///
/// Others see it half done, and a process may die in the middle: what is swept must be right at any moment, and sweeping
/// once more finishes it.
struct ContactSweep: Sendable {
    let kith: Kith
    let organization: OrganizationID
    /// Who is said to have done it on each contact's timeline; nil where nothing is said there.
    var actor: Actor?

    static let batchSize = 500

    /// Which contacts, in what the organization has defined by then.
    typealias Selection = @Sendable (Catalogue) -> Predicate
    typealias Change = @Sendable (inout Contact, Catalogue) -> Void

    /// Changes all that there are by now and returns how many became different.
    ///
    /// `rewritesAll` is for what changes how contacts are stored: also those are written that stayed as they were.
    @discardableResult
    func run(
        _ selection: @escaping Selection,
        rewritesAll: Bool = false,
        _ change: @escaping Change = { _, _ in }
    ) async throws -> Int {
        var last: ContactID?
        var changed = 0
        while true {
            try Task.checkCancellation()
            let start = last
            let batch = try await kith.write { transaction in
                try step(selection, after: start, rewritesAll: rewritesAll, change, in: transaction)
            }
            changed += batch.changed
            guard let end = batch.last else { return changed }
            last = end
        }
    }

    private func step(
        _ selection: Selection,
        after start: ContactID?,
        rewritesAll: Bool,
        _ change: Change,
        in transaction: Transaction
    ) throws -> (last: ContactID?, changed: Int) {
        let connection = transaction.connection
        let catalogue = try transaction.catalogue(of: organization)
        let ids = try ContactSweepStore(organization, connection).ids(
            selection(catalogue),
            in: catalogue,
            after: start,
            limit: Self.batchSize
        )
        let store = ContactStore(organization, connection)
        var written: [Contact] = []
        var events: [TimelineEvent] = []
        for contact in try store.contacts(ids: ids, in: catalogue, isLocked: true) {
            var changed = contact
            change(&changed, catalogue)
            guard rewritesAll || changed != contact else { continue }
            changed.version += 1
            if let actor {
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
        try EventStore(organization, connection).append(events)
        transaction.note(Changed(contacts: written.map(\.id)), in: organization)
        return (ids.last, written.count)
    }
}
