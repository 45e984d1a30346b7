package import Database
package import Domain

/// Pairs of contacts that may be one person.
package struct DuplicateStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Keeps pairs; those that are known already stay as they are.
    package func insert(
        _ pairs: some Collection<DuplicatePair>,
        at now: Instant
    ) throws {
        try racing {
            try connection.execute(
                StaticText(
                    """
                    INSERT INTO duplicate_pairs (org_id, first_id, second_id, evidence, found_at) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """
                ),
                rows: pairs.map { pair in
                    [
                        .integer(organization.rawValue), .integer(pair.first.rawValue), .integer(pair.second.rawValue),
                        .text(pair.evidence.rawValue), .integer(now.milliseconds),
                    ]
                }
            )
        }
    }

    /// Lets the pairs of one contact be those of another; the pair of the two ceases to be.
    package func move(from contact: ContactID, to other: ContactID) throws {
        let (contact, other) = (contact.rawValue, other.rawValue)
        try racing {
            try connection.execute(
                """
                INSERT INTO duplicate_pairs (org_id, first_id, second_id, evidence, found_at)
                SELECT org_id, CASE WHEN third < \(other) THEN third ELSE \(other) END,
                    CASE WHEN third < \(other) THEN \(other) ELSE third END, evidence, found_at
                FROM (
                    SELECT org_id, evidence, found_at,
                        CASE WHEN first_id = \(contact) THEN second_id ELSE first_id END AS third
                    FROM duplicate_pairs
                    WHERE org_id = \(organization.rawValue) AND (first_id = \(contact) OR second_id = \(contact))
                ) AS pairs
                WHERE third <> \(other)
                ON CONFLICT DO NOTHING
                """
            )
        }
        try connection.execute(
            """
            DELETE FROM duplicate_pairs
            WHERE org_id = \(organization.rawValue) AND (first_id = \(contact) OR second_id = \(contact))
            """
        )
    }

    /// Lets the transaction begin anew where the other contact of a pair, which nobody locked, was deleted meanwhile.
    private func racing(_ write: () throws -> Void) throws {
        do {
            try write()
        } catch let error as DatabaseError where error.kind == .constraint {
            throw DatabaseError(kind: .conflict, message: error.message)
        }
    }

    /// A pair as it is kept.
    package struct Kept: Hashable, Sendable {
        package let first: ContactID
        package let second: ContactID
        package let evidence: Set<DuplicatePair.Evidence>
        package let foundAt: Instant
    }

    /// Pairs that nobody dismissed, those found last first: of one contact, or of all.
    package func page(of contact: ContactID? = nil, after cursor: DuplicateCursor? = nil, limit: Int) throws -> [Kept] {
        let isOfContact: SQL =
            contact.map { "AND (first_id = \($0.rawValue) OR second_id = \($0.rawValue))" } ?? ""
        let isAfter: SQL =
            cursor.map { cursor in
                """
                HAVING (max(found_at) < \(cursor.foundAt.milliseconds) OR (max(found_at) = \(cursor.foundAt.milliseconds)
                    AND (first_id > \(cursor.first.rawValue)
                        OR (first_id = \(cursor.first.rawValue) AND second_id > \(cursor.second.rawValue)))))
                """
            } ?? ""
        let list: SQL = connection.dialect == .sqlite ? "group_concat(evidence, ' ')" : "string_agg(evidence, ' ')"
        return try connection.all(
            """
            SELECT first_id, second_id, \(list), max(found_at) FROM duplicate_pairs
            WHERE org_id = \(organization.rawValue) AND dismissed_at IS NULL \(isOfContact)
            GROUP BY first_id, second_id \(isAfter)
            ORDER BY max(found_at) DESC, first_id, second_id LIMIT \(limit)
            """
        ) { row in
            Kept(
                first: ContactID(rawValue: try row.integer(0)),
                second: ContactID(rawValue: try row.integer(1)),
                evidence: Set(try row.text(2).split(separator: " ").compactMap { .init(rawValue: String($0)) }),
                foundAt: Instant(milliseconds: try row.integer(3))
            )
        }
    }

    /// Keeps that two contacts are not one person. False where they are no pair.
    package func dismiss(_ first: ContactID, _ second: ContactID, at now: Instant) throws -> Bool {
        try connection.execute(
            """
            UPDATE duplicate_pairs SET dismissed_at = coalesce(dismissed_at, \(now.milliseconds))
            WHERE org_id = \(organization.rawValue) AND first_id = \(first.rawValue) AND second_id = \(second.rawValue)
            """
        ) > 0
    }

    /// Takes that back. False where they are no pair.
    package func recall(_ first: ContactID, _ second: ContactID) throws -> Bool {
        try connection.execute(
            """
            UPDATE duplicate_pairs SET dismissed_at = NULL
            WHERE org_id = \(organization.rawValue) AND first_id = \(first.rawValue) AND second_id = \(second.rawValue)
            """
        ) > 0
    }

    /// The others who may be the same person as a contact.
    package func pairs(of contact: ContactID) throws -> [DuplicatePair] {
        let id = contact.rawValue
        return try pairs("AND (first_id = \(id) OR second_id = \(id))")
    }

    package func all() throws -> [DuplicatePair] { try pairs("") }

    private func pairs(_ condition: SQL) throws -> [DuplicatePair] {
        try connection.all(
            """
            SELECT first_id, second_id, evidence FROM duplicate_pairs
            WHERE org_id = \(organization.rawValue) \(condition) ORDER BY first_id, second_id
            """
        ) { row in
            guard let evidence = DuplicatePair.Evidence(rawValue: try row.text(2)) else {
                throw DatabaseError(kind: .unexpectedValue, message: "a pair has an evidence that is unknown")
            }
            return DuplicatePair(
                ContactID(rawValue: try row.integer(0)),
                ContactID(rawValue: try row.integer(1)),
                evidence: evidence
            )
        }
    }
}
