package import Database
package import Domain

/// The property catalogue of an organization.
package struct PropertyStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func all() throws -> [Property] {
        try connection.all(
            """
            SELECT key, name, type, options, default_value, is_write_once, is_archived, is_hidden_in_contacts,
                is_hidden_in_inbox, position, former_type
            FROM properties WHERE org_id = \(organization.rawValue) ORDER BY position, key
            """
        ) { row in
            let stored = try row.text(2)
            guard let type = PropertyType(rawValue: stored) else {
                throw DatabaseError(kind: .unexpectedValue, message: "there is no type of property \(stored)")
            }
            let defaultValue = try row.textIfAny(4).map { text in try JSON(parsing: text) }
            return Property(
                key: try row.text(0),
                name: try row.text(1),
                type: type,
                options: try JSON(parsing: row.text(3)).array?.compactMap(\.string) ?? [],
                defaultValue: defaultValue.flatMap { Value(stored: $0, as: type) },
                isWriteOnce: try row.boolean(5),
                isArchived: try row.boolean(6),
                isHiddenInContacts: try row.boolean(7),
                isHiddenInInbox: try row.boolean(8),
                position: Int(try row.integer(9)),
                formerType: try row.textIfAny(10).flatMap(PropertyType.init(rawValue:))
            )
        }
    }

    package func insert(
        _ properties: [Property]
    ) throws {
        try connection.execute(
            StaticText(
                """
                INSERT INTO properties (org_id, key, name, type, options, default_value, is_write_once, is_archived,
                    is_hidden_in_contacts, is_hidden_in_inbox, position)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            ),
            rows: properties.map { property in
                [
                    .integer(organization.rawValue), .text(property.key), .text(property.name),
                    .text(property.type.rawValue), .text(JSON.array(property.options.map(JSON.string)).description),
                    SQLValue(property.defaultValue?.json.description), SQLValue(property.isWriteOnce),
                    SQLValue(property.isArchived), SQLValue(property.isHiddenInContacts),
                    SQLValue(property.isHiddenInInbox), .integer(Int64(property.position)),
                ]
            }
        )
    }

    /// Replaces all of a property but its key.
    package func update(_ property: Property) throws {
        try connection.execute(
            """
            UPDATE properties SET name = \(property.name), type = \(property.type.rawValue),
                options = \(JSON.array(property.options.map(JSON.string)).description),
                default_value = \(property.defaultValue?.json.description), is_write_once = \(property.isWriteOnce),
                is_archived = \(property.isArchived), is_hidden_in_contacts = \(property.isHiddenInContacts),
                is_hidden_in_inbox = \(property.isHiddenInInbox), former_type = \(property.formerType?.rawValue)
            WHERE org_id = \(organization.rawValue) AND key = \(property.key)
            """
        )
    }

    /// Gives properties places in the order of display, from 0.
    package func order(_ keys: [String]) throws {
        try connection.execute(
            StaticText("UPDATE properties SET position = ? WHERE org_id = ? AND key = ?"),
            rows: keys.enumerated().map { position, key in
                [.integer(Int64(position)), .integer(organization.rawValue), .text(key)]
            }
        )
    }
}
