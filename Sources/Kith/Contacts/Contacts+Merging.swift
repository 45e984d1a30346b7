package import Domain
import Stores

/// What a merge makes of contacts: seen before it is confirmed, or done.
package struct MergedContacts: Sendable {
    package let primary: Contact
    package let merge: Merge
    package let catalogue: Catalogue
}

extension Contacts {
    /// Says what merging contacts into a primary would make of them, and changes nothing. Ids are followed as there.
    package func previewMerge(
        of others: [ContactID],
        into primary: ContactID,
        by caller: Caller
    ) async throws
        -> MergedContacts
    {
        try caller.require(.mergeContacts)
        try Self.checkMerge(of: others, into: primary)
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let ids = try ([primary] + others).map { try self.primary(of: $0, in: caller.organization, connection) }
            let found = try ContactStore(caller.organization, connection).contacts(ids: ids, in: catalogue)
            let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
            return try Self.merge(ids.compactMap { byID[$0] }, in: catalogue)
        }
    }

    /// Merges contacts into a primary. Their ids and all that led to them lead to it, for as long as it lives.
    ///
    /// The ids of contacts that were merged before are followed. Cannot be undone; what does not stand any more stays
    /// readable in the primary's timeline.
    package func merge(
        _ others: [ContactID],
        into primary: ContactID,
        by caller: Caller
    ) async throws
        -> MergedContacts
    {
        try caller.require(.mergeContacts)
        try Self.checkMerge(of: others, into: primary)
        return try await kith.write { transaction in
            let catalogue = try transaction.catalogue(of: caller.organization)
            let ids = [primary] + others
            var opened = try OpenContacts(
                ids,
                leadingTo: ids.map { Identity(formerly: $0) },
                from: Cause(caller),
                organization: caller.organization,
                catalogue: catalogue,
                in: transaction
            )
            let merged = try Self.merge(ids.map { try opened.find($0) }, in: catalogue)
            try opened.merge(merged.merge, from: merged.primary)
            try opened.save()
            let absorbed = merged.merge.losses.map(\.contact.id)
            try transaction.audit(
                .mergedContacts,
                of: "contact:\(merged.primary.id)",
                ["others": .array(absorbed.map { .string($0.description) })],
                by: caller
            )
            return MergedContacts(
                primary: opened.contacts[merged.primary.id] ?? merged.merge.result,
                merge: merged.merge,
                catalogue: catalogue
            )
        }
    }

    private static func checkMerge(of others: [ContactID], into primary: ContactID) throws(ContactError) {
        guard !others.contains(primary), Set(others).count == others.count else { throw .mergeWithItself }
        guard (2...Merge.most).contains(others.count + 1) else { throw .mergeSize(others.count + 1) }
    }

    /// Merges the contacts that the ids led to, the primary first.
    private static func merge(_ contacts: [Contact], in catalogue: Catalogue) throws(ContactError) -> MergedContacts {
        guard let primary = contacts.first else { throw .unknown }
        let others = Array(contacts.dropFirst())
        // Two ids may lead to one contact.
        try checkMerge(of: others.map(\.id), into: primary.id)
        return MergedContacts(primary: primary, merge: Merge(primary, absorbing: others), catalogue: catalogue)
    }
}
