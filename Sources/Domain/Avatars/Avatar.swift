/// A contact's picture that somebody uploaded, as Kith keeps it: small, square, and nothing but pixels.
package struct Avatar: Hashable, Sendable {
    /// What an uploaded file may have.
    package static let mostBytes = 5 << 20
    package static let mostPixels = 40_000_000
    /// Of its width and height, in pixels, at most: twice what a page shows.
    package static let side = 256

    /// A hash of the bytes, so that an address with it is good for ever.
    package let version: AvatarVersion
    package let contentType: String
    package let bytes: [UInt8]
    package let updatedAt: Instant

    package init(version: AvatarVersion, contentType: String, bytes: [UInt8], updatedAt: Instant) {
        self.version = version
        self.contentType = contentType
        self.bytes = bytes
        self.updatedAt = updatedAt
    }
}

/// What tells a picture from the one before: 32 hexadecimal digits.
package struct AvatarVersion: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Of the first 16 bytes of a hash.
    package init(hash: some Sequence<UInt8>) {
        description = hash.prefix(16).map { String(UInt($0) + 256, radix: 16).dropFirst() }.joined()
    }

    /// Nil for what is no version.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 32, text.utf8.allSatisfy(Self.digits.contains) else { return nil }
        description = String(text)
    }

    private static let digits = Set("0123456789abcdef".utf8)
}
