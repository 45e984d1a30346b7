package import Database
package import Domain

/// Keeps the keys of an organization, each with the hash of its secret.
package struct KeyStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    private static let columns: SQL = "id, name, scopes, created_at, created_by, revoked_at, last_used_at"

    package func insert(_ key: Key, secretHash: [UInt8]) throws {
        let scopes = key.scopes.map(\.rawValue).sorted().joined(separator: " ")
        try connection.execute(
            """
            INSERT INTO keys (org_id, id, name, scopes, secret_hash, created_at, created_by, revoked_at) VALUES (
                \(organization.rawValue), \(key.id.rawValue), \(key.name), \(scopes), \(secretHash),
                \(key.createdAt.milliseconds), \(key.createdBy.description), \(key.revokedAt?.milliseconds)
            )
            """
        )
    }

    /// Finds the key with this secret, also where it was revoked.
    package func find(secretHash: [UInt8]) throws -> Key? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM keys
            WHERE org_id = \(organization.rawValue) AND secret_hash = \(secretHash)
            """,
            Self.read
        )
    }

    /// Revokes a key; false where the organization has no such key, or it was revoked before.
    package func revoke(_ key: KeyID, at now: Instant) throws -> Bool {
        try connection.execute(
            """
            UPDATE keys SET revoked_at = \(now.milliseconds)
            WHERE org_id = \(organization.rawValue) AND id = \(key.rawValue) AND revoked_at IS NULL
            """
        ) == 1
    }

    package func find(_ key: KeyID) throws -> Key? {
        try connection.first(
            "SELECT \(Self.columns) FROM keys WHERE org_id = \(organization.rawValue) AND id = \(key.rawValue)",
            Self.read
        )
    }

    package func setName(_ name: String, of key: KeyID) throws {
        try connection.execute(
            "UPDATE keys SET name = \(name) WHERE org_id = \(organization.rawValue) AND id = \(key.rawValue)"
        )
    }

    /// Notes that a key was used, unless a use within the time before is known.
    package func setLastUsed(_ key: KeyID, at moment: Instant, unlessWithin milliseconds: Int64) throws {
        try connection.execute(
            """
            UPDATE keys SET last_used_at = \(moment.milliseconds)
            WHERE org_id = \(organization.rawValue) AND id = \(key.rawValue)
              AND (last_used_at IS NULL OR last_used_at <= \((moment - milliseconds).milliseconds))
            """
        )
    }

    /// Reads all keys of an organization, newest first, the revoked ones too.
    package func all() throws -> [Key] {
        try connection.all(
            "SELECT \(Self.columns) FROM keys WHERE org_id = \(organization.rawValue) ORDER BY id DESC",
            Self.read
        )
    }

    /// Scopes that this program does not know (of a newer one) open nothing.
    private static func read(_ row: any Row) throws -> Key {
        let scopes = try row.text(2).split(separator: " ").compactMap { Scope(rawValue: String($0)) }
        return try Key(
            id: KeyID(rawValue: row.integer(0)),
            name: row.text(1),
            scopes: Set(scopes),
            createdAt: Instant(milliseconds: row.integer(3)),
            createdBy: Actor(row.text(4)) ?? .kith,
            revokedAt: row.integerIfAny(5).map(Instant.init(milliseconds:)),
            lastUsedAt: row.integerIfAny(6).map(Instant.init(milliseconds:))
        )
    }
}
