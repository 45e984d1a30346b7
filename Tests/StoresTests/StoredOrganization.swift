import Database
import Domain
import Stores
import TestSupport

/// An organization in a fresh database, with contacts put there directly.
struct StoredOrganization {
    let engine: any Engine
    let id: OrganizationID

    init(_ engine: any Engine, id: Int64 = 1, key: String = "demo") async throws {
        self.engine = engine
        self.id = OrganizationID(rawValue: id)
        let organization = Organization(
            id: self.id,
            key: try OrganizationKey(key),
            settings: try OrganizationSettings(name: "Demo", country: "KR", timeZone: "Asia/Seoul"),
            createdAt: Instant(milliseconds: 0)
        )
        _ = try await Migrator(KithSchema.migrations).migrate(engine, at: 0)
        try await engine.write { try OrganizationStore($0).insert(organization) }
    }

    func insert(_ people: [(contact: Contact, events: [TrackedEvent])]) async throws {
        let id = id
        try await engine.write { connection in
            try ContactStore(id, connection).insert(people.map(\.contact))
            var number: Int64 = 0
            try EventStore(id, connection).append(
                people.flatMap { contact, events in
                    events.map { event in
                        number += 1
                        return TimelineEvent(event, number: number, of: contact.id)
                    }
                }
            )
        }
    }

    /// The contacts that a predicate selects in SQL.
    func ids(_ predicate: Predicate, search: String = "", in catalogue: Catalogue) async throws -> Set<ContactID> {
        let id = id
        return try await engine.read { connection in
            let selection = ContactSelection(predicate: predicate, search: Search(search), catalogue: catalogue)
            let page = ContactPage(order: .lastSeenFirst, limit: 100_000)
            return Set(try ContactStore(id, connection).page(selection, page))
        }
    }
}

extension TimelineEvent {
    fileprivate init(_ event: TrackedEvent, number: Int64, of contact: ContactID) {
        self.init(
            id: EventID(rawValue: number),
            contact: contact,
            kind: .tracked,
            name: event.name,
            at: event.at,
            actor: .kith,
            data: .object(event.properties.map { JSON.Member($0.key, $0.value.json) })
        )
    }
}
