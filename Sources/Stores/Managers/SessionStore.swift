package import Database
package import Domain

/// Keeps the sessions of an organization's managers, each by the hash of its token.
package struct SessionStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    private static let columns: SQL = "token_hash, manager_id, created_at, seen_at, address, user_agent"

    /// Adds a session that begins now. Of a long `userAgent` only the beginning is kept.
    package func insert(
        tokenHash: [UInt8],
        of manager: ManagerID,
        at now: Instant,
        address: String? = nil,
        userAgent: String? = nil
    ) throws {
        let userAgent = userAgent.map { String($0.prefix(ManagerSession.mostOfUserAgent)) }
        try connection.execute(
            """
            INSERT INTO sessions (org_id, manager_id, created_at, seen_at, token_hash, address, user_agent) VALUES (
                \(organization.rawValue), \(manager.rawValue), \(now.milliseconds), \(now.milliseconds),
                \(tokenHash), \(address), \(userAgent)
            )
            """
        )
    }

    package func find(tokenHash: [UInt8]) throws -> ManagerSession? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM sessions
            WHERE org_id = \(organization.rawValue) AND token_hash = \(tokenHash)
            """,
            Self.read
        )
    }

    /// Reads the sessions of a manager, the one used last first.
    package func all(of manager: ManagerID, seenAfter moment: Instant) throws -> [ManagerSession] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM sessions
            WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue)
              AND seen_at > \(moment.milliseconds)
            ORDER BY seen_at DESC, created_at DESC
            """,
            Self.read
        )
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

    /// Ends a session of a manager. False where they have no such one.
    package func delete(_ session: SessionID, of manager: ManagerID) throws -> Bool {
        let hashes = try tokenHashes(of: manager).filter { Self.id(of: $0) == session }
        for hash in hashes { try delete(tokenHash: hash) }
        return !hashes.isEmpty
    }

    /// Ends the sessions of a manager, and says how many. One of them can be kept.
    @discardableResult
    package func deleteAll(of manager: ManagerID, but kept: SessionID? = nil) throws -> Int {
        guard let kept else {
            return try connection.execute(
                "DELETE FROM sessions WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue)"
            )
        }
        let hashes = try tokenHashes(of: manager).filter { Self.id(of: $0) != kept }
        for hash in hashes { try delete(tokenHash: hash) }
        return hashes.count
    }

    package func deleteAll(seenBefore moment: Instant) throws {
        try connection.execute(
            "DELETE FROM sessions WHERE org_id = \(organization.rawValue) AND seen_at < \(moment.milliseconds)"
        )
    }

    private func tokenHashes(of manager: ManagerID) throws -> [[UInt8]] {
        try connection.all(
            """
            SELECT token_hash FROM sessions
            WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue)
            """
        ) { try $0.blob(0) }
    }

    /// The first 63 bits of the hash: enough to tell the sessions of a manager apart, and no help to open one.
    private static func id(of tokenHash: [UInt8]) -> SessionID {
        let bits = tokenHash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return SessionID(rawValue: Int64(bits >> 1))
    }

    private static func read(_ row: any Row) throws -> ManagerSession {
        try ManagerSession(
            id: id(of: row.blob(0)),
            manager: ManagerID(rawValue: row.integer(1)),
            createdAt: Instant(milliseconds: row.integer(2)),
            seenAt: Instant(milliseconds: row.integer(3)),
            address: row.textIfAny(4),
            userAgent: row.textIfAny(5)
        )
    }
}
