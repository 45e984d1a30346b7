package import Domain
import Stores

extension Kith {
    package var properties: Properties { Properties(kith: self) }
}

/// Verbs about the organization's properties: what is known of its contacts beside what Kith itself records.
package struct Properties: Sendable {
    let kith: Kith

    /// Reads all properties in the order of display, the archived ones too.
    package func all(by caller: Caller) async throws -> [Property] {
        if !caller.may(.manageProperties) { try caller.require(.seeContacts) }
        return try await kith.read { try PropertyStore(caller.organization, $0).all() }
    }

    /// Reads one by its key, with or without `profile.`. Throws `PropertyError.unknown`.
    package func find(_ key: String, by caller: Caller) async throws -> Property {
        let all = try await all(by: caller)
        guard let property = all.first(where: { $0.key == Self.plain(key) }) else { throw PropertyError.unknown(key) }
        return property
    }

    /// Defines a property, as the last one in the order of display. Throws `PropertyError`.
    package func define(_ definition: PropertyDefinition, by caller: Caller) async throws -> Property {
        try caller.require(.manageProperties)
        return try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            return try define(definition, by: caller, in: transaction)
        }
    }

    /// The same within a transaction that has locked the organization.
    func define(_ definition: PropertyDefinition, by caller: Caller, in transaction: Transaction) throws -> Property {
        let catalogue = try transaction.catalogue(of: caller.organization)
        let last = catalogue.properties.values.map(\.position).max() ?? -1
        let property = try Property(definition, position: last + 1, zone: catalogue.zone)
        if let other = catalogue.properties[property.key] {
            throw PropertyError.keyTaken(other.key, isArchived: other.isArchived)
        }
        guard catalogue.properties.count < Property.limit else { throw PropertyError.tooMany }
        try PropertyStore(caller.organization, transaction.connection).insert([property])
        try UnregisteredKeyStore(caller.organization, transaction.connection).delete(property.key)
        transaction.note(Changed(catalogue: true), in: caller.organization)
        try transaction.audit(
            .definedProperty,
            of: property.subject,
            ["type": .string(property.type.rawValue)],
            by: caller
        )
        return property
    }

    /// Puts properties into an order, effective at once for everybody. Those that are not named follow as they were.
    package func order(_ keys: [String], by caller: Caller) async throws -> [Property] {
        try caller.require(.manageProperties)
        return try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let store = PropertyStore(caller.organization, transaction.connection)
            let current = try store.all().map(\.key)
            var ordered: [String] = []
            for key in keys {
                let plain = Self.plain(key)
                guard current.contains(plain) else { throw PropertyError.unknown(key) }
                guard !ordered.contains(plain) else { throw PropertyError.keysTwice(key) }
                ordered.append(plain)
            }
            ordered += current.filter { !ordered.contains($0) }
            if ordered != current {
                try store.order(ordered)
                transaction.note(Changed(catalogue: true), in: caller.organization)
                try transaction.audit(.orderedProperties, by: caller)
            }
            return try store.all()
        }
    }

    /// Changes a property of a transaction that has locked the organization.
    func change(
        _ key: String,
        _ action: AuditEntry.Action,
        by caller: Caller,
        in transaction: Transaction,
        _ body: (inout Property, Catalogue) throws -> KeyValuePairs<String, JSON?>
    ) throws -> Property {
        let catalogue = try transaction.catalogue(of: caller.organization)
        guard let former = catalogue.properties[Self.plain(key)] else { throw PropertyError.unknown(key) }
        var property = former
        let data = try body(&property, catalogue)
        guard property != former else { return former }
        try PropertyStore(caller.organization, transaction.connection).update(property)
        transaction.note(Changed(catalogue: true), in: caller.organization)
        try transaction.audit(action, of: property.subject, data, by: caller)
        return property
    }

    /// The key without `profile.`, as it is kept; the text itself where it cannot be a key.
    static func plain(_ key: String) -> String {
        if case .profile(let name)? = PropertyKey(key) { name } else { key }
    }
}

extension Property {
    /// What the audit log calls it by.
    var subject: String { "property:\(key)" }
}
