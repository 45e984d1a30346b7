import Database
package import Domain
import Stores

extension Kith {
    package var subscription: Subscription { Subscription(kith: self) }
}

/// Verbs about how many managed users an organization may have.
package struct Subscription: Sendable {
    let kith: Kith

    /// Reads plan, capacity and use.
    package func usage(by caller: Caller) async throws -> SubscriptionUsage {
        try caller.require(.manageOrganization)
        return try await kith.read { try Self.usage(of: caller.organization, $0) }
    }

    /// Adds to the managed users that the organization may have. Owners only.
    package func addCapacity(_ count: Int, by caller: Caller) async throws -> SubscriptionUsage {
        try caller.requireOwner()
        guard (1...SubscriptionUsage.mostManagedUsers).contains(count) else { throw SubscriptionError.badNumber }
        return try await change(.addedCapacity, ["managedUsers": .integer(Int64(count))], by: caller) { settings in
            guard let capacity = settings.managedUsersCapacity else { throw SubscriptionError.noLimit }
            guard capacity + count <= SubscriptionUsage.mostManagedUsers else { throw SubscriptionError.badNumber }
            settings.managedUsersAdded += count
        }
    }

    /// Says how many managed users are included, or nil for no limit. For whoever runs the machine.
    package func setIncluded(_ count: Int?, by caller: Caller) async throws -> SubscriptionUsage {
        guard caller.actor == .console else { throw PermissionError.notTheConsole }
        guard (0...SubscriptionUsage.mostManagedUsers).contains(count ?? 0) else { throw SubscriptionError.badNumber }
        let included = count.map { JSON.integer(Int64($0)) } ?? .null
        return try await change(.setCapacity, ["included": included], by: caller) { settings in
            settings.managedUsersIncluded = count
        }
    }

    /// Refuses to go on where so many more managed users have no room: before anything of them is made.
    ///
    /// Of organizations with a limit, others who ask wait until the transaction ends. Throws `SubscriptionError.full`.
    package func requireRoom(for count: Int, by caller: Caller, in transaction: Transaction) throws {
        let connection = transaction.connection
        guard try Self.usage(of: caller.organization, connection).capacity != nil else { return }
        try OrganizationStore(connection).lock(caller.organization)
        let usage = try Self.usage(of: caller.organization, connection)
        let used = usage.used + transaction.managedUsersNoted(in: caller.organization)
        guard let capacity = usage.capacity, used + count > capacity else { return }
        throw SubscriptionError.full(capacity: capacity, used: used, needed: count)
    }

    private func change(
        _ action: AuditEntry.Action,
        _ data: KeyValuePairs<String, JSON?>,
        by caller: Caller,
        _ body: @escaping @Sendable (inout OrganizationSettings) throws -> Void
    ) async throws -> SubscriptionUsage {
        try await kith.write { transaction in
            let store = OrganizationStore(transaction.connection)
            try store.lock(caller.organization)
            var settings = try Self.organization(caller.organization, transaction.connection).settings
            try body(&settings)
            try store.update(caller.organization, settings: settings)
            try transaction.audit(action, of: caller.organization.subject, data, by: caller)
            return try Self.usage(of: caller.organization, transaction.connection)
        }
    }

    private static func usage(
        of organization: OrganizationID,
        _ connection: any Connection
    ) throws -> SubscriptionUsage {
        let settings = try self.organization(organization, connection).settings
        return SubscriptionUsage(
            included: settings.managedUsersIncluded,
            added: settings.managedUsersAdded,
            used: try ChangeStore(organization, connection).managedUsers()
        )
    }

    static func organization(_ id: OrganizationID, _ connection: any Connection) throws -> Organization {
        guard let organization = try OrganizationStore(connection).find(id) else {
            throw OrganizationError.unknown(id.description)
        }
        return organization
    }
}
