package import Database
package import Domain

/// Events of all contacts, as far as they are counted.
package struct ActivityStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// What is counted of an event.
    package struct Entry: Sendable {
        package let contact: ContactID
        package let id: EventID
        package let kind: TimelineEvent.Kind
        /// How the contact came to be, of events that say so.
        package let source: ContactSource?
        package let at: Instant
    }

    /// The place of an event among all, by its contact and then by itself.
    package struct Place: Hashable, Sendable {
        package let contact: ContactID
        package let event: EventID

        package init(contact: ContactID, event: EventID) {
            self.contact = contact
            self.event = event
        }

        package static let first = Place(contact: ContactID(rawValue: .min), event: EventID(rawValue: .min))
    }

    /// The next events after a place, in order.
    package func forEach(after place: Place, limit: Int, _ body: (Entry) throws -> Void) throws {
        try read(
            """
            AND (contact_id, id) > (\(place.contact.rawValue), \(place.event.rawValue))
            ORDER BY contact_id, id LIMIT \(limit)
            """,
            body
        )
    }

    /// All events of some contacts, in order.
    package func forEach(of contacts: [ContactID], _ body: (Entry) throws -> Void) throws {
        guard !contacts.isEmpty else { return }
        try read("AND contact_id \(isAnyOf: contacts.map(\.rawValue)) ORDER BY contact_id, id", body)
    }

    private func read(_ rest: SQL, _ body: (Entry) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT contact_id, id, at, \(EventCode.expression) FROM events
            WHERE org_id = \(organization.rawValue) \(rest)
            """
        ) { row in
            let code = EventCode(try row.integer(3))
            try body(
                Entry(
                    contact: ContactID(rawValue: try row.integer(0)),
                    id: EventID(rawValue: try row.integer(1)),
                    kind: code.kind,
                    source: code.source,
                    at: Instant(milliseconds: try row.integer(2))
                )
            )
        }
    }
}

/// The kind of an event and the source that it names, as one number: ten million texts would take long to read.
struct EventCode {
    let kind: TimelineEvent.Kind
    let source: ContactSource?

    private static let kinds = TimelineEvent.Kind.allCases
    private static let sources = ContactSource.allCases
    /// How the kinds of actors are written down before their ids, and what they make of a new contact.
    private static let actors: [(start: String, source: ContactSource)] = [
        ("manager:", .manager), ("key:", .api), ("console", .console), ("kith", .kith),
    ]

    init(_ code: Int64) {
        kind = Self.kinds[Int(code & 15) % Self.kinds.count]
        let source = Int(code >> 4)
        self.source = source == 0 ? nil : Self.sources[(source - 1) % Self.sources.count]
    }

    private static func code(_ kind: TimelineEvent.Kind, _ source: ContactSource?) -> Int64 {
        let kind = kinds.firstIndex(of: kind) ?? 0
        let source = source.flatMap(sources.firstIndex).map { $0 + 1 } ?? 0
        return Int64(kind | source << 4)
    }

    static var expression: SQL {
        let kinds = kinds.map { kind -> SQL in
            switch kind {
            case .created: "WHEN '\(unsafe: kind.rawValue)' THEN \(ofCreated)"
            case .imported: "WHEN '\(unsafe: kind.rawValue)' THEN \(unsafe: "\(code(kind, .imported))")"
            case .changed, .unified, .merged, .tracked:
                "WHEN '\(unsafe: kind.rawValue)' THEN \(unsafe: "\(code(kind, nil))")"
            }
        }
        return "CASE kind \(kinds.joined(by: " ")) END"
    }

    private static var ofCreated: SQL {
        let cases = actors.map { actor -> SQL in
            """
            WHEN substr(actor, 1, \(unsafe: "\(actor.start.count)")) = '\(unsafe: actor.start)' \
            THEN \(unsafe: "\(code(.created, actor.source))")
            """
        }
        return "CASE \(cases.joined(by: " ")) ELSE \(unsafe: "\(code(.created, nil))") END"
    }
}
