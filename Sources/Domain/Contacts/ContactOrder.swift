/// The order of a list of contacts: one key, contacts without a value last, ties by id.
package struct ContactOrder: Hashable, Sendable {
    package let key: PropertyKey
    package let type: PropertyType
    package let isDescending: Bool

    package static let lastSeenFirst = ContactOrder(key: .builtIn(.lastSeenAt), type: .datetime, isDescending: true)
    package static let newestFirst = ContactOrder(key: .builtIn(.createdAt), type: .datetime, isDescending: true)
    package static let byName = ContactOrder(key: .profile(ProfileKey.name), type: .text, isDescending: false)

    private init(key: PropertyKey, type: PropertyType, isDescending: Bool) {
        self.key = key
        self.type = type
        self.isDescending = isDescending
    }

    /// Reads a key, with `-` before it for the greatest first, such as `-lastSeenAt`.
    package init(parsing text: String, in catalogue: Catalogue) throws(ContactOrderError) {
        let isDescending = text.hasPrefix("-")
        let name = isDescending ? String(text.dropFirst()) : text
        guard let key = PropertyKey(name), let type = catalogue.type(of: key) else {
            throw ContactOrderError.unknownKey(name, nearest: catalogue.nearestKey(to: name))
        }
        guard !type.isList else {
            throw ContactOrderError.list(name)
        }
        self.init(key: key, type: type, isDescending: isDescending)
    }
}

extension ContactOrder: CustomStringConvertible {
    package var description: String {
        (isDescending ? "-" : "") + key.shortDescription
    }
}

package enum ContactOrderError: Explained {
    case unknownKey(String, nearest: PropertyKey?)
    case list(String)

    package var explanation: Phrase {
        switch self {
        case .unknownKey(let key, let nearest?):
            "there is no property “\(key)” to sort by; did you mean “\(nearest.shortDescription)”?"
        case .unknownKey(let key, nil): "there is no property “\(key)” to sort by"
        case .list(let key): "“\(key)” is a list; contacts cannot be sorted by it"
        }
    }
}

/// A place between two contacts of an ordered list, which stays right while contacts change.
package struct ContactCursor: Hashable, Sendable {
    /// The value that the list is ordered by of the contact at that place; text folded.
    package var value: Value?
    package var id: ContactID

    package init(after contact: Contact, in order: ContactOrder) {
        id = contact.id
        let value = contact[order.key]
        if case .text(let text)? = value {
            self.value = .text(order.key.isExact ? text : text.folded())
        } else {
            value.map { self.value = $0 }
        }
    }

    /// Reads the printed form; nil where it is not a cursor of that order.
    package init?(_ text: String, in order: ContactOrder) {
        let parts = text.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false)
        guard let id = ContactID(String(parts[0])) else { return nil }
        self.id = id
        guard parts.count == 2 else { return }
        guard let json = try? JSON(parsing: String(parts[1])), let value = Value(stored: json, as: order.type) else {
            return nil
        }
        self.value = value
    }
}

extension ContactCursor: CustomStringConvertible {
    package var description: String {
        value.map { "\(id)~\($0.json)" } ?? id.description
    }
}
