package import Domain
import Stores

extension Kith {
    package var sites: Sites { Sites(kith: self) }
}

/// Verbs about an organization's site: the key that its pages show, and the secret that proves who its members are.
package struct Sites: Sendable {
    let kith: Kith

    /// Reads what is public of it, and whether there is a secret.
    package func access(by caller: Caller) async throws -> SiteAccess {
        try caller.require(.manageOrganization)
        return try await kith.read { try SiteStore(caller.organization, $0).find() }
    }

    /// Makes the plugin key, or another one: pages that show the one before are nobody's from then on.
    package func makePluginKey(by caller: Caller) async throws -> SiteAccess {
        try await change(.madePluginKey, by: caller) { store, transaction in
            try store.setPluginKey(PluginKey(randomBytes: kith.randomBytes), at: transaction.now)
        }
    }

    /// Makes the secret for member hashes, or another one: hashes of the one before prove nothing from then on.
    ///
    /// Throws `InstanceSecretError.missing` where nothing can be sealed.
    package func makeMemberSecret(by caller: Caller) async throws -> MemberSecret {
        let secret = MemberSecret(kith.randomBytes(MemberSecret.length))
        let sealed = try kith.requireSecret().seal(
            secret.bytes,
            for: .memberHashes,
            boundTo: caller.organization.description,
            randomBytes: kith.randomBytes
        )
        _ = try await change(.madeMemberSecret, by: caller) { try $0.setMemberSecret(sealed, at: $1.now) }
        return secret
    }

    /// Shows the secret for member hashes, which the audit log then knows. Throws `SiteError.noMemberSecret`.
    package func showMemberSecret(by caller: Caller) async throws -> MemberSecret {
        try caller.require(.manageOrganization)
        return try await kith.write { transaction in
            let sealed = try SiteStore(caller.organization, transaction.connection).sealedMemberSecret()
            guard let sealed else { throw SiteError.noMemberSecret }
            let secret = try open(sealed, of: caller.organization)
            try transaction.audit(.showedMemberSecret, of: caller.organization.subject, by: caller)
            return secret
        }
    }

    /// Says whether a site's word on who a member is needs a hash. Throws `SiteError.noMemberSecret`.
    package func enforceMemberHash(_ enforces: Bool, by caller: Caller) async throws -> SiteAccess {
        try caller.require(.manageOrganization)
        return try await kith.write { transaction in
            let store = SiteStore(caller.organization, transaction.connection)
            try OrganizationStore(transaction.connection).lock(caller.organization)
            var access = try store.find()
            guard access.enforcesMemberHash != enforces else { return access }
            if enforces, !access.hasMemberSecret { throw SiteError.noMemberSecret }
            try store.setEnforcesMemberHash(enforces)
            let data: KeyValuePairs<String, JSON?> = ["enforced": .boolean(enforces)]
            try transaction.audit(.enforcedMemberHash, of: caller.organization.subject, data, by: caller)
            access.enforcesMemberHash = enforces
            return access
        }
    }

    /// Whose pages show this key; nil where it is nobody's.
    package func organization(ofPluginKey text: String) async throws -> OrganizationID? {
        guard let key = PluginKey(text) else { return nil }
        return try await kith.read { try PluginKeyStore($0).organization(of: key) }
    }

    /// Whether the site of an organization has proven by a hash that a visitor is a member. False where there is no secret.
    package func proves(_ memberID: String, by hash: String, in organization: OrganizationID) async throws -> Bool {
        let sealed = try await kith.read { try SiteStore(organization, $0).sealedMemberSecret() }
        guard let sealed else { return false }
        return try open(sealed, of: organization).proves(memberID, by: hash)
    }

    private func open(_ sealed: [UInt8], of organization: OrganizationID) throws -> MemberSecret {
        let opened = try kith.requireSecret().open(sealed, for: .memberHashes, boundTo: organization.description)
        guard let opened else { throw InstanceSecretError.wrong }
        return MemberSecret(opened)
    }

    private func change(
        _ action: AuditEntry.Action,
        by caller: Caller,
        _ body: @escaping @Sendable (SiteStore, Transaction) throws -> Void
    ) async throws -> SiteAccess {
        try caller.require(.manageOrganization)
        return try await kith.write { transaction in
            let store = SiteStore(caller.organization, transaction.connection)
            try OrganizationStore(transaction.connection).lock(caller.organization)
            try body(store, transaction)
            try transaction.audit(action, of: caller.organization.subject, by: caller)
            return try store.find()
        }
    }
}
