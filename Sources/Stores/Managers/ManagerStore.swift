package import Database
package import Domain

/// Keeps the managers of an organization, and makes them known by e-mail to `ManagerEmailStore`.
package struct ManagerStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Whether there is a password, or a code, is said as 0 or 1, which both engines read alike.
    private static let columns: SQL = """
        id, email, name, role_id, CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END,
        CASE WHEN totp_since IS NULL THEN 0 ELSE 1 END, preferences, created_at
        """

    /// Adds a manager without a password. Throws `ManagerError.emailTaken`.
    package func insert(_ manager: Manager) throws {
        let added = try connection.execute(
            """
            INSERT INTO managers (org_id, id, email, email_folded, name, role_id, password_hash, created_at) VALUES (
                \(organization.rawValue), \(manager.id.rawValue), \(manager.email.description),
                \(manager.email.folded), \(manager.name), \(manager.role.rawValue), NULL,
                \(manager.createdAt.milliseconds)
            ) ON CONFLICT (org_id, email_folded) DO NOTHING
            """
        )
        guard added == 1 else { throw ManagerError.emailTaken(manager.email.description) }
        try ManagerEmailStore(connection).insert(manager.email, of: manager.id, in: organization)
    }

    package func setRole(_ role: RoleID, of manager: ManagerID) throws {
        try connection.execute(
            """
            UPDATE managers SET role_id = \(role.rawValue)
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
            """
        )
    }

    package func setName(_ name: String, of manager: ManagerID) throws {
        try connection.execute(
            """
            UPDATE managers SET name = \(name)
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
            """
        )
    }

    package func setPreferences(_ preferences: Preferences, of manager: ManagerID) throws {
        try connection.execute(
            """
            UPDATE managers SET preferences = \(preferences.json.description)
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
            """
        )
    }

    package func passwordHash(of manager: ManagerID) throws -> String? {
        try connection.first(
            """
            SELECT password_hash FROM managers
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
            """
        ) { try $0.textIfAny(0) } ?? nil
    }

    package func setPasswordHash(_ hash: String, of manager: ManagerID) throws {
        try connection.execute(
            """
            UPDATE managers SET password_hash = \(hash)
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
            """
        )
    }

    /// Removes a manager with their sessions and links. What they did stays in timelines and the audit log.
    package func delete(_ manager: ManagerID) throws {
        try ManagerEmailStore(connection).delete(of: manager, in: organization)
        try connection.execute(
            "DELETE FROM managers WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)"
        )
    }

    package func find(_ manager: ManagerID) throws -> Manager? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM managers
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
            """,
            Self.read
        )
    }

    package func find(email: ManagerEmail) throws -> Manager? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM managers
            WHERE org_id = \(organization.rawValue) AND email_folded = \(email.folded)
            """,
            Self.read
        )
    }

    /// Reads all managers of an organization, in the order of their e-mails.
    package func all() throws -> [Manager] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM managers
            WHERE org_id = \(organization.rawValue) ORDER BY email_folded
            """,
            Self.read
        )
    }

    /// How many managers have a role, and how many of these have chosen a password.
    package func count(with role: RoleID) throws -> (all: Int, withPassword: Int) {
        let count = try connection.first(
            """
            SELECT COUNT(*), COUNT(password_hash) FROM managers
            WHERE org_id = \(organization.rawValue) AND role_id = \(role.rawValue)
            """
        ) { try (all: Int($0.integer(0)), withPassword: Int($0.integer(1))) }
        return count ?? (0, 0)
    }

    /// How many managers have each role; one that nobody has is not there.
    package func counts() throws -> [RoleID: Int] {
        let counts = try connection.all(
            "SELECT role_id, COUNT(*) FROM managers WHERE org_id = \(organization.rawValue) GROUP BY role_id"
        ) { try (RoleID(rawValue: $0.integer(0)), Int($0.integer(1))) }
        return Dictionary(counts) { first, _ in first }
    }

    private static func read(_ row: any Row) throws -> Manager {
        try StoredRow.checked("managers") {
            try Manager(
                id: ManagerID(rawValue: row.integer(0)),
                email: ManagerEmail(row.text(1)),
                name: row.text(2),
                role: RoleID(rawValue: row.integer(3)),
                hasPassword: row.boolean(4),
                hasTOTP: row.boolean(5),
                preferences: row.textIfAny(6).map { try Preferences(stored: JSON(parsing: $0)) } ?? Preferences(),
                createdAt: Instant(milliseconds: row.integer(7))
            )
        }
    }
}
