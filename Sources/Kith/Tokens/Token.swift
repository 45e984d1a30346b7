import Crypto
import Domain
import Foundation

/// A secret that somebody holds: the organization it belongs to and 256 random bits.
///
/// The organization is in the text, so that the hash is looked up within it. Only the hash is kept.
struct Token: Sendable {
    let text: String
    let organization: OrganizationID

    private static let secretLength = 43

    /// Makes a new token.
    init(for organization: OrganizationID, prefix: String = "", randomBytes: (Int) -> [UInt8]) {
        self.organization = organization
        text = prefix + organization.description + Self.base64URL(randomBytes(32))
    }

    /// Takes a token as somebody shows it; nil where it has not the form of one.
    init?(_ text: String, prefix: String = "") {
        guard text.utf8.count == prefix.utf8.count + 13 + Self.secretLength, text.hasPrefix(prefix) else { return nil }
        guard let organization = OrganizationID(String(text.dropFirst(prefix.count).prefix(13))) else { return nil }
        self.text = text
        self.organization = organization
    }

    /// What is kept in the database. A plain hash is enough: 256 random bits cannot be guessed.
    var hash: [UInt8] { Self.hash(text) }

    static func hash(_ text: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }

    /// A value that only the holder of the token can know, other than the token itself.
    func derived(for purpose: String) -> String {
        let key = SymmetricKey(data: Array(text.utf8))
        return Self.base64URL(Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: key)))
    }

    static func bytes(base64URL text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: plain + padding).map(Array.init)
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-")
            .replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
