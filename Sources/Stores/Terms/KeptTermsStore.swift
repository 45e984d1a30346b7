package import Database
package import Domain

/// The terms that managers pasted and look for.
package struct KeptTermsStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    private static let separator: UInt8 = 0

    package func insert(_ terms: KeptTerms) throws {
        let texts = Array(terms.question.terms.texts.map(\.utf8).joined(separator: [Self.separator]))
        try connection.execute(
            """
            INSERT INTO pasted_terms (org_id, manager_id, id, texts, is_phrase, property_key, match, created_at) VALUES (
                \(organization.rawValue), \(terms.owner.rawValue), \(terms.id.rawValue), \(texts),
                \(terms.isPhrase ? 1 : 0 as Int64), \(terms.question.key), \(terms.question.match.rawValue),
                \(terms.createdAt.milliseconds)
            )
            """
        )
    }

    /// Those of a manager; nil where they are gone or another manager's.
    package func find(_ id: TermsID, of owner: ManagerID) throws -> KeptTerms? {
        try connection.first(
            """
            SELECT texts, is_phrase, property_key, match, created_at FROM pasted_terms
            WHERE org_id = \(organization.rawValue) AND manager_id = \(owner.rawValue) AND id = \(id.rawValue)
            """
        ) { row in
            let texts = try row.blob(0).split(separator: Self.separator).map { String(decoding: $0, as: UTF8.self) }
            return KeptTerms(
                id: id,
                owner: owner,
                question: TermQuestion(
                    PastedTerms(kept: texts),
                    key: try row.textIfAny(2),
                    match: TermMatch(rawValue: try row.text(3)) ?? .exact
                ),
                isPhrase: try row.boolean(1),
                createdAt: Instant(milliseconds: try row.integer(4))
            )
        }
    }

    /// Removes all of a manager but the newest ones.
    package func deleteAll(of owner: ManagerID, butNewest count: Int) throws {
        try connection.execute(
            """
            DELETE FROM pasted_terms
            WHERE org_id = \(organization.rawValue) AND manager_id = \(owner.rawValue) AND id NOT IN (
                SELECT id FROM pasted_terms
                WHERE org_id = \(organization.rawValue) AND manager_id = \(owner.rawValue)
                ORDER BY id DESC LIMIT \(count)
            )
            """
        )
    }

    /// Removes those that were pasted before a moment.
    package func deleteAll(before: Instant) throws {
        try connection.execute(
            "DELETE FROM pasted_terms WHERE org_id = \(organization.rawValue) AND created_at < \(before.milliseconds)"
        )
    }
}
