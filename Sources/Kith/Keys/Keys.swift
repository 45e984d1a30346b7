package import Domain
import Stores

extension Kith {
    package var keys: Keys { Keys(kith: self) }
}

/// A key that was just made. The secret is in no other place.
package struct NewKey: Sendable {
    package let key: Key
    package let secret: String
}

/// Verbs about keys.
package struct Keys: Sendable {
    static let prefix = "kith_"

    let kith: Kith

    /// Makes a key and returns its secret, this once.
    ///
    /// Throws `KeyError`, and `PermissionError` where a scope opens more than the caller has.
    package func create(name: String, scopes: Set<Scope>, by caller: Caller) async throws -> NewKey {
        try caller.require(.manageKeys)
        guard let name = ShownName(name)?.description else { throw KeyError.badName }
        guard !scopes.isEmpty else { throw KeyError.noScopes }
        if !scopes.isDisjoint(with: Scope.grantedByOwnersOnly) { try caller.requireOwner() }
        try kith.roles.requireOwn(scopes.reduce(into: []) { $0.formUnion($1.permissions) }, caller)
        return try await kith.write { transaction in
            let key = try Key(
                id: transaction.nextID(),
                name: name,
                scopes: scopes,
                createdAt: transaction.now,
                createdBy: caller.actor
            )
            let token = Token(for: caller.organization, prefix: Self.prefix, randomBytes: kith.randomBytes)
            try KeyStore(caller.organization, transaction.connection).insert(key, secretHash: token.hash)
            return NewKey(key: key, secret: token.text)
        }
    }

    /// Finds who calls with a secret. Throws `KeyError.notValid` also for a revoked key.
    package func caller(withSecret secret: String) async throws -> Caller {
        guard let token = Token(secret, prefix: Self.prefix) else { throw KeyError.notValid }
        return try await kith.read { connection in
            let key = try KeyStore(token.organization, connection).find(secretHash: token.hash)
            guard let key, key.revokedAt == nil else { throw KeyError.notValid }
            return .key(key, of: token.organization)
        }
    }

    /// Reads all keys of the caller's organization, newest first, the revoked ones too.
    package func all(by caller: Caller) async throws -> [Key] {
        try caller.require(.manageKeys)
        return try await kith.read { try KeyStore(caller.organization, $0).all() }
    }

    /// Ends a key at once and for good.
    package func revoke(_ key: KeyID, by caller: Caller) async throws {
        try caller.require(.manageKeys)
        try await kith.write { transaction in
            let store = KeyStore(caller.organization, transaction.connection)
            guard try store.revoke(key, at: transaction.now) else { throw KeyError.unknown }
        }
    }
}
