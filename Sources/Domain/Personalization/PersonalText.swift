/// A text with places for what is known of the contact whom it is for:
///
///     Dear {{profile.name | default: "friend"}}{{#tag vip}}, come before all others{{/tag}}!
package struct PersonalText: Hashable, Sendable {
    indirect enum Part: Hashable, Sendable {
        case plain(String)
        /// The value of a key; where there is none `standIn`, else the default value of the property, else nothing.
        case value(PropertyKey, standIn: String?)
        /// What is only there for contacts with the tag, or one below it.
        case tagged(TagName, [Part])
    }

    let parts: [Part]

    /// Bytes of UTF-8 that one may have.
    package static let greatestLength = 65_536
    /// How deep parts for those with a tag may stand in one another.
    package static let greatestDepth = 8

    /// The text as this contact is to read it. Moments are by the clock of the organization.
    package func text(for contact: Contact, in catalogue: Catalogue) -> String {
        Self.text(parts, for: contact, in: catalogue)
    }

    private static func text(_ parts: [Part], for contact: Contact, in catalogue: Catalogue) -> String {
        parts.map { part in
            switch part {
            case .plain(let text): text
            case .value(let key, let standIn):
                contact.text(of: key, in: catalogue) ?? standIn ?? catalogue.defaultText(of: key)
            case .tagged(let tag, let parts):
                contact.tags.isDisjoint(with: catalogue.tags(within: tag))
                    ? "" : text(parts, for: contact, in: catalogue)
            }
        }.joined()
    }
}

extension Contact {
    /// What is written for a key; nil where the contact has no value.
    fileprivate func text(of key: PropertyKey, in catalogue: Catalogue) -> String? {
        guard key == .builtIn(.tags) else { return self[key]?.text(in: catalogue.zone) }
        let names = tags.compactMap { catalogue.tags[$0]?.name.text }.sorted()
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}

extension Catalogue {
    fileprivate func defaultText(of key: PropertyKey) -> String {
        guard case .profile(let name) = key else { return "" }
        return properties[name]?.defaultValue?.text(in: zone) ?? ""
    }
}
