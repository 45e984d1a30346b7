/// A property of the organization's catalogue: one of the defaults, or one of its own.
package struct Property: Hashable, Sendable {
    /// Without `profile.`; unique in the organization, also beside archived ones.
    package var key: String
    package var name: String
    package var type: PropertyType
    /// What a select property can be, in the order of display.
    package var options: [String]
    /// Shown, and used in personalization, where a contact has none. Never counts as a value.
    package var defaultValue: Value?
    /// Whether a value, once there, stays: `profile.utmSource` and the like.
    package var isWriteOnce: Bool
    /// Archived: no longer collected, shown nowhere, its values kept.
    package var isArchived: Bool
    package var isHiddenInContacts: Bool
    package var isHiddenInInbox: Bool
    /// The place in the order of display, from 0.
    package var position: Int
    /// Set while contacts are being rewritten after a change of type, an archiving or a restoring: the type of the values
    /// in those that were not reached yet.
    package var formerType: PropertyType?

    package init(
        key: String,
        name: String,
        type: PropertyType,
        options: [String] = [],
        defaultValue: Value? = nil,
        isWriteOnce: Bool = false,
        isArchived: Bool = false,
        isHiddenInContacts: Bool = false,
        isHiddenInInbox: Bool = false,
        position: Int = 0,
        formerType: PropertyType? = nil
    ) {
        self.key = key
        self.name = name
        self.type = type
        self.options = options
        self.defaultValue = defaultValue
        self.isWriteOnce = isWriteOnce
        self.isArchived = isArchived
        self.isHiddenInContacts = isHiddenInContacts
        self.isHiddenInInbox = isHiddenInInbox
        self.position = position
        self.formerType = formerType
    }

    /// Whether contacts have values of two types at this moment, so that no filter can ask for it.
    package var isChangingType: Bool { formerType.map { $0 != type } ?? false }

    package var propertyKey: PropertyKey { .profile(key) }

    /// The most that an organization may have.
    package static let limit = 500
    /// The most options of a select property.
    package static let optionsLimit = 500

    /// Whether every organization has it from the start: its key and its type are fixed.
    package var isDefault: Bool { Self.defaultKeys.contains(key) }

    private static let defaultKeys = Set(defaults.map(\.key))

    /// Those that say who somebody is: the shown name, and the identities that people are known again by.
    /// While they were archived, an import could no longer tell anybody from anybody else.
    package static let keysNeverArchived: Set<String> = [
        ProfileKey.name, ProfileKey.firstName, ProfileKey.lastName, ProfileKey.email, ProfileKey.mobileNumber,
    ]
}

extension Property {
    /// The properties that every organization begins with, in the order of display.
    package static let defaults: [Property] = {
        let known: [(key: String, name: String, type: PropertyType, isWriteOnce: Bool)] = [
            (ProfileKey.name, "Name", .text, false),
            (ProfileKey.firstName, "First name", .text, false),
            (ProfileKey.lastName, "Last name", .text, false),
            (ProfileKey.title, "Title", .text, false),
            (ProfileKey.email, "E-mail", .text, false),
            (ProfileKey.mobileNumber, "Mobile number", .text, false),
            (ProfileKey.landlineNumber, "Landline number", .text, false),
            (ProfileKey.avatarURL, "Avatar", .text, false),
            (ProfileKey.company, "Company", .text, false),
            (ProfileKey.website, "Website", .text, false),
            (ProfileKey.address, "Address", .text, false),
            (ProfileKey.notes, "Notes", .text, false),
            (ProfileKey.lastCheckoutCompletedAt, "Last order", .datetime, false),
            ("utmSource", "UTM source", .text, true),
            ("utmMedium", "UTM medium", .text, true),
            ("utmCampaign", "UTM campaign", .text, true),
            ("utmTerm", "UTM term", .text, true),
            ("utmContent", "UTM content", .text, true),
            ("referrer", "Referrer", .text, true),
        ]
        return known.enumerated().map { position, property in
            Property(
                key: property.key,
                name: property.name,
                type: property.type,
                isWriteOnce: property.isWriteOnce,
                position: position
            )
        }
    }()
}

/// The keys of default properties that rules speak of.
package enum ProfileKey {
    package static let name = "name"
    package static let firstName = "firstName"
    package static let lastName = "lastName"
    package static let title = "title"
    package static let email = "email"
    package static let mobileNumber = "mobileNumber"
    package static let landlineNumber = "landlineNumber"
    package static let avatarURL = "avatarUrl"
    package static let company = "company"
    package static let website = "website"
    package static let address = "address"
    package static let notes = "notes"
    package static let lastCheckoutCompletedAt = "lastCheckoutCompletedAt"
}
