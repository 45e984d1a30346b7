import Foundation

/// A password that somebody chose, within the lengths allowed. Never printed, never kept.
package struct Password: Sendable, CustomStringConvertible {
    package static let shortest = 10
    /// Far beyond what people type; there only to bound the work of hashing.
    package static let longest = 1_000

    /// The bytes to be hashed. Composed (NFKC), because keyboards differ in how they send one and the same sign.
    package let bytes: [UInt8]

    package init(_ text: String) throws(ManagerError) {
        guard text.count >= Self.shortest else { throw .passwordTooShort }
        guard text.utf8.count <= Self.longest * 4, text.count <= Self.longest else { throw .passwordTooLong }
        bytes = Array(text.precomposedStringWithCompatibilityMapping.utf8)
    }

    package var description: String { "(a password)" }
}
