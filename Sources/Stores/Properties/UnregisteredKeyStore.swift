package import Database
package import Domain

/// The keys that were seen and not collected, and whether such keys are collected at all.
package struct UnregisteredKeyStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func collectsUnknownKeys() throws -> Bool {
        try connection.first(
            "SELECT collects_unknown_keys FROM organizations WHERE org_id = \(organization.rawValue)"
        ) { try $0.boolean(0) } ?? true
    }

    package func setCollectsUnknownKeys(_ collects: Bool) throws {
        try connection.execute(
            "UPDATE organizations SET collects_unknown_keys = \(collects) WHERE org_id = \(organization.rawValue)"
        )
    }

    /// The list, those seen last first.
    package func all() throws -> [UnregisteredKey] {
        try connection.all(
            """
            SELECT key, type, shape, count, first_seen_at, last_seen_at FROM unregistered_keys
            WHERE org_id = \(organization.rawValue) ORDER BY last_seen_at DESC, key
            """
        ) { row in
            UnregisteredKey(
                key: try row.text(0),
                type: PropertyType(rawValue: try row.text(1)) ?? .text,
                shape: try row.text(2),
                count: Int(try row.integer(3)),
                firstSeenAt: Instant(milliseconds: try row.integer(4)),
                lastSeenAt: Instant(milliseconds: try row.integer(5))
            )
        }
    }

    /// Counts keys that were seen, each once; new ones as long as the list has room.
    package func see(_ keys: [(key: String, type: PropertyType, shape: String)], at now: Instant) throws {
        guard !keys.isEmpty else { return }
        let count =
            try connection.first(
                "SELECT count(*) FROM unregistered_keys WHERE org_id = \(organization.rawValue)"
            ) { Int(try $0.integer(0)) } ?? 0
        var room = UnregisteredKey.limit - count
        for (key, type, shape) in keys {
            let known = try connection.execute(
                """
                UPDATE unregistered_keys SET count = count + 1, shape = \(shape), last_seen_at = \(now.milliseconds)
                WHERE org_id = \(organization.rawValue) AND key = \(key)
                """
            )
            guard known == 0, room > 0 else { continue }
            room -= 1
            try connection.execute(
                """
                INSERT INTO unregistered_keys (org_id, key, type, shape, count, first_seen_at, last_seen_at) VALUES (
                    \(organization.rawValue), \(key), \(type.rawValue), \(shape), 1, \(now.milliseconds),
                    \(now.milliseconds)
                ) ON CONFLICT (org_id, key) DO UPDATE SET count = unregistered_keys.count + 1
                """
            )
        }
    }

    /// Takes a key off the list; false where it is not on it.
    @discardableResult
    package func delete(_ key: String) throws -> Bool {
        try connection.execute(
            "DELETE FROM unregistered_keys WHERE org_id = \(organization.rawValue) AND key = \(key)"
        ) == 1
    }
}
