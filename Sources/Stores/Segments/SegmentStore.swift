package import Database
package import Domain

/// The saved filters of an organization.
package struct SegmentStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Reads all, the personal ones of all managers too, in the order of their names.
    package func all() throws -> [Segment] {
        try connection.all(
            """
            SELECT id, name, description, filter, owner_id, created_by, created_at, updated_at, version
            FROM segments WHERE org_id = \(organization.rawValue) ORDER BY folded, id
            """
        ) { row in
            Segment(
                id: SegmentID(rawValue: try row.integer(0)),
                name: try row.text(1),
                description: try row.text(2),
                filter: Self.filter(try row.text(3)),
                visibility: try row.integerIfAny(4).map { .personal(ManagerID(rawValue: $0)) } ?? .shared,
                createdBy: Actor(try row.text(5)) ?? .kith,
                createdAt: Instant(milliseconds: try row.integer(6)),
                updatedAt: Instant(milliseconds: try row.integer(7)),
                version: try row.integer(8)
            )
        }
    }

    /// One that this program cannot read (of a newer one) matches nobody and says so: all the others go on.
    private static func filter(_ text: String) -> FilterExpression {
        let read = try? FilterExpression(json: JSON(parsing: text))
        return read ?? .segment(.init(name: "a filter of another version of Kith"))
    }

    package func insert(_ segment: Segment) throws {
        try connection.execute(
            """
            INSERT INTO segments (
                org_id, id, name, folded, description, filter, owner_id, created_by, created_at, updated_at, version
            ) VALUES (
                \(organization.rawValue), \(segment.id.rawValue), \(segment.name), \(segment.name.folded()),
                \(segment.description), \(segment.filter.json.description), \(segment.owner?.rawValue),
                \(segment.createdBy.description), \(segment.createdAt.milliseconds),
                \(segment.updatedAt.milliseconds), \(segment.version)
            )
            """
        )
    }

    /// Replaces name and description, and the filter where it is another one.
    package func update(_ segment: Segment, withFilter: Bool) throws {
        let filter: SQL = withFilter ? ", filter = \(segment.filter.json.description)" : ""
        try connection.execute(
            """
            UPDATE segments SET name = \(segment.name), folded = \(segment.name.folded()),
                description = \(segment.description), updated_at = \(segment.updatedAt.milliseconds),
                version = \(segment.version)\(filter)
            WHERE org_id = \(organization.rawValue) AND id = \(segment.id.rawValue)
            """
        )
    }

    package func delete(_ id: SegmentID) throws {
        try connection.execute(
            "DELETE FROM segments WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue)"
        )
    }
}
