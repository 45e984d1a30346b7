package typealias ManagerID = Identifier<Manager>

/// A person of the organization who signs in. Has one role.
package struct Manager: Hashable, Sendable {
    package let id: ManagerID
    package var email: ManagerEmail
    package var name: String
    package var role: RoleID
    /// False until the first one-time link was followed and a password chosen.
    package var hasPassword: Bool
    /// Whether signing in also needs a code from a device of theirs.
    package var hasTOTP: Bool
    package var preferences: Preferences
    package let createdAt: Instant

    package init(
        id: ManagerID,
        email: ManagerEmail,
        name: String,
        role: RoleID,
        hasPassword: Bool,
        hasTOTP: Bool = false,
        preferences: Preferences = Preferences(),
        createdAt: Instant
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.role = role
        self.hasPassword = hasPassword
        self.hasTOTP = hasTOTP
        self.preferences = preferences
        self.createdAt = createdAt
    }
}
