import Crypto
package import Domain
import Foundation

/// What this installation seals with: 32 random bytes that are never in the database, nor in its backups.
///
/// Whoever takes the database alone can then neither make codes of managers nor use their recovery codes.
package struct InstanceSecret: Sendable {
    package static let length = 32

    private let bytes: [UInt8]

    /// Where no secret was given. What needs one says so; hashes are then keyed with what everybody knows.
    package static let none = InstanceSecret([])

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the secret as it stands in its file: base64 on one line.
    package init(text: String) throws(InstanceSecretError) {
        let line = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let data = Data(base64Encoded: line), data.count == Self.length else { throw .malformed }
        self.init(Array(data))
    }

    package var isGiven: Bool { !bytes.isEmpty }

    package var text: String { Data(bytes).base64EncodedString() }

    /// By what the database knows the secret again. It tells nothing of the secret itself.
    var check: [UInt8] { keyedHash(of: [], for: .check) }

    /// What a key is for: each purpose has a key of its own.
    enum Purpose: String, Sendable {
        case check
        case totp
        case recoveryCodes = "recovery codes"
        case signingIn = "signing in"
        case tombstones
        case memberHashes = "member hashes"
    }

    /// Seals bytes so that only the secret opens them, and only for what they were bound to.
    func seal(
        _ bytes: [UInt8],
        for purpose: Purpose,
        boundTo context: String,
        randomBytes: (Int) -> [UInt8]
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            bytes,
            using: key(for: purpose),
            nonce: AES.GCM.Nonce(data: randomBytes(12)),
            authenticating: Array(context.utf8)
        )
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// Opens what was sealed; nil where it was sealed by another secret, for another purpose or context, or changed.
    func open(_ sealed: [UInt8], for purpose: Purpose, boundTo context: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        let opened = try? AES.GCM.open(box, using: key(for: purpose), authenticating: Array(context.utf8))
        return opened.map(Array.init)
    }

    /// A hash that cannot be tried out by anybody without the secret.
    func keyedHash(of bytes: [UInt8], for purpose: Purpose) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key(for: purpose)))
    }

    private func key(for purpose: Purpose) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: bytes),
            info: Array("kith \(purpose.rawValue)".utf8),
            outputByteCount: 32
        )
    }
}

/// Why the secret of this installation cannot be used.
package enum InstanceSecretError: Explained, Equatable {
    case malformed
    case missing
    case lost
    case wrong

    package var explanation: Phrase {
        switch self {
        case .malformed:
            "the secret is \(InstanceSecret.length) bytes in base64 on one line, as kith serve writes it"
        case .missing:
            """
            this needs the secret of the installation, and there is none: start kith serve with --secret-file FILE \
            or KITH_SECRET
            """
        case .lost:
            """
            the secret that this database was used with is not there: put its file back, or, where it is lost for \
            good, run kith secret forget
            """
        case .wrong:
            """
            this is not the secret that the database was used with: put the right file back, or, where it is lost \
            for good, run kith secret forget
            """
        }
    }
}
