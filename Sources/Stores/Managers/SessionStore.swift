package import Database
package import Domain

/// Keeps the sessions of an organization's managers, each by the hash of its token.
package struct SessionStore {
    /// One session as it is kept.
    package struct Kept: Sendable, Hashable {
        package let manager: ManagerID
        package let createdAt: Instant
        package let seenAt: Instant
    }

    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func insert(tokenHash: [UInt8], of manager: ManagerID, at now: Instant) throws {
        try connection.execute(
            """
            INSERT INTO sessions (org_id, token_hash, manager_id, created_at, seen_at) VALUES (
                \(organization.rawValue), \(tokenHash), \(manager.rawValue), \(now.milliseconds), \(now.milliseconds)
            )
            """
        )
    }

    package func find(tokenHash: [UInt8]) throws -> Kept? {
        try connection.first(
            """
            SELECT manager_id, created_at, seen_at FROM sessions
            WHERE org_id = \(organization.rawValue) AND token_hash = \(tokenHash)
            """
        ) { row in
            try Kept(
                manager: ManagerID(rawValue: row.integer(0)),
                createdAt: Instant(milliseconds: row.integer(1)),
                seenAt: Instant(milliseconds: row.integer(2))
            )
        }
    }

    package func setSeen(tokenHash: [UInt8], at now: Instant) throws {
        try connection.execute(
            """
            UPDATE sessions SET seen_at = \(now.milliseconds)
            WHERE org_id = \(organization.rawValue) AND token_hash = \(tokenHash)
            """
        )
    }

    package func delete(tokenHash: [UInt8]) throws {
        try connection.execute(
            "DELETE FROM sessions WHERE org_id = \(organization.rawValue) AND token_hash = \(tokenHash)"
        )
    }

    package func deleteAll(of manager: ManagerID) throws {
        try connection.execute(
            "DELETE FROM sessions WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue)"
        )
    }

    package func deleteAll(seenBefore moment: Instant) throws {
        try connection.execute(
            "DELETE FROM sessions WHERE org_id = \(organization.rawValue) AND seen_at < \(moment.milliseconds)"
        )
    }
}
