/// What is to become of a contact: what is named changes, all else stays.
package struct ContactEdit: Hashable, Sendable {
    /// The values of properties, by key without `profile.`; nil takes the value away.
    package var profile: [String: Value?]
    /// Of the built-in keys those that are editable: `BuiltInKey.editable`.
    package var flags: [BuiltInKey: Bool]
    /// All tags that it is to have, or nil where they stay.
    package var tags: [TagName]?
    package var tagsAdded: [TagName]
    package var tagsRemoved: [TagName]
    /// From where a consent came, in the words of whoever records it; nil for where the edit itself comes from.
    package var consentSource: String?

    package init(
        profile: [String: Value?] = [:],
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

    package var isEmpty: Bool {
        profile.isEmpty && flags.isEmpty && tags == nil && tagsAdded.isEmpty && tagsRemoved.isEmpty
    }

    /// What leads to a contact by the values that it gives.
    package var identities: [Identity] {
        var identities: [Identity] = []
        if case .text(let email)?? = profile[ProfileKey.email] {
            identities.append(Identity(.email, email.folded()))
        }
        if case .text(let phone)?? = profile[ProfileKey.mobileNumber] {
            identities.append(Identity(.phone, phone))
        }
        return identities
    }

    /// Whether it gives a contact something by which people are called or reached.
    package var hasContactDetails: Bool {
        ProfileKey.contactDetails.contains { key in
            if case .some(.some) = profile[key] { true } else { false }
        }
    }
}

extension BuiltInKey {
    /// The built-in keys that people and programs may set, beside tags.
    package static let editable: Set<BuiltInKey> = optOuts.union([.blocked])
}

extension ProfileKey {
    /// What makes somebody more than an anonymous visitor.
    package static let contactDetails = [name, firstName, lastName, email, mobileNumber, landlineNumber]
}
