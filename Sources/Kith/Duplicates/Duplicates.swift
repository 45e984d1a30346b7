package import Domain
import Stores

extension Kith {
    package var duplicates: Duplicates { Duplicates(kith: self) }
}

/// A page of likely duplicates, those found last first.
package struct DuplicatePage: Sendable {
    package let pairs: [LikelyDuplicate]
    /// Where the next page begins; nil where this is the last.
    package let next: DuplicateCursor?
    package let catalogue: Catalogue
}

/// Verbs about contacts that may be one person.
package struct Duplicates: Sendable {
    package static let limits = 1...200
    /// Values in common, and pairs of names, that one search keeps.
    private static let mostFound = 10_000

    let kith: Kith

    /// Pairs with their evidence, of one contact or of all; those that were dismissed are left out.
    ///
    /// Beyond the first page only for callers who may page through contacts: pairs show whole ones.
    package func all(
        of contact: ContactID? = nil,
        after cursor: DuplicateCursor? = nil,
        limit: Int = 50,
        by caller: Caller
    ) async throws -> DuplicatePage {
        try caller.require(.seeContacts)
        if cursor != nil { try caller.requirePaging() }
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let contact = try contact.map { try kith.contacts.primary(of: $0, in: caller.organization, connection) }
            let kept = try DuplicateStore(caller.organization, connection)
                .page(of: contact, after: cursor, limit: limit + 1)
            let shown = kept.prefix(limit)
            let ids = Set(shown.flatMap { [$0.first, $0.second] })
            let contacts = try ContactStore(caller.organization, connection).contacts(ids: Array(ids), in: catalogue)
            let byID = Dictionary(contacts.map { ($0.id, $0) }) { first, _ in first }
            let pairs = shown.compactMap { kept in
                byID[kept.first].flatMap { first in
                    byID[kept.second].flatMap { second in
                        LikelyDuplicate(first, second, found: kept.evidence, at: kept.foundAt)
                    }
                }
            }
            let next = kept.count > limit ? shown.last : nil
            return DuplicatePage(
                pairs: pairs,
                next: next.map { DuplicateCursor(foundAt: $0.foundAt, first: $0.first, second: $0.second) },
                catalogue: catalogue
            )
        }
    }

    /// Says that two contacts are two people: the pair is not shown again, nor found again. The ids of contacts that
    /// were merged are followed.
    package func dismiss(_ one: ContactID, _ other: ContactID, by caller: Caller) async throws {
        try await change(one, other, by: caller) { store, first, second, now in
            try store.dismiss(first, second, at: now)
        }
    }

    /// Takes a dismissal back: the two may be one person after all.
    package func recall(_ one: ContactID, _ other: ContactID, by caller: Caller) async throws {
        try await change(one, other, by: caller) { store, first, second, _ in try store.recall(first, second) }
    }

    private func change(
        _ one: ContactID,
        _ other: ContactID,
        by caller: Caller,
        _ change: @escaping @Sendable (DuplicateStore, ContactID, ContactID, Instant) throws -> Bool
    ) async throws {
        try caller.require(.mergeContacts)
        try await kith.write { transaction in
            let connection = transaction.connection
            let one = try kith.contacts.primary(of: one, in: caller.organization, connection)
            let other = try kith.contacts.primary(of: other, in: caller.organization, connection)
            let store = DuplicateStore(caller.organization, connection)
            guard try change(store, min(one, other), max(one, other), transaction.now) else {
                throw ContactError.noPair
            }
        }
    }

    /// Looks through all contacts for pairs: the same e-mail or phone as value, near-same names in one company.
    ///
    /// Returns how many pairs there are by evidence, those known before included.
    @discardableResult
    package func search(by caller: Caller) async throws -> [DuplicatePair.Evidence: Int] {
        try caller.require(.mergeContacts)
        let pairs = try await kith.read { connection in
            let store = SameValueStore(caller.organization, connection)
            var pairs: Set<DuplicatePair> = []
            for (key, evidence) in [
                (ProfileKey.email, DuplicatePair.Evidence.email), (ProfileKey.mobileNumber, .phone),
            ] {
                for contacts in try store.sharing(key, most: Self.mostFound) {
                    // Each with the first of them: a number that a hundred share makes a hundred pairs, not five thousand.
                    for other in contacts.dropFirst() {
                        pairs.insert(DuplicatePair(contacts[0], other, evidence: evidence))
                    }
                }
            }
            return pairs.union(try Self.nearNames(in: store))
        }
        try await keep(pairs, of: caller.organization)
        return Dictionary(grouping: pairs, by: \.evidence).mapValues(\.count)
    }

    private static func nearNames(in store: SameValueStore) throws -> Set<DuplicatePair> {
        var pairs: Set<DuplicatePair> = []
        var company: String?
        var names = NearNames()
        try store.forEachColleague { itsCompany, id, name in
            if itsCompany != company {
                pairs.formUnion(names.pairs)
                names = NearNames()
                company = itsCompany
            }
            if pairs.count < mostFound {
                names.add(id, name: name)
            }
        }
        return pairs.union(names.pairs)
    }

    /// Contacts may have gone since they were found: those pairs are left out.
    private func keep(_ pairs: Set<DuplicatePair>, of organization: OrganizationID) async throws {
        let sorted = pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
        for start in stride(from: 0, to: sorted.count, by: 500) {
            let batch = sorted[start..<min(start + 500, sorted.count)]
            try await kith.write { transaction in
                let ids = Set(batch.flatMap { [$0.first, $0.second] })
                let present = Set(try ContactStore(organization, transaction.connection).existing(Array(ids)))
                try DuplicateStore(organization, transaction.connection)
                    .insert(
                        batch.filter { present.contains($0.first) && present.contains($0.second) },
                        at: transaction.now
                    )
            }
        }
    }
}
