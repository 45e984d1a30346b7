/// Two contacts that may be one person, with all that speaks for it.
package struct LikelyDuplicate: Hashable, Sendable {
    package let first: Contact
    package let second: Contact
    package let evidence: [DuplicatePair.Evidence]
    package let foundAt: Instant

    /// Nil where nothing of what was found holds any more, as values were edited since.
    package init?(_ first: Contact, _ second: Contact, found: Set<DuplicatePair.Evidence>, at foundAt: Instant) {
        evidence = DuplicatePair.Evidence.allCases.filter { found.contains($0) && $0.holds(first, second) }
        guard !evidence.isEmpty else { return nil }
        self.first = first
        self.second = second
        self.foundAt = foundAt
    }
}

extension DuplicatePair.Evidence {
    fileprivate func holds(_ one: Contact, _ other: Contact) -> Bool {
        switch self {
        case .email: one.email != nil && one.email?.folded() == other.email?.folded()
        case .phone: one.mobileNumber != nil && one.mobileNumber == other.mobileNumber
        case .name:
            one.profile[ProfileKey.company]?.text.folded() == other.profile[ProfileKey.company]?.text.folded()
        }
    }
}

/// Where a page of pairs begins: the pairs found last stand first.
package struct DuplicateCursor: Hashable, Sendable, LosslessStringConvertible {
    package let foundAt: Instant
    package let first: ContactID
    package let second: ContactID

    package init(foundAt: Instant, first: ContactID, second: ContactID) {
        self.foundAt = foundAt
        self.first = first
        self.second = second
    }

    package init?(_ description: String) {
        let parts = description.split(separator: "-").map(String.init)
        guard parts.count == 3, let time = Int64(parts[0]) else { return nil }
        guard let first = ContactID(parts[1]), let second = ContactID(parts[2]) else { return nil }
        self.init(foundAt: Instant(milliseconds: time), first: first, second: second)
    }

    package var description: String { "\(foundAt.milliseconds)-\(first)-\(second)" }
}
