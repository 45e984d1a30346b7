import Foundation

/// The e-mail that a manager signs in with.
///
/// Checked for its shape only: whether somebody reads it is shown by the one-time link that goes there.
package struct ManagerEmail: Hashable, Sendable, CustomStringConvertible {
    /// As it was typed, without white space around it.
    package let description: String
    /// What two spellings of one e-mail have in common; unique within an organization.
    package let folded: String

    package init(_ text: String) throws(ManagerError) {
        let email = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, email.utf8.count <= 254, !email.contains("..") else { throw .badEmail(text) }
        guard (1...64).contains(parts[0].utf8.count), Self.isHost(parts[1]) else { throw .badEmail(text) }
        guard email.unicodeScalars.allSatisfy(Self.isAllowed) else { throw .badEmail(text) }
        description = email
        folded = email.lowercased().precomposedStringWithCanonicalMapping
    }

    private static func isHost(_ host: Substring) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
    }

    /// Spaces, controls and the signs that end an address elsewhere are refused, so that it is safe in a mail header.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        guard !properties.isWhitespace, properties.generalCategory != .control else { return false }
        return !properties.isDefaultIgnorableCodePoint && !"<>()[],;:\\\"".unicodeScalars.contains(scalar)
    }
}
