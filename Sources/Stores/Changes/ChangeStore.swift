package import Database
package import Domain

/// The change feed: what each commit changed, in the order of commits, without gaps.
package struct ChangeStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Appends what a transaction changed and returns its place in the feed.
    ///
    /// It is to be the last statement: the organization's counter stays locked until the commit, and that is what makes
    /// the order of `seq` the order of commits. `catalogueSeq` is the place of the catalogue that the transaction went
    /// by: where another has changed it since, this is a conflict, and nothing is written by rules that hold no more.
    package func append(
        _ changed: Changed,
        managedUsers: Int = 0,
        knowing catalogueSeq: Int64? = nil,
        at now: Instant
    ) throws -> Int64 {
        let counter = try connection.first(
            """
            UPDATE change_counters SET seq = seq + 1, managed_users = managed_users + \(managedUsers)
            WHERE org_id = \(organization.rawValue) RETURNING seq, catalogue_seq
            """
        ) { (seq: try $0.integer(0), catalogue: try $0.integer(1)) }
        guard let counter else {
            throw DatabaseError(kind: .unexpectedValue, message: "the organization has no change counter")
        }
        if let catalogueSeq, catalogueSeq != counter.catalogue {
            throw DatabaseError(kind: .conflict, message: "what the organization has defined changed meanwhile")
        }
        let seq = counter.seq
        if changed.catalogue {
            try connection.execute(
                "UPDATE change_counters SET catalogue_seq = \(seq) WHERE org_id = \(organization.rawValue)"
            )
        }
        // Its answer comes with the commit's: the counter stays locked no longer than it must.
        try connection.send(
            "INSERT INTO changes (org_id, seq, at, changed) VALUES (?, ?, ?, ?)",
            rows: [
                [
                    .integer(organization.rawValue), .integer(seq), .integer(now.milliseconds),
                    .text(changed.json.description),
                ]
            ]
        )
        return seq
    }

    /// The place of the newest change, or 0.
    package func newest() throws -> Int64 {
        try connection.first("SELECT seq FROM change_counters WHERE org_id = \(organization.rawValue)") {
            try $0.integer(0)
        } ?? 0
    }

    /// The place of the newest change of what the organization has defined, or 0.
    package func newestOfCatalogue() throws -> Int64 {
        try connection.first("SELECT catalogue_seq FROM change_counters WHERE org_id = \(organization.rawValue)") {
            try $0.integer(0)
        } ?? 0
    }

    /// How many contacts are managed users: all that are not anonymous.
    package func managedUsers() throws -> Int {
        try connection.first("SELECT managed_users FROM change_counters WHERE org_id = \(organization.rawValue)") {
            Int(try $0.integer(0))
        } ?? 0
    }

    /// Changes after a place, in order.
    package func changes(
        after seq: Int64,
        limit: Int
    ) throws -> [Change] {
        try connection.all(
            """
            SELECT seq, at, changed FROM changes WHERE org_id = \(organization.rawValue) AND seq > \(seq)
            ORDER BY seq LIMIT \(limit)
            """
        ) { row in
            Change(
                seq: try row.integer(0),
                at: Instant(milliseconds: try row.integer(1)),
                what: Changed(json: try JSON(parsing: row.text(2)))
            )
        }
    }
}
