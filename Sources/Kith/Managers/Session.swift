package import Domain

/// A manager who is signed in, with their organization and role as they are at this moment.
package struct Session: Sendable, Hashable {
    package let id: SessionID
    package let organization: Organization
    package let manager: Manager
    package let role: Role
    /// What each form of the session's pages must bring back, so that no other site can send one.
    package let formToken: String

    package var caller: Caller {
        .manager(manager, role: role, of: organization.id)
    }
}

/// A session that has just begun, with the token that only the browser keeps.
package struct NewSession: Sendable {
    package let token: String
    package let manager: ManagerID
    package let organization: OrganizationID
    /// When it ends unless it is used before.
    package let expiresAt: Instant
}

/// Where signing in stands once the password was right.
package enum SignInStep: Sendable {
    case signedIn(NewSession)
    /// A code is needed, too. `pending` stands for the password in the next step, for five minutes.
    case codeNeeded(pending: String)
}

/// A one-time link that was just made. The token is in no other place.
package struct Invitation: Sendable {
    package let manager: Manager
    package let linkToken: String
    package let expiresAt: Instant
}
