/// After how many days without a sign of them contacts are deleted or made anonymous.
package struct RetentionRule: Hashable, Sendable {
    /// What becomes of them. The raw value is what is stored.
    package enum Action: String, CaseIterable, Hashable, Sendable {
        case delete
        /// A trace stays that leads to nobody.
        case anonymise
    }

    package static let possibleDays = 1...10_000

    package let action: Action
    package let days: Int
    /// Contacts with one of these tags, or with one below, stay.
    package let sparedTags: Set<TagID>

    package init(_ action: Action, afterDays days: Int, sparing tags: Set<TagID> = []) throws(RetentionError) {
        guard Self.possibleDays.contains(days) else { throw .badDays }
        self.action = action
        self.days = days
        sparedTags = tags
    }

    /// Whoever was last heard of before this moment is to go: as many whole days of the organization's calendar have passed.
    ///
    /// `later` is how many days from now it is asked for.
    package func cutoff(at now: Instant, in zone: Zone, later: Int = 0) -> Instant {
        zone.start(of: zone.day(of: now).adding(days: later - days))
    }

    /// All tags that spare a contact; nil where one of the rule's own is gone, so that nobody knows whom it spared.
    package func sparingTags(in catalogue: Catalogue) -> Set<TagID>? {
        let names = sparedTags.compactMap { catalogue.tags[$0]?.name }
        guard names.count == sparedTags.count else { return nil }
        return Set(catalogue.tags.values.filter { tag in names.contains { tag.name.isWithin($0) } }.map(\.id))
    }
}

/// The rule of an organization as it is kept: switched off, it waits to be switched on again.
package struct KeptRetention: Hashable, Sendable {
    package var rule: RetentionRule
    package var isOn: Bool
    /// Goes up with each change, from 1. A run goes by the version that it was started for.
    package var version: Int64
    package var updatedAt: Instant
    /// The day of the last run, or of the last change: nobody goes on the day on which somebody set the rule.
    package var lastDay: Day
    package var lastRun: LastRun?

    package struct LastRun: Hashable, Sendable {
        package let at: Instant
        /// How many contacts it was started for.
        package let contacts: Int

        package init(at: Instant, contacts: Int) {
            self.at = at
            self.contacts = contacts
        }
    }

    package init(
        rule: RetentionRule,
        isOn: Bool,
        version: Int64,
        updatedAt: Instant,
        lastDay: Day,
        lastRun: LastRun? = nil
    ) {
        self.rule = rule
        self.isOn = isOn
        self.version = version
        self.updatedAt = updatedAt
        self.lastDay = lastDay
        self.lastRun = lastRun
    }
}

extension Contact {
    /// When there was a sign of the person at last: a visit, a message, a payment, or the entry into Kith.
    ///
    /// The entry is when Kith came to know of somebody: history that an import brings is older.
    package var lastHeard: Instant {
        Self.signs.reduce(enteredAt) { latest, key in
            if case .datetime(let moment)? = facts[key] { max(latest, moment) } else { latest }
        }
    }

    /// What tells of a sign of the person, beside the entry.
    package static let signs: [BuiltInKey] = [.lastSeenAt, .lastActivityAt, .lastConversationAt]
}

/// Why a rule cannot be set, or does not run.
package enum RetentionError: Explained, Hashable {
    case badDays
    case unknownTag
    case isOff
    case tagGone
    case isRunning
    case nobody
    case changed(version: Int64)

    package var explanation: Phrase {
        switch self {
        case .badDays:
            """
            days are a whole number from \(RetentionRule.possibleDays.lowerBound) to \
            \(RetentionRule.possibleDays.upperBound)
            """
        case .unknownTag: "a tag that is to spare contacts does not exist"
        case .isOff: "the retention rule is switched off"
        case .tagGone: "a tag that spared contacts is gone: nobody goes until the rule is saved anew"
        case .isRunning: "the retention rule is running already: look at its job"
        case .nobody: "there is nobody whom the retention rule is about"
        case .changed: "somebody else changed the retention rule meanwhile: look at it, then save anew"
        }
    }
}
