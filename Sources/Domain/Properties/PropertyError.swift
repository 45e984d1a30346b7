/// Why a property could not be defined, changed or found. Each description is safe to show.
package enum PropertyError: Explained, Hashable {
    case unknown(String)
    case badKey(String)
    case builtInKey(String)
    case keyTaken(String, isArchived: Bool)
    case badName
    case tooMany
    case badOptions
    case optionsWithoutSelect
    case badDefault(Phrase)
    case fixedDefault(String)
    case neverArchived(String)
    case archived(String)
    case isChanging(String)
    /// Contacts have the option, and nothing was said of what they get instead.
    case optionInUse(String, contacts: Int)
    case badReplacement(String)
    case stillAnOption(String)
    /// Values do not fit the new type, and dropping them was not asked for.
    case valuesDoNotFit(Int, PropertyType)
    case keysTwice(String)
    case notSeen(String)

    package var explanation: Phrase {
        switch self {
        case .unknown(let key):
            "there is no property “\(key)”"
        case .badKey(let key):
            """
            “\(key)” cannot be a key: use letters, digits and _, not a digit first, \
            at most \(PropertyKey.greatestLength) bytes
            """
        case .builtInKey(let key):
            "“\(key)” is a key that Kith itself keeps: choose another"
        case .keyTaken(let key, isArchived: true):
            "the property “\(key)” is archived: restore it, or choose another key"
        case .keyTaken(let key, isArchived: false):
            "there is a property “\(key)” already"
        case .badName:
            "a property's name has 1 to 200 characters on one line"
        case .tooMany:
            "an organization can have up to \(Property.limit) properties, archived ones included"
        case .badOptions:
            "a select property has 1 to \(Property.optionsLimit) options, each a different text of 1 to 200 characters"
        case .optionsWithoutSelect:
            "only a select property has options"
        case .badDefault(let reason):
            "the default value does not fit: \(reason)"
        case .fixedDefault(let key):
            "“\(key)” is a property of Kith's own: its type and whether it is written once cannot be changed"
        case .neverArchived(let key):
            "“\(key)” says who people are and cannot be archived: hide it instead"
        case .archived(let key):
            "the property “\(key)” is archived: restore it first"
        case .isChanging(let key):
            "the type of “\(key)” is being changed: try again in a moment"
        case .optionInUse(let option, contacts: 1):
            "1 contact has the option “\(option)”: say which option they get instead, or none"
        case .optionInUse(let option, let contacts):
            "\(contacts) contacts have the option “\(option)”: say which option they get instead, or none"
        case .badReplacement(let option):
            "“\(option)” is not one of the options that remain"
        case .stillAnOption(let option):
            "“\(option)” is still one of the options: take it out to replace it"
        case .valuesDoNotFit(1, let type):
            "1 value is not \(type.phrase): mend them first, or drop them"
        case .valuesDoNotFit(let count, let type):
            "\(count) values are not \(type.phrase): mend them first, or drop them"
        case .keysTwice(let key):
            "“\(key)” stands in the order twice"
        case .notSeen(let key):
            "“\(key)” is not among the keys that were seen and not collected"
        }
    }
}
