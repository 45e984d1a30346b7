import Domain
import Stores

extension Kith {
    package var secrets: Secrets { Secrets(kith: self) }
}

/// Verbs about the secret of this installation.
package struct Secrets: Sendable {
    let kith: Kith

    /// Whether the database was ever used with a secret.
    package func isKnown() async throws -> Bool {
        try await kith.read { try SecretCheckStore($0).find() != nil }
    }

    /// Makes sure that the secret is the one the database was used with; the first one is remembered.
    ///
    /// Throws `InstanceSecretError.wrong`, or `.lost` where there was one and none is given.
    package func confirm() async throws {
        let secret = kith.secret
        guard secret.isGiven else {
            guard try await !isKnown() else { throw InstanceSecretError.lost }
            return
        }
        let isRight = try await kith.write { transaction in
            let store = SecretCheckStore(transaction.connection)
            try store.insert(secret.check)
            return try store.find() == secret.check
        }
        guard isRight else { throw InstanceSecretError.wrong }
    }

    /// Forgets the secret and all that it sealed: signing in needs no code then, of nobody, in no organization.
    /// Secrets for member hashes are gone, too: where hashes are wanted, nobody is taken for a member until there is another.
    ///
    /// For whoever runs the machine and lost the secret. Returns how many managers had a code.
    package func forget() async throws -> Int {
        try await kith.write { transaction in
            try SecretCheckStore(transaction.connection).delete()
            var count = 0
            for organization in try OrganizationStore(transaction.connection).all() {
                let caller = Caller.console(organization.id)
                if try SiteStore(organization.id, transaction.connection).deleteMemberSecret() {
                    try transaction.audit(.forgotMemberSecret, of: organization.id.subject, by: caller)
                }
                for manager in try ManagerStore(organization.id, transaction.connection).all() {
                    try TOTPStore(organization.id, transaction.connection).switchOff(manager.id)
                    guard manager.hasTOTP else { continue }
                    count += 1
                    try transaction.audit(.switchedTOTPOff, of: manager.id.subject, by: caller)
                }
            }
            return count
        }
    }
}

extension Kith {
    /// The secret, where something cannot be done without. Throws `InstanceSecretError.missing`.
    func requireSecret() throws(InstanceSecretError) -> InstanceSecret {
        guard secret.isGiven else { throw .missing }
        return secret
    }
}
