package import Database
package import Domain

/// The audit log of an organization: written with its cause, never changed.
package struct AuditStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func append(_ entry: AuditEntry) throws {
        try connection.execute(
            """
            INSERT INTO audit_entries (org_id, id, at, actor, address, action, subject, data) VALUES (
                \(organization.rawValue), \(entry.id.rawValue), \(entry.at.milliseconds), \(entry.actor.description),
                \(entry.address), \(entry.action.rawValue), \(entry.subject), \(entry.data.description)
            )
            """
        )
    }

    /// Entries that a filter lets through, newest first.
    package func entries(
        _ filter: AuditFilter = AuditFilter(),
        before id: AuditEntryID? = nil,
        limit: Int
    ) throws -> [AuditEntry] {
        let conditions: [SQL?] = [
            "org_id = \(organization.rawValue)",
            id.map { "id < \($0.rawValue)" },
            filter.actor.map { "actor = \($0.description)" },
            filter.action.map { "action = \($0.rawValue)" },
            filter.subject.map { "subject = \($0)" },
            filter.from.map { "at >= \($0.milliseconds)" },
            filter.to.map { "at < \($0.milliseconds)" },
        ]
        return try connection.all(
            """
            SELECT id, at, actor, address, action, subject, data FROM audit_entries
            WHERE \(conditions.compactMap(\.self).joined(by: " AND ")) ORDER BY id DESC LIMIT \(limit)
            """
        ) { row in
            guard let action = AuditEntry.Action(rawValue: try row.text(4)), let actor = Actor(try row.text(2)) else {
                throw DatabaseError(kind: .unexpectedValue, message: "an audit entry has an action that is unknown")
            }
            return AuditEntry(
                id: AuditEntryID(rawValue: try row.integer(0)),
                at: Instant(milliseconds: try row.integer(1)),
                actor: actor,
                address: try row.textIfAny(3),
                action: action,
                subject: try row.textIfAny(5),
                data: try JSON(parsing: row.text(6))
            )
        }
    }
}
