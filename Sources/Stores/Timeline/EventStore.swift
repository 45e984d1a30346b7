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
        try connection.send(
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

    /// A contact's events, newest first: of some kinds, and before one.
    package func events(
        of contact: ContactID,
        kinds: Set<TimelineEvent.Kind>? = nil,
        before event: EventID? = nil,
        limit: Int
    ) throws -> [TimelineEvent] {
        let isOfKind: SQL = kinds.map { "AND kind \(isAnyOf: $0.map(\.rawValue).sorted())" } ?? ""
        let isBefore: SQL = event.map { "AND id < \($0.rawValue)" } ?? ""
        return try connection.all(
            """
            SELECT id, kind, name, at, actor, data FROM events
            WHERE org_id = \(organization.rawValue) AND contact_id = \(contact.rawValue) \(isOfKind) \(isBefore)
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

    /// Those of some contacts of whom there is an event that an import did not make.
    package func contacts(among contacts: [ContactID], touchedBesides id: ImportID) throws -> Set<ContactID> {
        Set(
            try connection.all(
                """
                SELECT DISTINCT contact_id FROM events
                WHERE org_id = \(organization.rawValue) AND contact_id \(isAnyOf: contacts.map(\.rawValue))
                AND coalesce(data ->> 'import', '') <> \(id.description)
                """
            ) { ContactID(rawValue: try $0.integer(0)) }
        )
    }

    /// Leaves of the events of a contact, for its trace, what kinds of things happened on which days: with numbers of
    /// their own for ids, as those tell moments, and without anything that was said.
    package func leaveTrace(of contact: ContactID, as trace: ContactID, in zone: Zone, at now: Instant) throws {
        let day = Zone.millisecondsPerDay
        // Where the clock was changed since, what happened around midnight may come to the day beside.
        let offset = zone.offset(at: now)
        try connection.execute(
            """
            INSERT INTO events (org_id, contact_id, id, kind, name, at, actor, data)
            SELECT org_id, CAST(\(trace.rawValue) AS bigint), row_number() OVER (ORDER BY id), kind, name,
                (at + \(offset)) / \(day) * \(day) - \(offset) + \(day / 2), actor, '{}'
            FROM events WHERE org_id = \(organization.rawValue) AND contact_id = \(contact.rawValue)
            """
        )
    }

    /// Removes events with the contacts that they belong to: the only way in which one ever ends.
    package func deleteAll(of contacts: [ContactID]) throws {
        try connection.execute(
            """
            DELETE FROM events
            WHERE org_id = \(organization.rawValue) AND contact_id \(isAnyOf: contacts.map(\.rawValue))
            """
        )
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
