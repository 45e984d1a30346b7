package import Domain
import Stores

extension Properties {
    /// Archives a property: it is no longer collected, shown or found; its values are kept. Throws `PropertyError`.
    ///
    /// It is archived at once. Contacts are then rewritten batch by batch, so that a search no longer finds the values.
    package func archive(_ key: String, by caller: Caller) async throws -> Property {
        try await setArchived(true, key, .archivedProperty, by: caller)
    }

    /// Restores an archived property with all its values. Throws `PropertyError`.
    package func restore(_ key: String, by caller: Caller) async throws -> Property {
        try await setArchived(false, key, .restoredProperty, by: caller)
    }

    /// Archives a property, and leaves its contacts to a job where they are many.
    package func beginArchiving(
        _ key: String,
        by caller: Caller
    ) async throws -> (property: Property, adapting: Adapting) {
        try await beginArchived(true, key, .archivedProperty, by: caller)
    }

    /// Restores a property, and leaves its contacts to a job where they are many.
    package func beginRestoring(
        _ key: String,
        by caller: Caller
    ) async throws -> (property: Property, adapting: Adapting) {
        try await beginArchived(false, key, .restoredProperty, by: caller)
    }

    private func setArchived(
        _ isArchived: Bool,
        _ key: String,
        _ action: AuditEntry.Action,
        by caller: Caller
    ) async throws -> Property {
        try caller.require(.manageProperties)
        let property = try await kith.write { transaction in
            try mark(isArchived, key, action, by: caller, in: transaction)
        }
        return try await finish(property, of: caller.organization)
    }

    private func beginArchived(
        _ isArchived: Bool,
        _ key: String,
        _ action: AuditEntry.Action,
        by caller: Caller
    ) async throws -> (property: Property, adapting: Adapting) {
        try caller.require(.manageProperties)
        let begun = try await kith.write { transaction in
            let property = try mark(isArchived, key, action, by: caller, in: transaction)
            let isBusy = try isBusy(property, caller.organization, transaction)
            let adapting = isBusy ? .none : try begin(property, by: caller, in: transaction)
            return (property: property, adapting: adapting)
        }
        if begun.adapting.job != nil { kith.jobBell.ring() }
        return begun
    }

    private func mark(
        _ isArchived: Bool,
        _ key: String,
        _ action: AuditEntry.Action,
        by caller: Caller,
        in transaction: Transaction
    ) throws -> Property {
        try OrganizationStore(transaction.connection).lock(caller.organization)
        return try change(key, action, by: caller, in: transaction) { property, _ in
            guard !property.isChangingType else { throw PropertyError.isChanging(property.key) }
            guard !isArchived || !Property.keysNeverArchived.contains(property.key) else {
                throw PropertyError.neverArchived(property.key)
            }
            if property.isArchived != isArchived {
                try checkIsFree(property, caller.organization, transaction)
                property.isArchived = isArchived
                property.formerType = property.type
            }
            return [:]
        }
    }

    /// Lets contacts follow what was marked in this transaction: few at once, and many by a job.
    func begin(_ property: Property, by caller: Caller, in transaction: Transaction) throws -> Adapting {
        guard let rewriting = Adaptation.Rewriting(property) else { return .none }
        return try kith.adapt(.rewriting(rewriting), by: caller, in: transaction)
    }

    /// Finishes what a process began and died over: changes of type, archivings, restorings.
    ///
    /// Harmless beside whoever is at it: the same contacts are then rewritten twice.
    package func finishAll() async throws {
        for organization in try await kith.organizations.all() {
            for property in try await kith.read({ try PropertyStore(organization.id, $0).all() }) {
                _ = try await finish(property, of: organization.id)
            }
        }
    }

    /// Rewrites the contacts that have a value, where that is still to be done, and says that it is done.
    ///
    /// A contact that is read has its value in the new type, or kept aside where the property is archived; writing it back
    /// is all there is to do, and doing it twice changes nothing. Nobody can write by the former rules meanwhile: what
    /// read the catalogue before begins anew at its commit.
    func finish(_ property: Property, of organization: OrganizationID) async throws -> Property {
        guard let rewriting = Adaptation.Rewriting(property) else { return property }
        let sweep = ContactSweep(
            kith: kith,
            organization: organization,
            adaptation: .rewriting(rewriting),
            actor: .kith
        )
        try await sweep.run()
        return try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(organization)
            return try settle(rewriting, of: organization, in: transaction)
        }
    }

    /// Says that all contacts are rewritten, in a transaction that has locked the organization.
    func settle(
        _ rewriting: Adaptation.Rewriting,
        of organization: OrganizationID,
        in transaction: Transaction
    ) throws -> Property {
        let catalogue = try transaction.catalogue(of: organization)
        guard var done = catalogue.properties[rewriting.key] else { throw PropertyError.unknown(rewriting.key) }
        guard rewriting.isStill(of: done) else { return done }
        done.formerType = nil
        try PropertyStore(organization, transaction.connection).update(done)
        transaction.note(Changed(catalogue: true), in: organization)
        return done
    }
}
