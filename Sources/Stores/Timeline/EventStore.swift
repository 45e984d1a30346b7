package import Database
package import Domain

/// The activity timeline: written with its cause, never changed.
package struct EventStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func append(
        _ events: [TimelineEvent]
    ) throws {
        try connection.execute(
            StaticText(
                "INSERT INTO events (org_id, contact_id, id, kind, name, at, actor, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            ),
            rows: events.map { event in
                [
                    .integer(organization.rawValue), .integer(event.contact.rawValue), .integer(event.id.rawValue),
                    .text(event.kind.rawValue), SQLValue(event.name), .integer(event.at.milliseconds),
                    .text(event.actor.description), .text(event.data.description),
                ]
            }
        )
    }

    /// A contact's events, newest first.
    package func events(
        of contact: ContactID,
        limit: Int
    ) throws -> [TimelineEvent] {
        try connection.all(
            """
            SELECT id, kind, name, at, actor, data FROM events
            WHERE org_id = \(organization.rawValue) AND contact_id = \(contact.rawValue)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { row in
            guard let kind = TimelineEvent.Kind(rawValue: try row.text(1)), let actor = Actor(try row.text(4)) else {
                throw DatabaseError(kind: .unexpectedValue, message: "an event has a kind or an actor that is unknown")
            }
            return TimelineEvent(
                id: EventID(rawValue: try row.integer(0)),
                contact: contact,
                kind: kind,
                name: try row.textIfAny(2),
                at: Instant(milliseconds: try row.integer(3)),
                actor: actor,
                data: try JSON(parsing: row.text(5))
            )
        }
    }

    /// Lets the events of one contact be those of another.
    package func move(
        from contact: ContactID,
        to other: ContactID
    ) throws {
        try connection.execute(
            """
            UPDATE events SET contact_id = \(other.rawValue)
            WHERE org_id = \(organization.rawValue) AND contact_id = \(contact.rawValue)
            """
        )
    }
}
