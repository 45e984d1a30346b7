package import Database
package import Domain

/// The files of contacts that were taken in.
package struct ImportStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func insert(_ started: Import) throws {
        try connection.execute(
            """
            INSERT INTO imports (org_id, id, file, kind, mode, tag, actor, started_at)
            VALUES (
                \(organization.rawValue), \(started.id.rawValue), \(started.file), \(started.kind.rawValue),
                \(started.mode.rawValue), \(started.tag), \(started.actor.description), \(started.startedAt.milliseconds)
            )
            """
        )
    }

    package func exists(_ id: ImportID) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM imports WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue)"
        ) { _ in true } ?? false
    }

    /// The name of the file and when it was taken in.
    package func file(_ id: ImportID) throws -> (name: String, at: Instant)? {
        try connection.first(
            "SELECT file, started_at FROM imports WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue)"
        ) { (try $0.text(0), Instant(milliseconds: try $0.integer(1))) }
    }

    /// The contacts that it was the last import to make or change, ascending.
    package func contacts(of id: ImportID) throws -> [ContactID] {
        try connection.all(
            """
            SELECT id FROM contacts WHERE org_id = \(organization.rawValue) AND last_import_id = \(id.rawValue)
            ORDER BY id
            """
        ) { ContactID(rawValue: try $0.integer(0)) }
    }
}
