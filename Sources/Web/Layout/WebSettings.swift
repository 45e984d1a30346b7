package import HTTP

/// What the pages need to know of how they are served.
package struct WebSettings: Sendable {
    /// True where browsers reach Kith by https: cookies are then sent by it alone.
    package let isSecure: Bool
    package let sender: SenderAddress

    package init(isSecure: Bool, sender: SenderAddress) {
        self.isSecure = isSecure
        self.sender = sender
    }
}
