/// How many contacts have something in common, and how many of them are of the range.
package struct GroupCount: Hashable, Sendable {
    package var contacts: Int
    /// Those that were created in the range.
    package var created: Int

    package init(contacts: Int = 0, created: Int = 0) {
        self.contacts = contacts
        self.created = created
    }

    package static func += (left: inout GroupCount, right: GroupCount) {
        left.contacts += right.contacts
        left.created += right.created
    }
}

/// What is counted of contacts. Groups that nobody is in are left out.
package struct ContactFigures: Hashable, Sendable {
    package var contacts = 0
    /// Those created before the days of the span, and those of whom nobody knows when.
    package var createdBefore = 0
    /// By the days of the span.
    package var createdByDay: [Int]
    package var kinds: [ContactKind: GroupCount] = [:]
    /// By the folded text. Contacts without a country are in none.
    package var countries: [String: GroupCount] = [:]
    /// With each tag, or one below it.
    package var tags: [TagID: GroupCount] = [:]
    package var segments: [SegmentID: GroupCount] = [:]

    package init(days: Int) {
        createdByDay = Array(repeating: 0, count: days)
    }
}

/// What is counted of what happened to contacts.
package struct ActivityFigures: Hashable, Sendable {
    /// All events, by the days of the span.
    package var eventsByDay: [Int]
    /// The events of the range, by the hour of the week from Monday 0:00. Kinds without any are left out.
    package var hours: [TimelineEvent.Kind: [Int]] = [:]
    /// The events of the days before the range.
    package var eventsBefore: [TimelineEvent.Kind: Int] = [:]
    /// The contacts of whom something was tracked in the range, and in the days before it.
    package var active = 0
    package var activeBefore = 0
    package var sources: [ContactSource: GroupCount] = [:]
    /// For each period of cohorts those created in it, and then those of them who were there again in each later one.
    package var cohorts: [[Int]]

    package init(_ span: AnalyticsSpan) {
        eventsByDay = Array(repeating: 0, count: span.days.count)
        cohorts = (0..<span.cohorts.count).map { Array(repeating: 0, count: span.cohorts.count - $0) }
    }
}
