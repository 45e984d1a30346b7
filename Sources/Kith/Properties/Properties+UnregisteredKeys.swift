package import Domain
import Stores

/// Keys that come from outside and are no property yet.
extension Properties {
    /// Takes note of values from outside whose keys are no properties, and returns the catalogue to read them by.
    ///
    /// They become properties of the type of the first value, or are listed as seen, as the organization wants it. Values
    /// of archived properties are not collected: whoever takes the values in leaves them out.
    package func collect(
        _ values: [String: JSON],
        of organization: OrganizationID,
        in transaction: Transaction
    ) throws -> Catalogue {
        let catalogue = try transaction.catalogue(of: organization)
        guard values.keys.contains(where: { catalogue.properties[Self.plain($0)] == nil }) else { return catalogue }
        let store = UnregisteredKeyStore(organization, transaction.connection)
        let isAutomatic = try store.collectsUnknownKeys()
        let collection = KeyCollection(values, in: catalogue, isAutomatic: isAutomatic)
        try store.see(collection.seen, at: transaction.now)
        guard !collection.defined.isEmpty else { return catalogue }
        try PropertyStore(organization, transaction.connection).insert(collection.defined)
        transaction.note(Changed(catalogue: true), in: organization)
        for property in collection.defined {
            try transaction.audit(
                .definedProperty,
                of: property.subject,
                ["type": .string(property.type.rawValue), "automatic": .boolean(true)],
                by: .kith(organization)
            )
        }
        return try transaction.catalogue(of: organization)
    }

    /// Whether keys from outside become properties by themselves.
    package func collectsUnknownKeys(by caller: Caller) async throws -> Bool {
        try caller.require(.manageProperties)
        return try await kith.read { try UnregisteredKeyStore(caller.organization, $0).collectsUnknownKeys() }
    }

    package func setCollectsUnknownKeys(_ collects: Bool, by caller: Caller) async throws {
        try caller.require(.manageProperties)
        try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let store = UnregisteredKeyStore(caller.organization, transaction.connection)
            guard try store.collectsUnknownKeys() != collects else { return }
            try store.setCollectsUnknownKeys(collects)
            transaction.note(Changed(catalogue: true), in: caller.organization)
            try transaction.audit(.changedKeyCollection, ["collects": .boolean(collects)], by: caller)
        }
    }

    /// Reads the keys that were seen and not collected, those seen last first.
    package func unregisteredKeys(by caller: Caller) async throws -> [UnregisteredKey] {
        try caller.require(.manageProperties)
        return try await kith.read { try UnregisteredKeyStore(caller.organization, $0).all() }
    }

    /// Makes a property of a key that was seen: with its guessed type and its key as the name, where nothing else is said.
    package func register(
        _ key: String,
        name: String? = nil,
        type: PropertyType? = nil,
        options: [String] = [],
        by caller: Caller
    ) async throws -> Property {
        try caller.require(.manageProperties)
        return try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let store = UnregisteredKeyStore(caller.organization, transaction.connection)
            guard let seen = try store.all().first(where: { $0.key == Self.plain(key) }) else {
                throw PropertyError.notSeen(key)
            }
            let definition = PropertyDefinition(
                key: seen.key,
                name: name ?? seen.key,
                type: type ?? seen.type,
                options: options
            )
            return try define(definition, by: caller, in: transaction)
        }
    }

    /// Takes a key off the list. It is listed anew when it is seen again.
    package func ignore(_ key: String, by caller: Caller) async throws {
        try caller.require(.manageProperties)
        try await kith.write { transaction in
            let store = UnregisteredKeyStore(caller.organization, transaction.connection)
            guard try store.delete(Self.plain(key)) else { throw PropertyError.notSeen(key) }
        }
    }
}
