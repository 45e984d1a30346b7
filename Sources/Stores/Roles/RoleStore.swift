package import Database
package import Domain

/// Keeps the roles of an organization.
package struct RoleStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Adds a role. Throws `RoleError.nameTaken`.
    package func insert(_ role: Role) throws {
        let added = try connection.execute(
            """
            INSERT INTO roles (org_id, id, built_in, name, name_folded, permissions) VALUES (
                \(organization.rawValue), \(role.id.rawValue), \(role.builtIn?.rawValue), \(role.name),
                \(role.foldedName), \(Self.written(role.permissions))
            ) ON CONFLICT (org_id, name_folded) DO NOTHING
            """
        )
        guard added == 1 else { throw RoleError.nameTaken(role.name) }
    }

    /// Replaces name and permissions. Throws `RoleError.nameTaken`.
    package func update(_ role: Role) throws {
        let other = try find(named: role.name)
        guard other == nil || other?.id == role.id else { throw RoleError.nameTaken(role.name) }
        try connection.execute(
            """
            UPDATE roles SET
                name = \(role.name), name_folded = \(role.foldedName), permissions = \(Self.written(role.permissions))
            WHERE org_id = \(organization.rawValue) AND id = \(role.id.rawValue)
            """
        )
    }

    package func delete(_ id: RoleID) throws {
        try connection.execute(
            "DELETE FROM roles WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue)"
        )
    }

    package func find(_ id: RoleID) throws -> Role? {
        try connection.first(
            """
            SELECT id, built_in, name, permissions FROM roles
            WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue)
            """,
            Self.read
        )
    }

    /// Finds a role by its name, in upper or lower case.
    package func find(named name: String) throws -> Role? {
        try connection.first(
            """
            SELECT id, built_in, name, permissions FROM roles
            WHERE org_id = \(organization.rawValue) AND name_folded = \(Role.folded(name))
            """,
            Self.read
        )
    }

    /// Reads all roles of an organization, the built-in ones first.
    package func all() throws -> [Role] {
        try connection.all(
            """
            SELECT id, built_in, name, permissions FROM roles
            WHERE org_id = \(organization.rawValue)
            ORDER BY CASE built_in WHEN 'owner' THEN 0 WHEN 'basic' THEN 1 ELSE 2 END, name_folded
            """,
            Self.read
        )
    }

    private static func written(_ permissions: Set<Permission>) -> String {
        permissions.map(\.rawValue).sorted().joined(separator: " ")
    }

    /// Permissions that this program does not know (of a newer one) are left out, never guessed.
    private static func read(_ row: any Row) throws -> Role {
        let id = try RoleID(rawValue: row.integer(0))
        let permissions = try Set(row.text(3).split(separator: " ").compactMap { Permission(rawValue: String($0)) })
        switch try row.textIfAny(1).flatMap(Role.BuiltIn.init(rawValue:)) {
        case .owner: return .owner(id: id)
        case .basic: return .basic(id: id, permissions: permissions)
        case nil:
            return try StoredRow.checked("roles") {
                try Role(id: id, name: row.text(2), permissions: permissions)
            }
        }
    }
}
