package import Database
package import Domain

/// Keeps sessions of managers, each by the hash of its token.
package struct SessionStore {
    /// One session as it is kept.
    package struct Kept: Sendable, Hashable {
        package let manager: ManagerID
        package let createdAt: Instant
        package let seenAt: Instant
    }

    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(
        tokenHash: [UInt8],
        of manager: ManagerID,
        in organization: OrganizationID,
        at now: Instant
    ) throws {
        try connection.execute(
            """
            INSERT INTO sessions (org_id, token_hash, manager_id, created_at, seen_at) VALUES (
                \(organization.rawValue), \(tokenHash), \(manager.rawValue), \(now.milliseconds), \(now.milliseconds)
            )
            """
        )
    }

    package func find(tokenHash: [UInt8], in organization: OrganizationID) throws -> Kept? {
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

    package func setSeen(tokenHash: [UInt8], in organization: OrganizationID, at now: Instant) throws {
        try connection.execute(
            """
            UPDATE sessions SET seen_at = \(now.milliseconds)
            WHERE org_id = \(organization.rawValue) AND token_hash = \(tokenHash)
            """
        )
    }

    package func delete(tokenHash: [UInt8], in organization: OrganizationID) throws {
        try connection.execute(
            "DELETE FROM sessions WHERE org_id = \(organization.rawValue) AND token_hash = \(tokenHash)"
        )
    }

    package func deleteAll(of manager: ManagerID, in organization: OrganizationID) throws {
        try connection.execute(
            "DELETE FROM sessions WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue)"
        )
    }

    package func deleteAll(seenBefore moment: Instant, in organization: OrganizationID) throws {
        try connection.execute(
            "DELETE FROM sessions WHERE org_id = \(organization.rawValue) AND seen_at < \(moment.milliseconds)"
        )
    }
}
