package import Database
package import Domain

/// Keeps how the site of an organization speaks to Kith.
package struct SiteStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func find() throws -> SiteAccess {
        try connection.first(
            """
            SELECT plugin_key, plugin_key_at, member_secret_at, enforces_member_hash FROM sites
            WHERE org_id = \(organization.rawValue)
            """
        ) { row in
            var access = SiteAccess()
            access.pluginKey = try row.textIfAny(0).flatMap { PluginKey($0) }
            access.pluginKeyMadeAt = try row.integerIfAny(1).map(Instant.init(milliseconds:))
            access.memberSecretMadeAt = try row.integerIfAny(2).map(Instant.init(milliseconds:))
            access.enforcesMemberHash = try row.integer(3) != 0
            return access
        } ?? SiteAccess()
    }

    /// The secret for member hashes as it was sealed; nil where there is none.
    package func sealedMemberSecret() throws -> [UInt8]? {
        try connection.first("SELECT member_secret FROM sites WHERE org_id = \(organization.rawValue)") {
            try $0.blobIfAny(0)
        } ?? nil
    }

    /// Keeps a key; the one before leads nowhere from then on.
    package func setPluginKey(_ key: PluginKey, at now: Instant) throws {
        try PluginKeyStore(connection).put(key, of: organization)
        try prepare()
        try connection.execute(
            """
            UPDATE sites SET plugin_key = \(key.description), plugin_key_at = \(now.milliseconds)
            WHERE org_id = \(organization.rawValue)
            """
        )
    }

    package func setMemberSecret(_ sealed: [UInt8], at now: Instant) throws {
        try prepare()
        try connection.execute(
            """
            UPDATE sites SET member_secret = \(sealed), member_secret_at = \(now.milliseconds)
            WHERE org_id = \(organization.rawValue)
            """
        )
    }

    /// Drops the secret for member hashes. False where there was none. Whether hashes are wanted stays.
    package func deleteMemberSecret() throws -> Bool {
        try connection.execute(
            """
            UPDATE sites SET member_secret = NULL, member_secret_at = NULL
            WHERE org_id = \(organization.rawValue) AND member_secret IS NOT NULL
            """
        ) == 1
    }

    package func setEnforcesMemberHash(_ enforces: Bool) throws {
        try prepare()
        try connection.execute(
            "UPDATE sites SET enforces_member_hash = \(enforces ? 1 : 0) WHERE org_id = \(organization.rawValue)"
        )
    }

    private func prepare() throws {
        try connection.execute(
            """
            INSERT INTO sites (org_id, enforces_member_hash) VALUES (\(organization.rawValue), 0)
            ON CONFLICT (org_id) DO NOTHING
            """
        )
    }
}
