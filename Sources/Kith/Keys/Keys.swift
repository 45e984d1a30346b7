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
            try transaction.audit(.createdKey, of: key.id.subject, Self.account(of: key), by: caller)
            return NewKey(key: key, secret: token.text)
        }
    }

    /// Finds who calls with a secret. Throws `KeyError.notValid` also for a revoked key.
    package func caller(withSecret secret: String) async throws -> Caller {
        guard let token = Token(secret, prefix: Self.prefix) else { throw KeyError.notValid }
        let (hash, now) = (token.hash, kith.now())
        if let key = kith.keyShelf.key(withHash: hash, at: now) { return .key(key, of: token.organization) }
        let key = try await kith.read { connection in
            try KeyStore(token.organization, connection).find(secretHash: hash)
        }
        guard let key, key.revokedAt == nil else { throw KeyError.notValid }
        kith.keyShelf.keep(key, withHash: hash, readAt: now)
        kith.lateNotes.noteUse(of: key, in: token.organization, at: kith.now())
        return .key(key, of: token.organization)
    }

    /// Reads all keys of the caller's organization, newest first, the revoked ones too.
    package func all(by caller: Caller) async throws -> [Key] {
        try caller.require(.manageKeys)
        return try await kith.read { try KeyStore(caller.organization, $0).all() }
    }

    /// What those who made keys are called now. Whoever is gone has no name here.
    package func makers(by caller: Caller) async throws -> AuditNames {
        try caller.require(.manageKeys)
        return try await kith.read { connection in
            let keys = try KeyStore(caller.organization, connection).all()
            let managers = try ManagerStore(caller.organization, connection).all()
            let names = keys.map { ($0.id.subject, $0.name) } + managers.map { ($0.id.subject, $0.name) }
            let makers = Set(keys.map(\.createdBy.description))
            return AuditNames(Dictionary(names.filter { makers.contains($0.0) }) { first, _ in first })
        }
    }

    /// Finds a key of the caller's organization, or throws `KeyError.unknown`.
    package func find(_ key: KeyID, by caller: Caller) async throws -> Key {
        try caller.require(.manageKeys)
        return try await kith.read { try find(key, KeyStore(caller.organization, $0)) }
    }

    /// Gives a key another name.
    package func rename(_ key: KeyID, to name: String, by caller: Caller) async throws -> Key {
        try caller.require(.manageKeys)
        guard let name = ShownName(name)?.description else { throw KeyError.badName }
        return try await kith.write { transaction in
            let store = KeyStore(caller.organization, transaction.connection)
            var key = try find(key, store)
            guard key.name != name else { return key }
            key.name = name
            try store.setName(name, of: key.id)
            try transaction.audit(.renamedKey, of: key.id.subject, ["name": .string(name)], by: caller)
            return key
        }
    }

    /// Ends a key at once and for good.
    package func revoke(_ key: KeyID, by caller: Caller) async throws {
        try caller.require(.manageKeys)
        defer { kith.keyShelf.clear() }
        try await kith.write { transaction in
            let store = KeyStore(caller.organization, transaction.connection)
            let name = try find(key, store).name
            guard try store.revoke(key, at: transaction.now) else { throw KeyError.unknown }
            try transaction.audit(.revokedKey, of: key.subject, ["name": .string(name)], by: caller)
        }
    }

    private func find(_ key: KeyID, _ store: KeyStore) throws -> Key {
        guard let key = try store.find(key) else { throw KeyError.unknown }
        return key
    }

    /// What the audit log keeps of a key.
    private static func account(of key: Key) -> KeyValuePairs<String, JSON?> {
        ["name": .string(key.name), "scopes": .array(key.scopes.map(\.rawValue).sorted().map(JSON.string))]
    }
}
