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
}
