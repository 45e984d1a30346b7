package import Database
package import Domain

/// All contacts of an organization, the anonymous ones too, for what must reach every one of them.
package struct ContactSweepStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// The next contacts that a predicate has, by ascending id; all of them where no limit is given.
    package func ids(
        _ predicate: Predicate,
        in catalogue: Catalogue,
        after id: ContactID? = nil,
        limit: Int = .max
    ) throws -> [ContactID] {
        let condition = PredicateSQL(dialect: connection.dialect, catalogue: catalogue).condition(predicate)
        return try connection.all(
            """
            SELECT id FROM contacts
            WHERE org_id = \(organization.rawValue) AND id > \(id?.rawValue ?? -1) AND \(condition)
            ORDER BY id LIMIT \(limit)
            """
        ) { ContactID(rawValue: try $0.integer(0)) }
    }

    package func count(_ predicate: Predicate, in catalogue: Catalogue) throws -> Int {
        let condition = PredicateSQL(dialect: connection.dialect, catalogue: catalogue).condition(predicate)
        return try connection.first(
            "SELECT count(*) FROM contacts WHERE org_id = \(organization.rawValue) AND \(condition)"
        ) { Int(try $0.integer(0)) } ?? 0
    }

    /// Each stored value of a property, by ascending id of the contact, while it streams.
    package func forEachValue(of property: Property, _ body: (ContactID, Value) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT id, properties -> \(property.key) FROM contacts
            WHERE org_id = \(organization.rawValue) AND (properties ->> \(property.key)) IS NOT NULL ORDER BY id
            """
        ) { row in
            guard let value = Value(stored: try JSON(parsing: row.text(1)), as: property.type) else { return }
            try body(ContactID(rawValue: try row.integer(0)), value)
        }
    }
}
