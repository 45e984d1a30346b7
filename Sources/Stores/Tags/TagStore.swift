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
        try connection.all("SELECT id, name FROM tags WHERE org_id = \(organization.rawValue) ORDER BY folded") { row in
            Tag(id: TagID(rawValue: try row.integer(0)), name: try TagName(row.text(1)))
        }
    }

    package func insert(
        _ tags: [Tag]
    ) throws {
        try connection.execute(
            StaticText("INSERT INTO tags (org_id, id, name, folded) VALUES (?, ?, ?, ?)"),
            rows: tags.map { tag in
                [
                    .integer(organization.rawValue), .integer(tag.id.rawValue), .text(tag.name.text),
                    .text(tag.name.folded),
                ]
            }
        )
    }
}
