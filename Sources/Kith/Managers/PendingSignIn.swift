import Crypto
import Database
import Domain
import Foundation
import Stores

/// A manager whose password was right: what is left to do is the code, where there is one.
struct ProvenPassword: Sendable, Hashable {
    let email: ManagerEmail
    let organization: OrganizationID
    let manager: ManagerID
    /// Of the password's hash, so that a password changed meanwhile is noticed.
    let fingerprint: String

    init(_ place: ManagerEmailStore.Place, email: ManagerEmail) {
        self.email = email
        organization = place.organization
        manager = place.manager
        fingerprint = Self.fingerprint(place.passwordHash)
    }

    func isStillRight(_ connection: any Connection) throws -> Bool {
        let hash = try ManagerStore(organization, connection).passwordHash(of: manager)
        return hash != nil && Self.fingerprint(hash) == fingerprint
    }

    private static func fingerprint(_ hash: String?) -> String {
        Token.base64URL(Array(SHA256.hash(data: Array((hash ?? "").utf8))))
    }

    // MARK: As a token that the browser holds between the two steps.

    static let pendingMilliseconds: Int64 = 5 * 60_000

    /// Seals this for five minutes. Only the form of the same browser can bring it back.
    func sealed(
        with secret: InstanceSecret,
        boundTo form: String,
        at now: Instant,
        randomBytes: (Int) -> [UInt8]
    ) throws -> String {
        let parts = [
            organization.description, manager.description, fingerprint,
            String((now + Self.pendingMilliseconds).milliseconds), email.description,
        ]
        let bytes = Array(parts.joined(separator: " ").utf8)
        let sealed = try secret.seal(bytes, for: .signingIn, boundTo: form, randomBytes: randomBytes)
        return Token.base64URL(sealed)
    }

    /// Opens what was sealed; nil where it is too old, another browser's, or none.
    init?(_ text: String, _ secret: InstanceSecret, boundTo form: String, at now: Instant) {
        guard text.utf8.count <= 2_000, let sealed = Token.bytes(base64URL: text),
            let opened = secret.open(sealed, for: .signingIn, boundTo: form)
        else { return nil }
        let parts = String(decoding: opened, as: UTF8.self).split(separator: " ").map(String.init)
        guard parts.count == 5, let organization = OrganizationID(parts[0]), let manager = ManagerID(parts[1]),
            let end = Int64(parts[3]), now.milliseconds < end, let email = try? ManagerEmail(parts[4])
        else { return nil }
        self.organization = organization
        self.manager = manager
        fingerprint = parts[2]
        self.email = email
    }
}
