package import Domain
import Stores

extension Kith {
    package var roles: Roles { Roles(kith: self) }
}

/// Verbs about roles.
package struct Roles: Sendable {
    let kith: Kith

    /// Reads the roles of the caller's organization, the built-in ones first: for whoever defines roles, or gives them to
    /// managers.
    package func all(by caller: Caller) async throws -> [Role] {
        try requireSight(caller)
        return try await kith.read { try RoleStore(caller.organization, $0).all() }
    }

    /// How many managers have each role; one that nobody has is not there.
    package func managerCounts(by caller: Caller) async throws -> [RoleID: Int] {
        try requireSight(caller)
        return try await kith.read { try ManagerStore(caller.organization, $0).counts() }
    }

    /// Reads one role of the caller's organization. Throws `RoleError.unknown`.
    package func find(_ id: RoleID, by caller: Caller) async throws -> Role {
        try requireSight(caller)
        return try await kith.read { try find(id, RoleStore(caller.organization, $0)) }
    }

    /// Defines a role. Throws `RoleError` and `PermissionError`.
    package func create(name: String, permissions: Set<Permission>, by caller: Caller) async throws -> Role {
        try caller.require(.manageRoles)
        try requireOwn(permissions, caller)
        return try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let store = RoleStore(caller.organization, transaction.connection)
            guard try store.all().count < Role.most else { throw RoleError.tooMany }
            let role = try Role(id: transaction.nextID(), name: name, permissions: permissions)
            try store.insert(role)
            try transaction.audit(.createdRole, of: role.id.subject, Self.account(of: role), by: caller)
            return role
        }
    }

    /// Changes name and permissions of a role. Owner cannot be changed, and Basic keeps its name.
    package func edit(
        _ id: RoleID,
        name: String,
        permissions: Set<Permission>,
        by caller: Caller
    ) async throws -> Role {
        try caller.require(.manageRoles)
        return try await kith.write { transaction in
            let store = RoleStore(caller.organization, transaction.connection)
            let role = try find(id, store)
            // What somebody else put into the role may stay in it.
            try requireOwn(permissions.symmetricDifference(role.permissions), caller)
            let changed: Role
            switch role.builtIn {
            case .owner: throw RoleError.builtIn(role.name)
            case .basic:
                guard Role.folded(name) == role.foldedName else { throw RoleError.builtIn(role.name) }
                changed = .basic(id: id, permissions: permissions)
            case nil:
                changed = try Role(id: id, name: name, permissions: permissions)
            }
            try store.update(changed)
            try transaction.audit(.editedRole, of: id.subject, Self.account(of: changed), by: caller)
            return changed
        }
    }

    /// Removes a role that no manager has.
    package func remove(_ id: RoleID, by caller: Caller) async throws {
        try caller.require(.manageRoles)
        try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let store = RoleStore(caller.organization, transaction.connection)
            let role = try find(id, store)
            guard role.builtIn == nil else { throw RoleError.builtIn(role.name) }
            let managers = try ManagerStore(caller.organization, transaction.connection).count(with: id).all
            guard managers == 0 else { throw RoleError.inUse(managers: managers) }
            try store.delete(id)
            try transaction.audit(.removedRole, of: id.subject, ["name": .string(role.name)], by: caller)
        }
    }

    /// Finds a role that the caller may give to others.
    func find(named name: String, for caller: Caller, in transaction: Transaction) throws -> Role {
        let store = RoleStore(caller.organization, transaction.connection)
        guard let role = try store.find(named: name) else {
            throw RoleError.unknown(name, known: try store.all().map(\.name))
        }
        if role.isOwner { try caller.requireOwner() }
        try requireOwn(role.permissions, caller)
        return role
    }

    /// What a role may do is for whoever defines roles or gives them. Others learn their own by `kith.me`.
    private func requireSight(_ caller: Caller) throws(PermissionError) {
        if !caller.may(.manageManagers) { try caller.require(.manageRoles) }
    }

    /// Refuses to pass on what the caller does not have.
    func requireOwn(_ permissions: Set<Permission>, _ caller: Caller) throws(PermissionError) {
        let missing = permissions.subtracting(caller.permissions)
        guard missing.isEmpty else { throw .moreThanOwn(missing.sorted { $0.rawValue < $1.rawValue }) }
    }

    /// What the audit log keeps of a role.
    private static func account(of role: Role) -> KeyValuePairs<String, JSON?> {
        let permissions = role.permissions.map(\.rawValue).sorted()
        return ["name": .string(role.name), "permissions": .array(permissions.map(JSON.string))]
    }

    private func find(_ id: RoleID, _ store: RoleStore) throws -> Role {
        guard let role = try store.find(id) else {
            throw RoleError.unknown(id.description, known: try store.all().map(\.name))
        }
        return role
    }
}
