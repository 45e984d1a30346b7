/// Why something cannot be done with a contact. Each description is safe to show, and says how to mend it.
package enum ContactError: Explained, Hashable {
    case unknown
    /// Somebody else changed it since the version that the caller knew; 0 where there is none.
    case changed(version: Int64)
    case nothingToCallItBy
    case noPhoneOrEmail
    case tooManyTags(Int)
    case tooManyTagsInAll
    case unknownProperty(key: String, nearest: String?)
    case archivedProperty(key: String)
    case writtenOnce(key: String)
    case badValue(key: String, reason: Phrase)
    case badConsentSource
    case tooLarge
    case mergeWithItself
    case mergeSize(Int)
    case noPair
    /// Two or more that one input has.
    indirect case several([ContactError])

    /// The property that it is about, without `profile.`.
    package var property: String? {
        switch self {
        case .unknownProperty(let key, _), .archivedProperty(let key), .writtenOnce(let key), .badValue(let key, _):
            key
        case .several(let errors): errors.first?.property
        default: nil
        }
    }

    package var explanation: Phrase {
        switch self {
        case .unknown:
            "there is no such contact"
        case .changed(version: 0):
            "there is no such contact yet, so that it has no version"
        case .changed(let version):
            "somebody else changed the contact meanwhile (it is at version \(version)): look at it, then try again"
        case .nothingToCallItBy:
            "a contact needs a name, an e-mail or a phone"
        case .noPhoneOrEmail:
            "a lead needs a phone or an e-mail"
        case .tooManyTags(let count):
            "the contact would have \(count) tags; at most \(Tag.limitPerContact) are possible, so remove some first"
        case .tooManyTagsInAll:
            "the organization would have more than \(Tag.limitPerOrganization) tags; use tags that it has already"
        case .unknownProperty(let key, let nearest?):
            "there is no property “\(key)”; did you mean “\(nearest)”?"
        case .unknownProperty(let key, nil):
            "there is no property “\(key)”; define it first"
        case .archivedProperty(let key):
            "the property “\(key)” is archived: restore it first"
        case .writtenOnce(let key):
            "“\(key)” is written once and has a value already"
        case .badValue(_, let reason):
            reason
        case .badConsentSource:
            "the source of a consent is 1 to 200 characters on one line"
        case .tooLarge:
            "the contact's values would be more than \(Contact.greatestProfileBytes / 1_024) KiB: shorten some"
        case .mergeWithItself:
            "a contact cannot be merged with itself"
        case .mergeSize(let count):
            "\(count) contacts cannot be merged: choose 2 to \(Merge.most)"
        case .noPair:
            "these two contacts are not among the likely duplicates"
        case .several(let errors):
            errors.first?.explanation ?? ""
        }
    }
}

extension Contact {
    /// Bytes that the values of its properties may have in all.
    package static let greatestProfileBytes = 262_144
}
