/// How many managed users an organization may have, and has.
package struct SubscriptionUsage: Hashable, Sendable {
    /// At most so many are added at once, and included.
    package static let mostManagedUsers = 10_000_000

    package let plan = "Self-hosted"
    /// How many the plan includes; nil for no limit.
    package let included: Int?
    package let added: Int
    package let used: Int

    package init(included: Int?, added: Int, used: Int) {
        self.included = included
        self.added = added
        self.used = used
    }

    /// Included and added together; nil for no limit.
    package var capacity: Int? { included.map { $0 + added } }

    /// How many more there may be; nil for no limit.
    package var free: Int? { capacity.map { max(0, $0 - used) } }

    /// True where people from outside were taken in beyond the limit.
    package var isOver: Bool { capacity.map { used > $0 } ?? false }
}

/// Why there is no room for more managed users, or none can be added.
package enum SubscriptionError: Explained, Hashable {
    case full(capacity: Int, used: Int, needed: Int)
    case badNumber
    case noLimit

    package var explanation: Phrase {
        switch self {
        case .full(let capacity, let used, needed: 1):
            "this would add 1 managed user, but \(max(0, capacity - used)) of \(capacity) are free; add capacity first"
        case .full(let capacity, let used, let needed):
            """
            this would add \(needed) managed users, but \(max(0, capacity - used)) of \(capacity) are free; \
            add capacity first
            """
        case .badNumber:
            "managed users are added 1 to \(SubscriptionUsage.mostManagedUsers) at a time, and there are at most that many"
        case .noLimit:
            "this organization may have as many managed users as it likes: there is nothing to add to"
        }
    }
}
