package import Database
package import Domain

/// The tags of an organization.
package struct TagStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func all() throws -> [Tag] {
        try connection.all("SELECT id, name, colour FROM tags WHERE org_id = \(organization.rawValue) ORDER BY folded")
        { row in
            Tag(
                id: TagID(rawValue: try row.integer(0)),
                name: try TagName(row.text(1)),
                colour: try row.textIfAny(2).flatMap(TagColour.init(rawValue:))
            )
        }
    }

    package func insert(
        _ tags: [Tag]
    ) throws {
        try connection.execute(
            StaticText("INSERT INTO tags (org_id, id, name, folded, colour) VALUES (?, ?, ?, ?, ?)"),
            rows: tags.map { tag in
                [
                    .integer(organization.rawValue), .integer(tag.id.rawValue), .text(tag.name.text),
                    .text(tag.name.folded), SQLValue(tag.colour?.rawValue),
                ]
            }
        )
    }

    /// Gives tags new names and colours. Names may pass from one of them to another.
    package func update(_ tags: [Tag]) throws {
        // First names that no tag can have, so that none is taken while it passes.
        try connection.execute(
            StaticText("UPDATE tags SET folded = ? WHERE org_id = ? AND id = ?"),
            rows: tags.map { [.text("/\($0.id)"), .integer(organization.rawValue), .integer($0.id.rawValue)] }
        )
        try connection.execute(
            StaticText("UPDATE tags SET name = ?, folded = ?, colour = ? WHERE org_id = ? AND id = ?"),
            rows: tags.map { tag in
                [
                    .text(tag.name.text), .text(tag.name.folded), SQLValue(tag.colour?.rawValue),
                    .integer(organization.rawValue), .integer(tag.id.rawValue),
                ]
            }
        )
    }

    package func delete(_ id: TagID) throws {
        try connection.execute("DELETE FROM tags WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue)")
    }

    /// How many contacts that are not anonymous have each tag; those that nobody has are left out.
    package func counts() throws -> [TagID: Int] {
        let elements: SQL =
            switch connection.dialect {
            case .sqlite: "json_each(contacts.tags) AS tag"
            case .postgres: "jsonb_array_elements(contacts.tags) AS tag (value)"
            }
        let value: SQL = connection.dialect == .postgres ? "CAST(tag.value AS BIGINT)" : "tag.value"
        var counts: [TagID: Int] = [:]
        try connection.forEach(
            """
            SELECT \(value), count(*) FROM contacts, \(elements)
            WHERE org_id = \(organization.rawValue) AND kind <> 0 GROUP BY 1
            """
        ) { row in counts[TagID(rawValue: try row.integer(0))] = Int(try row.integer(1)) }
        return counts
    }
}
