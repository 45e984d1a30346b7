/// One value of a contact that changed.
package struct ValueChange: Hashable, Sendable {
    package var key: PropertyKey
    package var old: Value?
    package var new: Value?
}

/// What an edit made of a contact.
package struct ContactChange: Hashable, Sendable {
    package var values: [ValueChange]
    package var tagsAdded: Set<TagID>
    package var tagsRemoved: Set<TagID>

    private static let builtInKeys: [BuiltInKey] =
        [.memberId, .blocked, .emailQualified, .mobileNumberQualified]
        + BuiltInKey.optOuts.sorted { $0.rawValue < $1.rawValue }

    private static let consentSources = BuiltInKey.optOuts.sorted { $0.rawValue < $1.rawValue }.compactMap { key in
        key.consentKeys.map { (key, $0.source) }
    }

    /// Compares two states of one contact. What follows from any change (`updatedAt` and the like) does not count.
    package init(from old: Contact, to new: Contact) {
        values = []
        tagsAdded = new.tags.subtracting(old.tags)
        tagsRemoved = old.tags.subtracting(new.tags)
        for key in Set(old.profile.keys).union(new.profile.keys).sorted() where old.profile[key] != new.profile[key] {
            values.append(ValueChange(key: .profile(key), old: old.profile[key], new: new.profile[key]))
        }
        for key in Self.builtInKeys where old[key] != new[key] {
            values.append(ValueChange(key: .builtIn(key), old: old[key], new: new[key]))
        }
        // Where a consent came from goes without saying beside the consent, unless that stayed.
        for (optOut, source) in Self.consentSources where old[optOut] == new[optOut] && old[source] != new[source] {
            values.append(ValueChange(key: .builtIn(source), old: old[source], new: new[source]))
        }
    }

    package var isEmpty: Bool { values.isEmpty && tagsAdded.isEmpty && tagsRemoved.isEmpty }

    /// What the timeline keeps: old and new values, and the names of tags.
    package func members(in catalogue: Catalogue) -> [JSON.Member] {
        var members: [JSON.Member] = []
        if !values.isEmpty {
            members.append(JSON.Member("changes", .array(values.map(\.json))))
        }
        for (name, tags) in [("tagsAdded", tagsAdded), ("tagsRemoved", tagsRemoved)] where !tags.isEmpty {
            let names = tags.compactMap { catalogue.tags[$0]?.name.text }.sorted()
            members.append(JSON.Member(name, .array(names.map(JSON.string))))
        }
        return members
    }
}

extension ValueChange {
    fileprivate var json: JSON {
        .object(["key": .string(key.description), "old": old?.json, "new": new?.json])
    }
}
