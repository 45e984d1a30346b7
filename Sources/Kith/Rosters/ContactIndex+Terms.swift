import Domain
import Roster
import Stores

/// Whom many terms found among all contacts.
struct TermsFound {
    enum Who {
        /// Of the snapshot that the index has.
        case selection(RosterSelection)
        case ids([ContactID])
    }

    let who: Who
    /// The terms that found nobody, as they were written.
    let missing: [String]
    fileprivate let finder: TermFinder

    fileprivate init(_ who: Who, _ terms: ContactTerms, missing: [Int], _ finder: TermFinder) {
        self.who = who
        self.missing = missing.map { terms.terms[$0].text }
        self.finder = finder
    }

    /// Those of some contacts that a term leads to.
    func ids(among contacts: [Contact]) -> Set<ContactID> {
        var finder = finder
        return finder.find(in: contacts)
    }
}

extension ContactIndex {
    /// So many contacts are looked at together where there is no roster.
    private static let contactsAtOnce = 5_000

    /// Finds whom terms lead to: from the roster; by SQL, where it can say what they mean; and otherwise by reading all
    /// contacts once, which takes about as long as loading a roster and the memory of a few thousand contacts.
    func find(_ terms: ContactTerms, in catalogue: Catalogue) throws -> TermsFound {
        var finder = TermFinder(terms)
        if let snapshot {
            let selection = finder.find(in: snapshot)
            return TermsFound(.selection(selection), terms, missing: finder.missing, finder)
        }
        if let found = try self.terms.find(terms, in: catalogue) {
            return TermsFound(.ids(found.ids), terms, missing: found.missing, finder)
        }
        var ids: [ContactID] = []
        var waiting: [Contact] = []
        try store.forEach(in: catalogue) { contact in
            waiting.append(contact)
            guard waiting.count == Self.contactsAtOnce else { return }
            ids += finder.find(in: waiting)
            waiting.removeAll(keepingCapacity: true)
        }
        ids += finder.find(in: waiting)
        return TermsFound(.ids(ids.sorted()), terms, missing: finder.missing, finder)
    }
}

extension ContactSelection {
    func among(_ found: TermsFound?) -> ContactSelection {
        guard case .ids(let ids)? = found?.who else { return self }
        var selection = self
        selection.among = ids
        return selection
    }
}
