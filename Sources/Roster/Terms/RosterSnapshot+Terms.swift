package import Domain

/// Where many terms are looked for.
package enum TermPlace: Hashable, Sendable {
    /// Member id, e-mail, phone in any spelling, and the contact's own id.
    case identities
    case key(PropertyKey)
}

/// How a term must be found.
package enum TermMatch: Hashable, Sendable {
    /// As the whole value, or a whole element of a list.
    case exact
    case contained
}

/// What many terms found.
package struct TermAnswer: Sendable {
    package let selection: RosterSelection
    /// The indexes of the terms that found nobody, ascending.
    package let missing: [Int]
}

extension RosterSnapshot {
    /// Finds the contacts that one of many terms leads to, 100,000 at once.
    package func find(_ terms: [String], in place: TermPlace, _ match: TermMatch) -> TermAnswer {
        var finder = TermFinder(terms, place, match)
        let rows = parts.map { finder.rows(in: $0) }
        return TermAnswer(selection: RosterSelection(self, rows), missing: finder.missing)
    }
}
