package import Database
package import Domain

/// Keeps an organization's links that work once, each by the hash of its token.
package struct OneTimeLinkStore {
    /// What a link is for.
    package enum Purpose: String, Sendable {
        /// Somebody chooses a password, for the first time or anew, and is signed in.
        case choosePassword = "choose-password"
    }

    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Adds a link; earlier links of the manager for the same purpose end.
    package func insert(
        tokenHash: [UInt8],
        for purpose: Purpose,
        of manager: ManagerID,
        expiresAt: Instant
    ) throws {
        try deleteAll(for: purpose, of: manager)
        try connection.execute(
            """
            INSERT INTO one_time_links (org_id, token_hash, purpose, manager_id, expires_at) VALUES (
                \(organization.rawValue), \(tokenHash), \(purpose.rawValue), \(manager.rawValue),
                \(expiresAt.milliseconds)
            )
            """
        )
    }

    /// Finds whose link it is, where it is still good.
    package func find(tokenHash: [UInt8], for purpose: Purpose, at now: Instant) throws -> ManagerID? {
        try connection.first(
            """
            SELECT manager_id FROM one_time_links
            WHERE org_id = \(organization.rawValue) AND token_hash = \(tokenHash) AND purpose = \(purpose.rawValue)
              AND expires_at > \(now.milliseconds)
            """
        ) { try ManagerID(rawValue: $0.integer(0)) }
    }

    /// Uses a link up. False where another request did so first.
    package func delete(tokenHash: [UInt8]) throws -> Bool {
        try connection.execute(
            "DELETE FROM one_time_links WHERE org_id = \(organization.rawValue) AND token_hash = \(tokenHash)"
        ) == 1
    }

    package func deleteAll(for purpose: Purpose, of manager: ManagerID) throws {
        try connection.execute(
            """
            DELETE FROM one_time_links
            WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue)
              AND purpose = \(purpose.rawValue)
            """
        )
    }

    package func deleteAll(expiredBefore moment: Instant) throws {
        try connection.execute(
            """
            DELETE FROM one_time_links
            WHERE org_id = \(organization.rawValue) AND expires_at < \(moment.milliseconds)
            """
        )
    }
}
