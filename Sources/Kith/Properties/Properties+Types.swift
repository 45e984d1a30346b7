package import Domain
import Stores

/// Another type for a property, and what may be done about values that are not of it.
package struct TypeChange: Hashable, Sendable {
    package var type: PropertyType
    /// The options, where the new type is select.
    package var options: [String]
    /// Whether texts that are no option become one each, up to the limit.
    package var addsOptions: Bool
    /// Whether values that do not fit are dropped. Else they refuse the change.
    package var dropsValues: Bool

    package init(
        to type: PropertyType,
        options: [String] = [],
        addsOptions: Bool = false,
        dropsValues: Bool = false
    ) {
        self.type = type
        self.options = options
        self.addsOptions = addsOptions
        self.dropsValues = dropsValues
    }
}

/// What a change of type does to the values that there are.
package struct TypeChangeEffect: Hashable, Sendable {
    /// Values that become one of the new type.
    package var converted = 0
    /// Values that do not fit it.
    package var unfit = 0
    /// The first of those.
    package var samples: [Sample] = []
    /// The options that the property has then.
    package var options: [String] = []

    package struct Sample: Hashable, Sendable {
        package let contact: ContactID
        package let value: Value
    }

    static let mostSamples = 20
}

extension Properties {
    /// Says what a change of type would do, and changes nothing. Throws `PropertyError`.
    ///
    /// Who may not see contacts gets no samples.
    package func rehearse(
        _ key: String,
        _ change: TypeChange,
        by caller: Caller
    ) async throws -> TypeChangeEffect {
        try caller.require(.manageProperties)
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let property = try changeable(key, in: catalogue, to: change.type)
            let store = ContactSweepStore(caller.organization, connection)
            var effect = try survey(change, of: property, in: catalogue, store)
            // The samples are values of contacts, which not everybody sees who manages properties.
            if !caller.may(.seeContacts) { effect.samples = [] }
            return effect
        }
    }

    /// Gives a property another type and converts its values. Throws `PropertyError`.
    ///
    /// Values that do not fit refuse the change, unless they are to be dropped. The property has its type at once; filters
    /// that name it are refused until the last contact is rewritten, for which the change feed names them. Timelines do not
    /// tell of it: what is known of the person is the same. Where the process dies, the same change again finishes it.
    package func changeType(
        _ key: String,
        _ change: TypeChange,
        by caller: Caller
    ) async throws -> (property: Property, effect: TypeChangeEffect) {
        try caller.require(.manageProperties)
        let (marked, effect) = try await kith.write { try begin(change, of: key, by: caller, in: $0) }
        return (try await finish(marked, of: caller.organization), effect)
    }

    /// The same, and leaves contacts to a job where they are many.
    package func beginTypeChange(
        _ key: String,
        _ change: TypeChange,
        by caller: Caller
    ) async throws -> (property: Property, effect: TypeChangeEffect, adapting: Adapting) {
        try caller.require(.manageProperties)
        let begun = try await kith.write { transaction in
            let (property, effect) = try begin(change, of: key, by: caller, in: transaction)
            // The same change once more: what a dead process left is finished, and a job that is at it is left to it.
            let isBusy = try isBusy(property, caller.organization, transaction)
            let adapting = isBusy ? .none : try begin(property, by: caller, in: transaction)
            return (property: property, effect: effect, adapting: adapting)
        }
        if begun.adapting.job != nil { kith.jobBell.ring() }
        return begun
    }

    private func begin(
        _ change: TypeChange,
        of key: String,
        by caller: Caller,
        in transaction: Transaction
    ) throws -> (Property, TypeChangeEffect) {
        // From here to the commit nobody else can commit: the values that are looked at are all there are.
        try OrganizationStore(transaction.connection).lock(caller.organization)
        let catalogue = try transaction.catalogue(of: caller.organization)
        let former = try changeable(key, in: catalogue, to: change.type)
        guard !former.isChangingType else { return (former, TypeChangeEffect(options: former.options)) }
        if change.type != former.type { try checkIsFree(former, caller.organization, transaction) }
        let store = ContactSweepStore(caller.organization, transaction.connection)
        let effect = try survey(change, of: former, in: catalogue, store)
        guard effect.unfit == 0 || change.dropsValues else {
            throw PropertyError.valuesDoNotFit(effect.unfit, change.type)
        }
        guard change.type != former.type else { return (former, effect) }
        let property = try self.change(key, .changedPropertyType, by: caller, in: transaction) { property, _ in
            property.type = change.type
            property.options = effect.options
            property.formerType = former.type
            property.defaultValue = former.defaultValue?.converted(
                to: change.type,
                options: effect.options,
                zone: catalogue.zone
            )
            return [
                "from": .string(former.type.rawValue), "to": .string(change.type.rawValue),
                "dropped": .integer(Int64(effect.unfit)),
            ]
        }
        return (property, effect)
    }

    private func changeable(
        _ key: String,
        in catalogue: Catalogue,
        to type: PropertyType
    ) throws(PropertyError) -> Property {
        guard let property = catalogue.properties[Self.plain(key)] else { throw .unknown(key) }
        guard !property.isDefault else { throw .fixedDefault(property.key) }
        guard !property.isArchived else { throw .archived(property.key) }
        // The same change again finishes what was begun.
        guard !property.isChangingType || property.type == type else { throw .isChanging(property.key) }
        return property
    }

    private func survey(
        _ change: TypeChange,
        of property: Property,
        in catalogue: Catalogue,
        _ store: ContactSweepStore
    ) throws -> TypeChangeEffect {
        var effect = TypeChangeEffect()
        guard change.type != property.type else {
            effect.options = property.options
            return effect
        }
        effect.options = change.options
        if change.type == .select, change.addsOptions {
            effect.options += try newOptions(beside: change.options, property, store)
        }
        effect.options = try Property.options(effect.options, of: change.type)
        try store.forEachValue(of: property) { contact, value in
            if value.converted(to: change.type, options: effect.options, zone: catalogue.zone) != nil {
                effect.converted += 1
                return
            }
            effect.unfit += 1
            if effect.samples.count < TypeChangeEffect.mostSamples {
                effect.samples.append(.init(contact: contact, value: value))
            }
        }
        return effect
    }

    /// The texts that would be options, each once, in their order; as many as there may be.
    private func newOptions(
        beside options: [String],
        _ property: Property,
        _ store: ContactSweepStore
    ) throws -> [String] {
        var known = Set(options.map { $0.folded() })
        var added: [String] = []
        try store.forEachValue(of: property) { _, value in
            guard known.count < Property.optionsLimit, let option = ShownName(value.text)?.description,
                known.insert(option.folded()).inserted
            else { return }
            added.append(option)
        }
        return added.sorted { $0.folded() < $1.folded() }
    }
}
