package import Domain
import Stores

/// A page of a contact's timeline, newest first.
package struct TimelinePage: Sendable {
    package let events: [TimelineEvent]
    package let hasMore: Bool
}

extension Contacts {
    package static let timelineLimits = 1...500

    /// Reads what happened with a contact, newest first: of some kinds, and before one event.
    package func timeline(
        of id: ContactID,
        kinds: Set<TimelineEvent.Kind>? = nil,
        before event: EventID? = nil,
        limit: Int = 50,
        by caller: Caller
    ) async throws -> TimelinePage {
        try caller.require(.seeContacts)
        return try await kith.read { connection in
            let contact = try primary(of: id, in: caller.organization, connection)
            let events = try EventStore(caller.organization, connection)
                .events(of: contact, kinds: kinds, before: event, limit: limit + 1)
            return TimelinePage(events: Array(events.prefix(limit)), hasMore: events.count > limit)
        }
    }
}
