/// The short name of an organization, such as `demo`: what the command line and addresses call it by.
///
/// 2–40 of a–z, 0–9 and hyphens, beginning and ending with a letter or digit.
package struct OrganizationKey: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) throws(OrganizationError) {
        let signs = Array(text.utf8)
        let isAllowed = signs.allSatisfy { Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        guard (2...40).contains(signs.count), isAllowed else { throw .badKey(text) }
        guard let first = signs.first, let last = signs.last else { throw .badKey(text) }
        guard Self.isLetterOrDigit(first), Self.isLetterOrDigit(last) else { throw .badKey(text) }
        description = text
    }

    /// The nearest to a name, such as `demo-inc` for “Demo Inc.”, or `home` where the name has too little of what is allowed.
    package init(suggestedBy name: String) {
        let plain = name.lowercased().utf8.map { Self.isLetterOrDigit($0) ? $0 : UInt8(ascii: "-") }
        let words = plain.split(separator: UInt8(ascii: "-")).map { String(decoding: $0, as: UTF8.self) }
        let key = words.joined(separator: "-").prefix(40)
        let kept = key.last == "-" ? key.dropLast() : key
        description = kept.utf8.count < 2 ? "home" : String(kept)
    }

    private static func isLetterOrDigit(_ sign: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(sign)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(sign)
    }
}
