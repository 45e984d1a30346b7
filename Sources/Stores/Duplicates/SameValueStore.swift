package import Database
package import Domain

/// Looks through all contacts for values that several have in common.
package struct SameValueStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// The contacts with a value that others have, too, value by value: folded texts of one property.
    package func sharing(_ key: String, most: Int) throws -> [[ContactID]] {
        let value = folded(key)
        let listed = listed
        var groups: [[ContactID]] = []
        var last: String?
        try connection.forEach(
            """
            SELECT \(value), id FROM contacts WHERE \(listed) AND \(value) IN (
                SELECT \(value) FROM contacts WHERE \(listed) AND \(value) IS NOT NULL
                GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT \(most)
            )
            ORDER BY 1, 2
            """
        ) { row in
            let text = try row.text(0)
            let id = ContactID(rawValue: try row.integer(1))
            if text == last {
                groups[groups.count - 1].append(id)
            } else {
                groups.append([id])
                last = text
            }
        }
        return groups
    }

    /// Calls the body with each contact that has a company and a name, company by company.
    package func forEachColleague(_ body: (_ company: String, ContactID, _ name: String) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT \(folded(ProfileKey.company)), id, properties ->> 'name', properties ->> 'firstName',
                properties ->> 'lastName'
            FROM contacts WHERE \(listed) AND (properties ->> 'company') IS NOT NULL
            ORDER BY 1, 2
            """
        ) { row in
            let names = try [3, 4].compactMap { try row.textIfAny($0) }
            let name = try row.textIfAny(2) ?? names.joined(separator: " ")
            try body(row.text(0), ContactID(rawValue: row.integer(1)), name)
        }
    }

    /// The companies as they are written, with how many contacts have each.
    package func companies() throws -> [(text: String, count: Int)] {
        try connection.all(
            """
            SELECT properties ->> 'company', count(*) FROM contacts
            WHERE \(listed) AND (properties ->> 'company') IS NOT NULL GROUP BY 1
            """
        ) { (text: try $0.text(0), count: Int(try $0.integer(1))) }
    }

    /// Calls the body with each e-mail that is not verified.
    package func forEachUnverifiedEmail(_ body: (ContactID, _ email: String) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT id, properties ->> 'email' FROM contacts
            WHERE \(listed) AND email_qualified = 0 AND (properties ->> 'email') IS NOT NULL ORDER BY id
            """
        ) { try body(ContactID(rawValue: $0.integer(0)), $0.text(1)) }
    }

    private var listed: SQL { "org_id = \(organization.rawValue) AND kind <> \(ContactKind.anonymous.code)" }

    private func folded(_ key: String) -> SQL {
        "coalesce(folded ->> \(key), properties ->> \(key))"
    }
}
