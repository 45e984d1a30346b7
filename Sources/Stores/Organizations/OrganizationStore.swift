package import Database
package import Domain

/// Keeps organizations and their change counters.
package struct OrganizationStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    private static let columns: SQL = """
        org_id, key, name, country, time_zone, language, currency, purchase_window_days,
        managed_users_included, managed_users_added, created_at, logo_version
        """

    /// Adds the organization and its change counter. Throws `OrganizationError.keyTaken`.
    package func insert(_ organization: Organization) throws {
        let settings = organization.settings
        let added = try connection.execute(
            """
            INSERT INTO organizations (\(Self.columns)) VALUES (
                \(organization.id.rawValue), \(organization.key.description), \(settings.name),
                \(settings.country.description), \(settings.timeZoneName), \(settings.language),
                \(settings.currency), \(settings.purchaseWindowDays),
                \(settings.managedUsersIncluded.map(Int64.init)), \(settings.managedUsersAdded),
                \(organization.createdAt.milliseconds), \(organization.logo?.description)
            ) ON CONFLICT (key) DO NOTHING
            """
        )
        guard added == 1 else { throw OrganizationError.keyTaken(organization.key.description) }
        try connection.execute(
            "INSERT INTO change_counters (org_id, seq) VALUES (\(organization.id.rawValue), 0)"
        )
    }

    /// Lets no other transaction make one until this one is over. SQLite has one writer anyhow.
    package func lockMaking() throws {
        guard connection.dialect == .postgres else { return }
        try connection.execute("LOCK TABLE organizations IN SHARE ROW EXCLUSIVE MODE")
    }

    /// Replaces the settings of an organization. Throws `OrganizationError.unknown`.
    package func update(_ id: OrganizationID, settings: OrganizationSettings) throws {
        let changed = try connection.execute(
            """
            UPDATE organizations SET
                name = \(settings.name), country = \(settings.country.description),
                time_zone = \(settings.timeZoneName), language = \(settings.language),
                currency = \(settings.currency), purchase_window_days = \(settings.purchaseWindowDays),
                managed_users_included = \(settings.managedUsersIncluded.map(Int64.init)),
                managed_users_added = \(settings.managedUsersAdded)
            WHERE org_id = \(id.rawValue)
            """
        )
        guard changed == 1 else { throw OrganizationError.unknown(id.description) }
    }

    package func find(_ id: OrganizationID) throws -> Organization? {
        try connection.first("SELECT \(Self.columns) FROM organizations WHERE org_id = \(id.rawValue)", Self.read)
    }

    package func find(key: String) throws -> Organization? {
        try connection.first("SELECT \(Self.columns) FROM organizations WHERE key = \(key)", Self.read)
    }

    /// Reads all organizations, in the order of their keys.
    package func all() throws -> [Organization] {
        try connection.all("SELECT \(Self.columns) FROM organizations ORDER BY key", Self.read)
    }

    /// Makes other transactions that lock the same organization wait until this one ends.
    ///
    /// For rules that count rows ("at least one owner"), which two transactions could break together.
    package func lock(_ id: OrganizationID) throws {
        try connection.execute("UPDATE change_counters SET seq = seq WHERE org_id = \(id.rawValue)")
    }

    private static func read(_ row: any Row) throws -> Organization {
        try StoredRow.checked("organizations") { try readChecked(row) }
    }

    private static func readChecked(_ row: any Row) throws -> Organization {
        let settings = try OrganizationSettings(
            name: row.text(2),
            country: row.text(3),
            timeZone: row.text(4),
            language: row.text(5),
            currency: row.text(6),
            purchaseWindowDays: Int(row.integer(7)),
            managedUsersIncluded: row.integerIfAny(8).map(Int.init),
            managedUsersAdded: Int(row.integer(9))
        )
        return try Organization(
            id: OrganizationID(rawValue: row.integer(0)),
            key: OrganizationKey(row.text(1)),
            settings: settings,
            logo: row.textIfAny(11).flatMap { AvatarVersion($0) },
            createdAt: Instant(milliseconds: row.integer(10))
        )
    }
}
