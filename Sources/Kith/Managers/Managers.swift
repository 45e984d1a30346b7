package import Domain
import Stores

extension Kith {
    package var managers: Managers { Managers(kith: self) }
}

/// Verbs about managers.
package struct Managers: Sendable {
    package static let linkMilliseconds: Int64 = 7 * 86_400_000

    let kith: Kith

    /// Makes a manager, and the one-time link by which they choose a password.
    ///
    /// `role` is a role's name, such as `owner`. Throws `ManagerError`, `RoleError`, `PermissionError`.
    package func invite(
        email: String,
        name: String? = nil,
        role: String,
        by caller: Caller
    ) async throws -> Invitation {
        let email = try ManagerEmail(email)
        return try await kith.write { transaction in
            try invite(email: email, name: name, role: role, by: caller, in: transaction)
        }
    }

    /// The same within a transaction of the caller's.
    package func invite(
        email: ManagerEmail,
        name: String? = nil,
        role roleName: String,
        by caller: Caller,
        in transaction: Transaction
    ) throws -> Invitation {
        try caller.require(.manageManagers)
        let name = try shownName(name, for: email)
        let role = try kith.roles.find(named: roleName, for: caller, in: transaction)
        let manager = try Manager(
            id: transaction.nextID(),
            email: email,
            name: name,
            role: role.id,
            hasPassword: false,
            createdAt: transaction.now
        )
        try ManagerStore(caller.organization, transaction.connection).insert(manager)
        let account: KeyValuePairs<String, JSON?> = ["role": .string(role.name)]
        try transaction.audit(.invitedManager, of: manager.id.subject, account, by: caller)
        return try makeLink(for: manager, by: caller, in: transaction)
    }

    /// Makes a new one-time link for a manager who lost the first, or the password. Earlier links end.
    package func makeLink(for manager: ManagerID, by caller: Caller) async throws -> Invitation {
        try caller.require(.manageManagers)
        return try await kith.write { transaction in
            let manager = try find(manager, in: caller.organization, transaction)
            let role = try RoleStore(caller.organization, transaction.connection).find(manager.role)
            // Whoever holds an owner's link becomes that owner.
            if role?.isOwner == true { try caller.requireOwner() }
            try kith.roles.requireOwn(role?.permissions ?? [], caller)
            try transaction.audit(.madeLink, of: manager.id.subject, by: caller)
            return try makeLink(for: manager, by: caller, in: transaction)
        }
    }

    /// Finds a manager of the caller's organization by e-mail, or throws `ManagerError.unknown`.
    package func find(email: String, by caller: Caller) async throws -> Manager {
        try caller.require(.manageManagers)
        let email = try ManagerEmail(email)
        return try await kith.read { connection in
            guard let manager = try ManagerStore(caller.organization, connection).find(email: email) else {
                throw ManagerError.unknown
            }
            return manager
        }
    }

    /// Reads all managers of the caller's organization.
    package func all(by caller: Caller) async throws -> [Manager] {
        try caller.require(.manageManagers)
        return try await kith.read { try ManagerStore(caller.organization, $0).all() }
    }

    /// Finds a manager of the caller's organization, or throws `ManagerError.unknown`.
    package func find(_ manager: ManagerID, by caller: Caller) async throws -> Manager {
        try caller.require(.manageManagers)
        return try await kith.read { connection in
            guard let found = try ManagerStore(caller.organization, connection).find(manager) else {
                throw ManagerError.unknown
            }
            return found
        }
    }

    /// Gives a manager another name: everybody their own, and others' whoever manages managers.
    package func rename(_ manager: ManagerID, to name: String, by caller: Caller) async throws -> Manager {
        if caller.actor != .manager(manager) { try caller.require(.manageManagers) }
        return try await kith.write { try rename(manager, to: name, by: caller, in: $0) }
    }

    /// Changes what the caller chose about how Kith looks to them, and returns it.
    package func prefer(
        _ change: @escaping @Sendable (inout Preferences) -> Void,
        by caller: Caller
    ) async throws -> Preferences {
        let manager = try caller.managerID()
        return try await kith.write { transaction in
            let former = try find(manager, in: caller.organization, transaction).preferences
            var preferences = former
            change(&preferences)
            guard preferences != former else { return former }
            try ManagerStore(caller.organization, transaction.connection).setPreferences(preferences, of: manager)
            return preferences
        }
    }

    /// Gives a manager another role. The last owner stays one.
    package func setRole(_ roleName: String, of manager: ManagerID, by caller: Caller) async throws {
        try caller.require(.manageManagers)
        _ = try await kith.write { try setRole(roleName, of: manager, by: caller, in: $0) }
    }

    /// Changes what is given of a manager, all or nothing.
    package func edit(
        _ manager: ManagerID,
        name: String? = nil,
        role: String? = nil,
        by caller: Caller
    ) async throws -> Manager {
        try caller.require(.manageManagers)
        return try await kith.write { transaction in
            if let name { _ = try rename(manager, to: name, by: caller, in: transaction) }
            if let role { try setRole(role, of: manager, by: caller, in: transaction) }
            return try find(manager, in: caller.organization, transaction)
        }
    }

    private func rename(
        _ manager: ManagerID,
        to name: String,
        by caller: Caller,
        in transaction: Transaction
    ) throws -> Manager {
        guard let name = ShownName(name)?.description else { throw ManagerError.badName }
        var manager = try find(manager, in: caller.organization, transaction)
        guard manager.name != name else { return manager }
        manager.name = name
        try ManagerStore(caller.organization, transaction.connection).setName(name, of: manager.id)
        try transaction.audit(.renamedManager, of: manager.id.subject, by: caller)
        return manager
    }

    private func setRole(
        _ roleName: String,
        of manager: ManagerID,
        by caller: Caller,
        in transaction: Transaction
    ) throws {
        let role = try kith.roles.find(named: roleName, for: caller, in: transaction)
        let manager = try find(manager, in: caller.organization, transaction)
        guard manager.role != role.id else { return }
        try requireAnotherOwner(than: manager, caller, transaction)
        try ManagerStore(caller.organization, transaction.connection).setRole(role.id, of: manager.id)
        let account: KeyValuePairs<String, JSON?> = ["role": .string(role.name)]
        try transaction.audit(.changedRole, of: manager.id.subject, account, by: caller)
    }

    /// Removes a manager; their sessions end at once. The last owner stays.
    package func remove(_ manager: ManagerID, by caller: Caller) async throws {
        try caller.require(.manageManagers)
        try await kith.write { transaction in
            let manager = try find(manager, in: caller.organization, transaction)
            try requireAnotherOwner(than: manager, caller, transaction)
            try ManagerStore(caller.organization, transaction.connection).delete(manager.id)
            try transaction.audit(.removedManager, of: manager.id.subject, by: caller)
        }
    }

    func find(
        _ manager: ManagerID,
        in organization: OrganizationID,
        _ transaction: Transaction
    ) throws -> Manager {
        guard let found = try ManagerStore(organization, transaction.connection).find(manager) else {
            throw ManagerError.unknown
        }
        return found
    }

    /// Refuses to take the role of owner from the only one, and from any by somebody who is none.
    ///
    /// Who was invited and never chose a password cannot sign in, so does not stand in for one who can.
    private func requireAnotherOwner(than manager: Manager, _ caller: Caller, _ transaction: Transaction) throws {
        let organization = caller.organization
        try OrganizationStore(transaction.connection).lock(organization)
        // Read again behind the lock: the role may have changed while it was waited for.
        let current = try find(manager.id, in: organization, transaction)
        let role = try RoleStore(organization, transaction.connection).find(current.role)
        guard let role, role.isOwner else { return }
        try caller.requireOwner()
        let owners = try ManagerStore(organization, transaction.connection).count(with: role.id)
        let othersWithPassword = owners.withPassword - (current.hasPassword ? 1 : 0)
        guard owners.all > 1, !current.hasPassword || othersWithPassword > 0 else { throw ManagerError.lastOwner }
    }

    private func makeLink(
        for manager: Manager,
        by caller: Caller,
        in transaction: Transaction
    ) throws -> Invitation {
        let token = Token(for: caller.organization, randomBytes: kith.randomBytes)
        let expiresAt = transaction.now + Self.linkMilliseconds
        try OneTimeLinkStore(caller.organization, transaction.connection).insert(
            tokenHash: token.hash,
            for: .choosePassword,
            of: manager.id,
            expiresAt: expiresAt
        )
        return Invitation(manager: manager, linkToken: token.text, expiresAt: expiresAt)
    }

    private func shownName(_ name: String?, for email: ManagerEmail) throws(ManagerError) -> String {
        guard let name else { return email.description.split(separator: "@").first.map(String.init) ?? "" }
        guard let shown = ShownName(name)?.description else { throw .badName }
        return shown
    }
}
