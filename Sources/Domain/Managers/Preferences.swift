/// What a manager chose about how Kith looks to them alone.
package struct Preferences: Hashable, Sendable {
    /// The languages that Kith's pages speak, by their BCP 47 tags.
    package enum Language: String, CaseIterable, Hashable, Sendable {
        case english = "en"
        case korean = "ko"
    }

    package enum Scheme: String, CaseIterable, Hashable, Sendable {
        case light
        case dark
    }

    package enum ContactView: String, CaseIterable, Hashable, Sendable {
        case list
        case cards
    }

    /// A column of the list of contacts.
    package struct Column: Hashable, Sendable {
        package static let widths = 60...800

        /// A property key, such as `profile.email`.
        package let key: String
        /// In CSS pixels, within `widths`; nil for the usual one.
        package var width: Int?

        package init(key: String, width: Int? = nil) {
            self.key = key
            self.width = width.map { min(max($0, Self.widths.lowerBound), Self.widths.upperBound) }
        }
    }

    package static let mostColumns = 60

    /// Nil: the organization's language.
    package var language: Language?
    /// Nil: as the device has it.
    package var scheme: Scheme?
    package var contactView = ContactView.list
    /// The columns in their order; nil for the usual ones.
    package var contactColumns: [Column]?

    package init() {}
}

extension Preferences {
    /// The stored form.
    package var json: JSON {
        .object([
            "language": language.map { .string($0.rawValue) },
            "scheme": scheme.map { .string($0.rawValue) },
            "contactView": .string(contactView.rawValue),
            "contactColumns": contactColumns.map { .array($0.map(\.json)) },
        ])
    }

    /// Reads the stored form. What is not understood, from a later version say, is as if it had not been chosen.
    package init(stored json: JSON) {
        language = json["language"]?.string.flatMap(Language.init)
        scheme = json["scheme"]?.string.flatMap(Scheme.init)
        contactView = json["contactView"]?.string.flatMap(ContactView.init) ?? .list
        contactColumns = json["contactColumns"]?.array?.prefix(Self.mostColumns).compactMap(Column.init)
    }
}

extension Preferences.Column {
    fileprivate var json: JSON {
        .object(["key": .string(key), "width": width.map { .integer(Int64($0)) }])
    }

    fileprivate init?(json: JSON) {
        guard let key = json["key"]?.string else { return nil }
        self.init(key: key, width: json["width"]?.number.flatMap { Int(exactly: $0) })
    }
}
