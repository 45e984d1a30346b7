/// Why a tag could not be made, changed or found. Each description is safe to show.
package enum TagError: Explained, Hashable {
    case unknown
    case nameTaken(String)
    case tooMany
    case mergeWithItself
    /// It is being merged or removed, or another one is being merged into it.
    case isGoing(String)
    /// Whoever has it is not to be deleted for want of a sign of life.
    case sparesContacts(String)
    /// Somebody else edited it since it was looked at.
    case changed

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
        case .isGoing(let name):
            "the tag “\(name)” is being merged or removed: try again when that is done"
        case .sparesContacts(let name):
            "the tag “\(name)” spares contacts in the retention rule: take it out there first"
        case .changed:
            "somebody else changed the tag meanwhile: look at it, then try again"
        }
    }
}
