package import Database
package import Domain

/// Keeps an organization's links to subjects' data, each by the hash of its token. They go with the row of their contact.
package struct SubjectLinkStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    private static let columns: SQL = "id, contact_id, made_by, created_at, expires_at, downloads_left"

    /// Adds a link; an earlier one of the contact ends.
    package func insert(_ link: SubjectLink, tokenHash: [UInt8], addressHash: [UInt8]) throws {
        try connection.execute(
            """
            DELETE FROM subject_links
            WHERE org_id = \(organization.rawValue) AND contact_id = \(link.contact.rawValue)
            """
        )
        try connection.execute(
            """
            INSERT INTO subject_links (org_id, \(Self.columns), token_hash, address_hash) VALUES (
                \(organization.rawValue), \(link.id.rawValue), \(link.contact.rawValue), \(link.madeBy.description),
                \(link.createdAt.milliseconds), \(link.expiresAt.milliseconds), \(link.downloadsLeft), \(tokenHash),
                \(addressHash)
            )
            """
        )
    }

    /// Finds a link that is still good, and what tells its address again.
    package func find(tokenHash: [UInt8], at now: Instant) throws -> (link: SubjectLink, addressHash: [UInt8])? {
        try connection.first(
            """
            SELECT \(Self.columns), address_hash FROM subject_links
            WHERE org_id = \(organization.rawValue) AND token_hash = \(tokenHash)
              AND expires_at > \(now.milliseconds) AND downloads_left > 0
            """
        ) { (try Self.read($0), try $0.blob(6)) }
    }

    /// Those that are still good, the newest first: of one contact, or of all.
    package func all(of contact: ContactID? = nil, at now: Instant) throws -> [SubjectLink] {
        let isOfContact: SQL = contact.map { "AND contact_id = \($0.rawValue)" } ?? ""
        return try connection.all(
            """
            SELECT \(Self.columns) FROM subject_links
            WHERE org_id = \(organization.rawValue) AND expires_at > \(now.milliseconds) AND downloads_left > 0
              \(isOfContact)
            ORDER BY id DESC
            """,
            Self.read
        )
    }

    /// Uses up one download. False where other requests took the last one.
    package func takeDownload(of id: SubjectLinkID) throws -> Bool {
        try connection.execute(
            """
            UPDATE subject_links SET downloads_left = downloads_left - 1
            WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue) AND downloads_left > 0
            """
        ) == 1
    }

    /// Removes a link, and says whose it was; nil where there is none.
    package func delete(_ id: SubjectLinkID) throws -> ContactID? {
        try connection.first(
            """
            DELETE FROM subject_links WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue)
            RETURNING contact_id
            """
        ) { ContactID(rawValue: try $0.integer(0)) }
    }

    package func deleteAll(expiredBefore moment: Instant) throws {
        try connection.execute(
            """
            DELETE FROM subject_links
            WHERE org_id = \(organization.rawValue) AND (expires_at < \(moment.milliseconds) OR downloads_left = 0)
            """
        )
    }

    private static func read(_ row: any Row) throws -> SubjectLink {
        SubjectLink(
            id: SubjectLinkID(rawValue: try row.integer(0)),
            contact: ContactID(rawValue: try row.integer(1)),
            madeBy: Actor(try row.text(2)) ?? .kith,
            createdAt: Instant(milliseconds: try row.integer(3)),
            expiresAt: Instant(milliseconds: try row.integer(4)),
            downloadsLeft: Int(try row.integer(5))
        )
    }
}
