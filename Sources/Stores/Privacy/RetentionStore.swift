package import Database
package import Domain

/// The retention rule of an organization for its contacts, and whom it is about.
package struct RetentionStore {
    private static let subject = "contacts"

    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// The rule; nil where none was ever set. Locked, nobody changes it until the transaction ends.
    package func find(isLocked: Bool = false) throws -> KeptRetention? {
        let lock: SQL = isLocked && connection.dialect == .postgres ? " FOR UPDATE" : ""
        return try connection.first(
            """
            SELECT action, days, spared_tags, is_on, version, updated_at, last_day, last_run_at, last_run_contacts
            FROM retention_rules WHERE org_id = \(organization.rawValue) AND subject = \(Self.subject)\(lock)
            """
        ) { row in
            guard let action = RetentionRule.Action(rawValue: try row.text(0)) else {
                throw DatabaseError(kind: .unexpectedValue, message: "a retention rule has an action that is unknown")
            }
            let tags = try JSON(parsing: row.text(2)).array ?? []
            let run: KeptRetention.LastRun? = try row.integerIfAny(7).map { moment in
                .init(at: Instant(milliseconds: moment), contacts: Int(try row.integer(8)))
            }
            return KeptRetention(
                rule: try RetentionRule(
                    action,
                    afterDays: Int(row.integer(1)),
                    sparing: Set(tags.compactMap(\.integer).map(TagID.init(rawValue:)))
                ),
                isOn: try row.boolean(3),
                version: try row.integer(4),
                updatedAt: Instant(milliseconds: try row.integer(5)),
                lastDay: Day(number: Int(try row.integer(6))),
                lastRun: run
            )
        }
    }

    package func put(_ kept: KeptRetention) throws {
        let tags = JSON.array(kept.rule.sparedTags.sorted().map { .integer($0.rawValue) })
        try connection.execute(
            """
            INSERT INTO retention_rules (org_id, subject, action, days, spared_tags, is_on, version, updated_at, last_day,
                last_run_at, last_run_contacts)
            VALUES (
                \(organization.rawValue), \(Self.subject), \(kept.rule.action.rawValue), \(kept.rule.days),
                \(tags.description), \(kept.isOn), \(kept.version), \(kept.updatedAt.milliseconds),
                \(kept.lastDay.number), \(kept.lastRun?.at.milliseconds), \(kept.lastRun.map { Int64($0.contacts) })
            )
            ON CONFLICT (org_id, subject) DO UPDATE SET action = excluded.action, days = excluded.days,
                spared_tags = excluded.spared_tags, is_on = excluded.is_on, version = excluded.version,
                updated_at = excluded.updated_at, last_day = excluded.last_day, last_run_at = excluded.last_run_at,
                last_run_contacts = excluded.last_run_contacts
            """
        )
    }

    /// How many contacts were last heard of before a moment, but for those with one of some tags.
    package func count(heardBefore moment: Instant, sparing tags: Set<TagID>, in catalogue: Catalogue) throws -> Int {
        try connection.first("SELECT count(*) FROM contacts WHERE \(condition(moment, tags, catalogue))") {
            Int(try $0.integer(0))
        } ?? 0
    }

    /// Their ids, ascending.
    package func ids(
        heardBefore moment: Instant,
        sparing tags: Set<TagID>,
        in catalogue: Catalogue
    ) throws
        -> [ContactID]
    {
        try connection.all("SELECT id FROM contacts WHERE \(condition(moment, tags, catalogue)) ORDER BY id") {
            ContactID(rawValue: try $0.integer(0))
        }
    }

    /// The first of them, those unheard of for longest at the top.
    package func first(
        _ limit: Int,
        heardBefore moment: Instant,
        sparing tags: Set<TagID>,
        in catalogue: Catalogue
    ) throws -> [ContactID] {
        try connection.all(
            """
            SELECT id FROM contacts WHERE \(condition(moment, tags, catalogue)) ORDER BY \(heard), id LIMIT \(limit)
            """
        ) { ContactID(rawValue: try $0.integer(0)) }
    }

    private func condition(_ moment: Instant, _ tags: Set<TagID>, _ catalogue: Catalogue) -> SQL {
        let spared: SQL =
            tags.isEmpty
            ? ""
            : "AND \(PredicateSQL(dialect: connection.dialect, catalogue: catalogue).condition(.not(.tags(.hasAny(tags)))))"
        return """
            org_id = \(organization.rawValue) AND kind <> \(ContactKind.anonymous.code)
            AND \(heard) < \(moment.milliseconds) \(spared)
            """
    }

    /// As `Contact.lastHeard`.
    private var heard: SQL {
        let signs = Contact.signs.map { "coalesce(\($0.column), entered_at)" }.joined(separator: ", ")
        let greatest = connection.dialect == .sqlite ? "max" : "greatest"
        return "\(unsafe: greatest)(entered_at, \(unsafe: signs))"
    }
}
