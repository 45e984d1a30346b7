package import Domain
import Outside

/// What somebody typed or sent of a contact, not yet compared with the organization's properties.
package struct ContactInput: Hashable, Sendable {
    /// Values by key, with or without `profile.`; null takes one away.
    package var profile: [String: JSON]
    package var flags: [BuiltInKey: Bool]
    /// All tags that it is to have, or nil where they stay.
    package var tags: [TagName]?
    package var tagsAdded: [TagName]
    package var tagsRemoved: [TagName]
    /// From where a consent came, as somebody typed it; nil for where the input itself comes from.
    package var consentSource: String?

    package init(
        profile: [String: JSON] = [:],
        flags: [BuiltInKey: Bool] = [:],
        tags: [TagName]? = nil,
        tagsAdded: [TagName] = [],
        tagsRemoved: [TagName] = [],
        consentSource: String? = nil
    ) {
        self.profile = profile
        self.flags = flags
        self.tags = tags
        self.tagsAdded = tagsAdded
        self.tagsRemoved = tagsRemoved
        self.consentSource = consentSource
    }

    /// What it means in an organization. Throws what is wrong with the values, by the order of their keys.
    package func resolved(in catalogue: Catalogue) throws(ContactError) -> ContactEdit {
        var edit = ContactEdit(flags: flags, tags: tags, tagsAdded: tagsAdded, tagsRemoved: tagsRemoved)
        var errors: [ContactError] = []
        if let consentSource {
            edit.consentSource = ShownName(consentSource)?.description
            if edit.consentSource == nil { errors.append(.badConsentSource) }
        }
        for (key, json) in profile.sorted(by: { $0.key < $1.key }) {
            do throws(ContactError) {
                let property = try Self.property(key, in: catalogue)
                edit.profile.updateValue(try Self.value(json, of: property, in: catalogue), forKey: property.key)
            } catch {
                errors.append(error)
            }
        }
        guard let first = errors.first else { return edit }
        throw errors.count == 1 ? first : .several(errors)
    }

    /// What of it is collected: neither what is only listed as seen, nor what is archived.
    func collected(in catalogue: Catalogue) -> ContactInput {
        var collected = self
        collected.profile = profile.filter { name, _ in
            // What can be no key, or is Kith's own, is a mistake and is said to be one.
            guard BuiltInKey(rawValue: name) == nil, !name.hasPrefix("profile.") else { return true }
            guard case .profile(let key)? = PropertyKey("profile.\(name)") else { return true }
            return catalogue.properties[key].map { !$0.isArchived } ?? false
        }
        return collected
    }

    private static func property(_ name: String, in catalogue: Catalogue) throws(ContactError) -> Property {
        guard case .profile(let key)? = PropertyKey(name.hasPrefix("profile.") ? name : "profile.\(name)"),
            let property = catalogue.properties[key]
        else {
            if BuiltInKey(rawValue: name) != nil {
                throw .badValue(key: name, reason: "“\(name)” is what every contact has: it is no property")
            }
            let nearest = catalogue.nearestKey(to: name)
            throw .unknownProperty(key: name, nearest: nearest?.shortDescription)
        }
        guard !property.isArchived else { throw .archivedProperty(key: name) }
        return property
    }

    private static func value(
        _ json: JSON,
        of property: Property,
        in catalogue: Catalogue
    ) throws(ContactError) -> Value? {
        do {
            let value = try Value.reading(
                json,
                as: property.type,
                options: property.options,
                zone: catalogue.zone
            )
            guard case .text(let text)? = value else { return value }
            switch property.key {
            case ProfileKey.email: return .text(try EmailAddress(text).text)
            case ProfileKey.mobileNumber, ProfileKey.landlineNumber:
                return .text(try phone(text, country: catalogue.country))
            default: return value
            }
        } catch {
            throw .badValue(key: property.key, reason: Phrase(of: error))
        }
    }

    private static func phone(_ text: String, country: Country?) throws(PhoneProblem) -> String {
        switch PhoneNumbers().read(text, country: country?.description ?? "") {
        case .number(let number, _): return number
        case .refused(let problem): throw problem
        }
    }
}
