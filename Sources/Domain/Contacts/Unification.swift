/// Makes one contact of two, by rules that lose nothing that matters.
package struct Unification: Hashable, Sendable {
    /// The contact that stays, with what came from the other.
    package private(set) var primary: Contact
    /// The other's values that the primary's own ones stand before; they stay readable in the timeline.
    package private(set) var lost: [String: Value] = [:]

    /// Times of which the earliest counts, and those of which the latest does.
    private static let firsts: Set<BuiltInKey> = [.createdAt]
    private static let lasts: Set<BuiltInKey> = [
        .lastSeenAt, .webLastSeenAt, .mobileLastSeenAt, .lastActivityAt, .lastConversationAt, .lastPaymentAt,
        .updatedAt,
    ]

    package init(_ primary: Contact, absorbing other: Contact) {
        let other = other.leavingAvatar(to: primary.id)
        self.primary = primary
        self.primary.memberID = primary.memberID ?? other.memberID
        self.primary.kind = Self.strongerKind(primary.kind, other.kind)
        // A merge may exceed the limit of tags until the contact is next edited.
        self.primary.tags.formUnion(other.tags)
        self.primary.importTags += other.importTags.filter { !primary.importTags.contains($0) }
        self.primary.enteredAt = min(primary.enteredAt, other.enteredAt)
        self.primary.kept.merge(other.kept) { own, _ in own }
        unifyProfile(with: other)
        unifyFacts(with: other)
    }

    private static func strongerKind(_ one: ContactKind, _ other: ContactKind) -> ContactKind {
        let order: [ContactKind] = [.member, .lead, .anonymous]
        return order.first { $0 == one || $0 == other } ?? one
    }

    /// Filled beats empty, verified beats unverified, otherwise the primary's value stands.
    private mutating func unifyProfile(with other: Contact) {
        for (key, value) in other.profile {
            guard let own = primary.profile[key] else {
                primary.profile[key] = value
                takeQualification(of: key, from: other)
                continue
            }
            guard own != value else { continue }
            if isQualified(key, in: other), !isQualified(key, in: primary) {
                primary.profile[key] = value
                takeQualification(of: key, from: other)
                lost[key] = own
            } else {
                lost[key] = value
            }
        }
    }

    private func qualification(of key: String) -> BuiltInKey? {
        switch key {
        case ProfileKey.email: .emailQualified
        case ProfileKey.mobileNumber: .mobileNumberQualified
        default: nil
        }
    }

    private func isQualified(_ key: String, in contact: Contact) -> Bool {
        qualification(of: key).map { contact[$0] == .boolean(true) } ?? false
    }

    private mutating func takeQualification(of key: String, from other: Contact) {
        if let fact = qualification(of: key) {
            primary.facts[fact] = other.facts[fact]
        }
    }

    private mutating func unifyFacts(with other: Contact) {
        for (key, value) in other.facts where key != .emailQualified && key != .mobileNumberQualified {
            primary.facts[key] = Self.unified(key, primary.facts[key], value)
        }
        for optOut in BuiltInKey.optOuts where other[optOut] == .boolean(true) {
            guard let consent = optOut.consentKeys else { continue }
            primary.facts[consent.updatedAt] = other.facts[consent.updatedAt]
            primary.facts[consent.source] = other.facts[consent.source]
        }
    }

    private static func unified(_ key: BuiltInKey, _ own: Value?, _ other: Value) -> Value {
        switch (own, other) {
        case (.datetime(let own)?, .datetime(let other)) where firsts.contains(key): .datetime(min(own, other))
        case (.datetime(let own)?, .datetime(let other)) where lasts.contains(key): .datetime(max(own, other))
        case (.number(let own)?, .number(let other)): .number(own + other)
        // Booleans are things that happened: an opt-out or a block always wins.
        case (.boolean(let own)?, .boolean(let other)): .boolean(own || other)
        case (let own?, _): own
        case (nil, _): other
        }
    }
}
