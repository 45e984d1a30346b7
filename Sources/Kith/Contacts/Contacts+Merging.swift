package import Domain
import Stores

/// What a merge makes of contacts: seen before it is confirmed, or done.
package struct MergedContacts: Sendable {
    package let primary: Contact
    package let merge: Merge
    package let catalogue: Catalogue
}

extension Contacts {
    /// Says what merging contacts into a primary would make of them, and changes nothing.
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
            let store = ContactStore(caller.organization, connection)
            let found = try store.contacts(ids: [primary] + others, in: catalogue)
            return try Self.merge(others, into: primary, found, catalogue)
        }
    }

    /// Merges contacts into a primary. Their ids and all that led to them lead to it, for as long as it lives.
    ///
    /// Cannot be undone; what does not stand any more stays readable in the primary's timeline.
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
            var opened = try OpenContacts(
                [primary] + others,
                from: Cause(caller),
                organization: caller.organization,
                catalogue: catalogue,
                in: transaction
            )
            let merged = try Self.merge(others, into: primary, Array(opened.contacts.values), catalogue)
            try opened.merge(merged.merge, from: merged.primary)
            try opened.save()
            try transaction.audit(
                .mergedContacts,
                of: "contact:\(primary)",
                ["others": .array(others.map { .string($0.description) })],
                by: caller
            )
            return MergedContacts(
                primary: opened.contacts[primary] ?? merged.merge.result,
                merge: merged.merge,
                catalogue: catalogue
            )
        }
    }

    private static func checkMerge(of others: [ContactID], into primary: ContactID) throws(ContactError) {
        guard !others.contains(primary), Set(others).count == others.count else { throw .mergeWithItself }
        guard (2...Merge.most).contains(others.count + 1) else { throw .mergeSize(others.count + 1) }
    }

    private static func merge(
        _ others: [ContactID],
        into primary: ContactID,
        _ found: [Contact],
        _ catalogue: Catalogue
    ) throws -> MergedContacts {
        let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        guard let contact = byID[primary], others.allSatisfy({ byID[$0] != nil }) else { throw ContactError.unknown }
        let merge = Merge(contact, absorbing: others.compactMap { byID[$0] })
        return MergedContacts(primary: contact, merge: merge, catalogue: catalogue)
    }
}
