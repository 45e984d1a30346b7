package import Database
package import Domain

/// Keeps the reference table that finds managers by e-mail, in all organizations.
///
/// It is read before anybody is signed in; `ManagerStore` keeps it in step with the managers.
package struct ManagerEmailStore {
    /// One organization where somebody with this e-mail is a manager.
    package struct Place: Sendable, Hashable {
        package let organization: OrganizationID
        package let manager: ManagerID
        /// Nil while no password was chosen.
        package let passwordHash: String?
    }

    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Reads in which organizations an e-mail belongs to a manager, oldest first, at most 10.
    package func places(of email: ManagerEmail) throws -> [Place] {
        try connection.all(
            """
            SELECT m.org_id, m.id, m.password_hash
            FROM manager_emails e JOIN managers m ON m.org_id = e.org_id AND m.id = e.manager_id
            WHERE e.email_folded = \(email.folded) ORDER BY m.org_id LIMIT 10
            """
        ) { row in
            try Place(
                organization: OrganizationID(rawValue: row.integer(0)),
                manager: ManagerID(rawValue: row.integer(1)),
                passwordHash: row.textIfAny(2)
            )
        }
    }

    func insert(_ email: ManagerEmail, of manager: ManagerID, in organization: OrganizationID) throws {
        try connection.execute(
            """
            INSERT INTO manager_emails (email_folded, org_id, manager_id)
            VALUES (\(email.folded), \(organization.rawValue), \(manager.rawValue))
            """
        )
    }

    func delete(of manager: ManagerID, in organization: OrganizationID) throws {
        try connection.execute(
            "DELETE FROM manager_emails WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue)"
        )
    }
}
