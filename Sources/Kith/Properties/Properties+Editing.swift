package import Domain
import Stores

extension Properties {
    /// Changes a property; its key never does. Throws `PropertyError`.
    ///
    /// An option that contacts have is only removed with a word of what they get instead. Segments that name it name the
    /// new one from then on. Contacts follow batch by batch, without an entry on their timelines; where the process dies
    /// in between, the same edit again finishes it.
    package func edit(_ key: String, _ edit: PropertyEdit, by caller: Caller) async throws -> Property {
        try caller.require(.manageProperties)
        let (property, adaptation) = try await kith.write { transaction in
            try apply(edit, to: key, seen: nil, by: caller, in: transaction)
        }
        if let adaptation {
            try await ContactSweep(
                kith: kith,
                organization: caller.organization,
                adaptation: adaptation,
                actor: caller.actor
            ).run()
        }
        return property
    }

    /// The same, and leaves contacts that follow to a job where they are many.
    ///
    /// `seen` is the stamp of the property that was edited: where it has another one by now, `PropertyError.changed` says so.
    package func beginEdit(
        _ key: String,
        _ edit: PropertyEdit,
        seen: String? = nil,
        by caller: Caller
    ) async throws -> (property: Property, adapting: Adapting) {
        try caller.require(.manageProperties)
        let begun = try await kith.write { transaction in
            let (property, adaptation) = try apply(edit, to: key, seen: seen, by: caller, in: transaction)
            let adapting = try adaptation.map { try kith.adapt($0, by: caller, in: transaction) }
            return (property: property, adapting: adapting ?? .none)
        }
        if begun.adapting.job != nil { kith.jobBell.ring() }
        return begun
    }

    /// The keys of the properties that contacts still follow a change of.
    package func busy(by caller: Caller) async throws -> Set<String> {
        try caller.require(.manageProperties)
        return try await kith.read { connection in
            let rewritten = try PropertyStore(caller.organization, connection).all().filter { $0.formerType != nil }
            let followed = try kith.adaptations(of: caller.organization, connection).compactMap(\.property)
            return Set(rewritten.map(\.key) + followed)
        }
    }

    /// Says how many contacts have each of these options of a property; those that nobody has are left out.
    package func holders(of options: [String], _ key: String, by caller: Caller) async throws -> [String: Int] {
        try caller.require(.manageProperties)
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            guard let property = catalogue.properties[Self.plain(key)] else { throw PropertyError.unknown(key) }
            let store = ContactSweepStore(caller.organization, connection)
            let counts = try options.map { ($0, try store.count(property.has($0), in: catalogue)) }
            return Dictionary(counts.filter { $0.1 > 0 }) { first, _ in first }
        }
    }

    private func apply(
        _ edit: PropertyEdit,
        to key: String,
        seen: String?,
        by caller: Caller,
        in transaction: Transaction
    ) throws -> (Property, Adaptation?) {
        try OrganizationStore(transaction.connection).lock(caller.organization)
        var options: OptionChange?
        let property = try change(key, .editedProperty, by: caller, in: transaction) { property, catalogue in
            guard seen == nil || seen == property.stamp else { throw PropertyError.changed(property.key) }
            guard !property.isChangingType else { throw PropertyError.isChanging(property.key) }
            let former = property.options
            let wanted = try edit.options.map { try Property.options($0, of: property.type) } ?? former
            let change = try OptionChange(from: former, to: wanted, edit.replacing)
            if !change.isEmpty { try checkIsFree(property, caller.organization, transaction) }
            try checkUse(of: change.unsaid, property, in: catalogue, of: caller.organization, transaction)
            try property.apply(edit, change, zone: catalogue.zone)
            options = change
            return [:]
        }
        guard let options, !options.replacements.isEmpty else { return (property, nil) }
        let renamings = options.renamings
        if !renamings.isEmpty {
            try kith.segments.follow(by: caller, in: transaction) { filter in
                filter.replacing(options: renamings, of: property.propertyKey)
            }
        }
        return (property, .options(options.replacements, of: property.key))
    }

    /// Refuses a change of what contacts have of a property while they still follow the one before.
    func checkIsFree(_ property: Property, _ organization: OrganizationID, _ transaction: Transaction) throws {
        if try isBusy(property, organization, transaction) { throw PropertyError.isChanging(property.key) }
    }

    /// Whether a job is at it that contacts follow a change of the property.
    func isBusy(_ property: Property, _ organization: OrganizationID, _ transaction: Transaction) throws -> Bool {
        try kith.adaptations(of: organization, transaction.connection).contains { $0.property == property.key }
    }

    private func checkUse(
        of options: [String],
        _ property: Property,
        in catalogue: Catalogue,
        of organization: OrganizationID,
        _ transaction: Transaction
    ) throws {
        let store = ContactSweepStore(organization, transaction.connection)
        for option in options {
            let count = try store.count(property.has(option), in: catalogue)
            guard count == 0 else { throw PropertyError.optionInUse(option, contacts: count) }
        }
    }
}

extension Property {
    fileprivate func has(_ option: String) -> Predicate {
        .test(propertyKey, .text(.isOneOf([option.folded()])))
    }
}
