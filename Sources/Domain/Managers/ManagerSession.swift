package typealias SessionID = Identifier<ManagerSession>

/// One place where a manager is signed in, as they see it in the list of their sessions.
package struct ManagerSession: Hashable, Sendable {
    /// As much of a browser's name as is kept.
    package static let mostOfUserAgent = 200

    package let id: SessionID
    package let manager: ManagerID
    package let createdAt: Instant
    /// When it was last used, to the hour.
    package let seenAt: Instant
    /// The network address that it began from.
    package let address: String?
    /// What the browser or program called itself.
    package let userAgent: String?

    package init(
        id: SessionID,
        manager: ManagerID,
        createdAt: Instant,
        seenAt: Instant,
        address: String?,
        userAgent: String?
    ) {
        self.id = id
        self.manager = manager
        self.createdAt = createdAt
        self.seenAt = seenAt
        self.address = address
        self.userAgent = userAgent
    }
}
