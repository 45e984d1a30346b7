package typealias KeyID = Identifier<Key>

/// What a program shows to be let in. The secret itself is not kept: only its hash is.
package struct Key: Hashable, Sendable {
    package let id: KeyID
    package var name: String
    package let scopes: Set<Scope>
    package let createdAt: Instant
    package let createdBy: Actor
    /// When it was revoked; nil while it works.
    package var revokedAt: Instant?
    /// When a program last showed it, to the hour; nil where none ever did.
    package var lastUsedAt: Instant?

    package init(
        id: KeyID,
        name: String,
        scopes: Set<Scope>,
        createdAt: Instant,
        createdBy: Actor,
        revokedAt: Instant? = nil,
        lastUsedAt: Instant? = nil
    ) {
        self.id = id
        self.name = name
        self.scopes = scopes
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }
}

/// Why a key could not be made or used.
package enum KeyError: Explained, Equatable {
    case badName
    case noScopes
    case unknownScope(String)
    case unknown
    case notValid

    package var explanation: Phrase {
        switch self {
        case .badName:
            "a key's name has 1 to 200 characters on one line"
        case .noScopes:
            "a key needs at least one scope: \(Scope.list)"
        case .unknownScope(let scope):
            "there is no scope “\(scope)”: choose from \(Scope.list)"
        case .unknown:
            "the organization has no such key"
        case .notValid:
            "this key is not valid"
        }
    }
}
