import Database
package import Domain
import Stores

extension Kith {
    package var organizations: Organizations { Organizations(kith: self) }
}

/// Verbs about organizations.
///
/// Making and listing them has no caller: it is done by whoever runs the machine, from the command line.
package struct Organizations: Sendable {
    let kith: Kith

    /// Makes an organization with the roles Owner and Basic. Throws `OrganizationError`.
    package func create(key: OrganizationKey, settings: OrganizationSettings) async throws -> Organization {
        try await kith.write { try create(key: key, settings: settings, in: $0) }
    }

    /// Makes an organization and its first owner, both or neither.
    package func create(
        key: OrganizationKey,
        settings: OrganizationSettings,
        owner: ManagerEmail
    ) async throws -> (organization: Organization, owner: Invitation) {
        try await kith.write { transaction in
            let organization = try create(key: key, settings: settings, in: transaction)
            let caller = Caller.console(organization.id)
            let owner = try kith.managers.invite(email: owner, role: "owner", by: caller, in: transaction)
            return (organization, owner)
        }
    }

    /// The same within a transaction of the caller's.
    package func create(
        key: OrganizationKey,
        settings: OrganizationSettings,
        in transaction: Transaction
    ) throws -> Organization {
        let organization = try Organization(
            id: transaction.nextID(),
            key: key,
            settings: settings,
            createdAt: transaction.now
        )
        try OrganizationStore(transaction.connection).insert(organization)
        let roles = RoleStore(organization.id, transaction.connection)
        try roles.insert(.owner(id: transaction.nextID()))
        try roles.insert(.basic(id: transaction.nextID()))
        try PropertyStore(organization.id, transaction.connection).insert(Property.defaults)
        let caller = Caller.console(organization.id)
        try transaction.audit(.createdOrganization, of: organization.id.subject, by: caller)
        return organization
    }

    /// Finds an organization by its short name, or throws `OrganizationError.unknown`.
    package func find(key: String) async throws -> Organization {
        try await kith.read { connection in
            guard let organization = try OrganizationStore(connection).find(key: key) else {
                throw OrganizationError.unknown(key)
            }
            return organization
        }
    }

    /// Reads all organizations, in the order of their short names.
    package func all() async throws -> [Organization] {
        try await kith.read { try OrganizationStore($0).all() }
    }

    /// Reads the caller's organization.
    package func current(by caller: Caller) async throws -> Organization {
        try await kith.read { try find(caller.organization, $0) }
    }

    /// Changes what is given of the settings of the caller's organization. Throws `OrganizationError`.
    ///
    /// What was `seen` of them is not overwritten where somebody else has changed it since: `.changedMeanwhile`.
    package func edit(
        _ edit: OrganizationEdit,
        seen: OrganizationEdit = OrganizationEdit(),
        by caller: Caller
    ) async throws -> Organization {
        try caller.require(.manageOrganization)
        return try await kith.write { transaction in
            let store = OrganizationStore(transaction.connection)
            try store.lock(caller.organization)
            var organization = try find(caller.organization, transaction.connection)
            let lost = edit.lost(on: organization.settings, since: seen)
            guard lost.isEmpty else { throw OrganizationError.changedMeanwhile(lost) }
            let settings = try edit.applied(to: organization.settings)
            guard settings != organization.settings else { return organization }
            organization.settings = settings
            try store.update(caller.organization, settings: settings)
            let keys = JSON.array(edit.settingsGiven.map { .string($0.rawValue) })
            try transaction.audit(.editedOrganization, of: organization.id.subject, ["settings": keys], by: caller)
            // Days in filters begin by the time zone.
            transaction.note(Changed(catalogue: true), in: caller.organization)
            return organization
        }
    }

    func find(_ id: OrganizationID, _ connection: any Connection) throws -> Organization {
        guard let organization = try OrganizationStore(connection).find(id) else {
            throw OrganizationError.unknown(id.description)
        }
        return organization
    }
}
