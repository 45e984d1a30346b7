/// Two contacts that may be one person, and why.
package struct DuplicatePair: Hashable, Sendable {
    package enum Evidence: String, CaseIterable, Hashable, Sendable {
        /// Both have the e-mail address as a value; it leads to one of them.
        case email
        /// Both have the phone as a value; it leads to one of them.
        case phone
        /// They have near-same names and the same company.
        case name
    }

    /// The older contact of the two.
    package let first: ContactID
    package let second: ContactID
    package let evidence: Evidence

    package init(_ one: ContactID, _ other: ContactID, evidence: Evidence) {
        first = min(one, other)
        second = max(one, other)
        self.evidence = evidence
    }

    /// The pair with one contact in the place of another; nil where nobody is left to pair it with.
    package func replacing(_ contact: ContactID, by other: ContactID) -> DuplicatePair? {
        let (one, two) = (first == contact ? other : first, second == contact ? other : second)
        return one == two ? nil : DuplicatePair(one, two, evidence: evidence)
    }
}
