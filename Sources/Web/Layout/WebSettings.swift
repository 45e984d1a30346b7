package import Domain
package import HTTP

/// What the pages need to know of how they are served.
package struct WebSettings: Sendable {
    /// True where browsers reach Kith by https: cookies are then sent by it alone.
    package let isSecure: Bool
    package let sender: SenderAddress
    package let version: String
    package let startedAt: Instant

    package init(isSecure: Bool, sender: SenderAddress, version: String, startedAt: Instant) {
        self.isSecure = isSecure
        self.sender = sender
        self.version = version
        self.startedAt = startedAt
    }
}
