package import Database
package import Domain

/// Finds out whose a plugin key is, before any organization is known.
package struct PluginKeyStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func organization(of key: PluginKey) throws -> OrganizationID? {
        try connection.first("SELECT org_id FROM plugin_keys WHERE plugin_key = \(key.description)") {
            try OrganizationID(rawValue: $0.integer(0))
        }
    }

    /// Makes a key lead to an organization, and the one before it nowhere.
    func put(_ key: PluginKey, of organization: OrganizationID) throws {
        try connection.execute("DELETE FROM plugin_keys WHERE org_id = \(organization.rawValue)")
        try connection.execute(
            "INSERT INTO plugin_keys (plugin_key, org_id) VALUES (\(key.description), \(organization.rawValue))"
        )
    }
}
