package import Crypto

/// The secret of this installation, which is never in the database: keys that seal and hash what is kept there.
package struct InstanceSecret: Sendable {
    package static let length = 32

    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A key of its own for each purpose.
    package func key(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: bytes),
            info: Array("kith \(purpose)".utf8),
            outputByteCount: 32
        )
    }
}
