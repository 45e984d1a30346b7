import Foundation

/// The key of something that is known of contacts: `lastSeenAt` or `profile.plan`.
package enum PropertyKey: Hashable, Sendable {
    case builtIn(BuiltInKey)
    /// A property of the organization's catalogue, without its `profile.`.
    case profile(String)

    /// Other names that are accepted for built-in keys.
    private static let otherNames: [String: BuiltInKey] = [
        "lastSeen": .lastSeenAt,
        "sessionCount": .sessionsCount,
    ]

    /// Reads a key; `profile.` may be left out where the rest is not a built-in key. Nil where it cannot be a key.
    package init?(_ text: String) {
        if let key = BuiltInKey(rawValue: text) ?? Self.otherNames[text] {
            self = .builtIn(key)
            return
        }
        let name = text.hasPrefix(Self.prefix) ? String(text.dropFirst(Self.prefix.count)) : text
        guard Self.isProfileName(name) else { return nil }
        // One spelling of a letter, so that the database compares keys as Swift does.
        self = .profile(name.utf8.allSatisfy { $0 < 0x80 } ? name : name.precomposedStringWithCanonicalMapping)
    }

    /// Whether a text can be the key of an own property: letters of any script, digits and `_`, not a digit first.
    package static func isProfileName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, text.utf8.count <= greatestLength else { return false }
        guard first.properties.isAlphabetic || first == "_" else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
                || scalar.properties.canonicalCombiningClass != .notReordered
        }
    }

    private static let prefix = "profile."
    /// Bytes of UTF-8.
    package static let greatestLength = 64
}

extension PropertyKey: CustomStringConvertible {
    package var description: String {
        switch self {
        case .builtIn(let key): key.rawValue
        case .profile(let name): Self.prefix + name
        }
    }

    /// The shortest form that is read as the same key, also in the text of a filter.
    package var shortDescription: String {
        switch self {
        case .builtIn(let key): key.rawValue
        case .profile(let name):
            PropertyKey(name) == self && !Self.wordsOfFilters.contains(name.lowercased()) ? name : description
        }
    }

    private static let wordsOfFilters: Set<String> = ["and", "or", "not", "segment", "event"]
}
