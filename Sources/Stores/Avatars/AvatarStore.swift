package import Database
package import Domain

/// Pictures that were uploaded for contacts. They go with the row of their contact.
package struct AvatarStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func find(of contact: ContactID) throws -> Avatar? {
        try connection.first(
            """
            SELECT version, content_type, bytes, updated_at FROM avatars
            WHERE org_id = \(organization.rawValue) AND contact_id = \(contact.rawValue)
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

    /// Keeps a picture in the place of the one before; where it is the same one, that stays.
    package func put(_ avatar: Avatar, of contact: ContactID) throws {
        try connection.execute(
            """
            INSERT INTO avatars (org_id, contact_id, version, content_type, bytes, updated_at) VALUES (
                \(organization.rawValue), \(contact.rawValue), \(avatar.version.description), \(avatar.contentType),
                \(avatar.bytes), \(avatar.updatedAt.milliseconds)
            )
            ON CONFLICT (org_id, contact_id) DO UPDATE SET version = excluded.version,
            content_type = excluded.content_type, bytes = excluded.bytes, updated_at = excluded.updated_at
            WHERE avatars.version <> excluded.version
            """
        )
    }

    /// Removes a picture, unless another one has taken its place.
    package func delete(_ version: AvatarVersion, of contact: ContactID) throws {
        try connection.execute(
            """
            DELETE FROM avatars WHERE org_id = \(organization.rawValue) AND contact_id = \(contact.rawValue)
            AND version = \(version.description)
            """
        )
    }

    /// Gives the picture of one contact to another, which has none.
    package func move(from other: ContactID, to contact: ContactID) throws {
        try connection.execute(
            """
            UPDATE avatars SET contact_id = \(contact.rawValue)
            WHERE org_id = \(organization.rawValue) AND contact_id = \(other.rawValue)
            """
        )
    }
}
