package import Database
package import Domain

/// Keeps the picture of an organization, and notes its version beside the organization, which every page reads.
package struct LogoStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func find() throws -> Avatar? {
        try connection.first(
            """
            SELECT version, content_type, bytes, updated_at FROM organization_logos
            WHERE org_id = \(organization.rawValue)
            """
        ) { row in
            try AvatarVersion(row.text(0)).map { version in
                Avatar(
                    version: version,
                    contentType: try row.text(1),
                    bytes: try row.blob(2),
                    updatedAt: Instant(milliseconds: try row.integer(3))
                )
            }
        } ?? nil
    }

    /// Keeps a picture in the place of the one before.
    package func put(_ logo: Avatar) throws {
        try connection.execute(
            """
            INSERT INTO organization_logos (org_id, version, content_type, bytes, updated_at) VALUES (
                \(organization.rawValue), \(logo.version.description), \(logo.contentType), \(logo.bytes),
                \(logo.updatedAt.milliseconds)
            )
            ON CONFLICT (org_id) DO UPDATE SET version = excluded.version, content_type = excluded.content_type,
            bytes = excluded.bytes, updated_at = excluded.updated_at
            """
        )
        try note(logo.version)
    }

    package func delete() throws {
        try connection.execute("DELETE FROM organization_logos WHERE org_id = \(organization.rawValue)")
        try note(nil)
    }

    private func note(_ version: AvatarVersion?) throws {
        try connection.execute(
            """
            UPDATE organizations SET logo_version = \(version?.description)
            WHERE org_id = \(organization.rawValue)
            """
        )
    }
}
