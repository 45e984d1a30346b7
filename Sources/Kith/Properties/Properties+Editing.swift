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
        let (property, options) = try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            var options: OptionChange?
            let property = try change(key, .editedProperty, by: caller, in: transaction) { property, catalogue in
                guard !property.isChangingType else { throw PropertyError.isChanging(property.key) }
                let former = property.options
                let wanted = try edit.options.map { try Property.options($0, of: property.type) } ?? former
                let change = try OptionChange(from: former, to: wanted, edit.replacing)
                try checkUse(of: change.unsaid, property, in: catalogue, of: caller.organization, transaction)
                try property.apply(edit, change, zone: catalogue.zone)
                options = change
                return [:]
            }
            if let renamings = options?.renamings, !renamings.isEmpty {
                try kith.segments.follow(by: caller, in: transaction) { filter in
                    filter.replacing(options: renamings, of: property.propertyKey)
                }
            }
            return (property, options)
        }
        if let options, !options.replacements.isEmpty {
            let key = property.key
            let former = Set(options.replacements.keys)
            try await ContactSweep(kith: kith, organization: caller.organization).run { _ in
                .test(.profile(key), .text(.isOneOf(former)))
            } _: { contact, _ in
                contact.profile[key] = options.value(after: contact.profile[key])
            }
        }
        return property
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
            let hasOption = Predicate.test(property.propertyKey, .text(.isOneOf([option.folded()])))
            let count = try store.count(hasOption, in: catalogue)
            guard count == 0 else { throw PropertyError.optionInUse(option, contacts: count) }
        }
    }
}
