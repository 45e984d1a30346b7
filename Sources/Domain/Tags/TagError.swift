/// Why a tag could not be made, changed or found. Each description is safe to show.
package enum TagError: Explained, Hashable {
    case unknown
    case nameTaken(String)
    case tooMany
    case mergeWithItself

    package var explanation: Phrase {
        switch self {
        case .unknown:
            "there is no such tag"
        case .nameTaken(let name):
            "there is a tag “\(name)” already: choose another name, or merge the two"
        case .tooMany:
            "an organization can have up to \(Tag.limitPerOrganization) tags: remove or merge some first"
        case .mergeWithItself:
            "a tag cannot be merged with itself"
        }
    }
}
