package import Domain
import Stores

/// Verbs about the caller's own password.
extension Managers {
    /// Changes the caller's password; their other sessions and their one-time links end.
    ///
    /// Throws `ManagerError.passwordRefused`, `.tooManyAttempts`, or what is wrong with the new one.
    package func changePassword(
        from old: String,
        to new: String,
        keeping current: SessionID? = nil,
        by caller: Caller
    ) async throws {
        let manager = try caller.managerID()
        let new = try Password(new)
        let proof = try await provePassword(old, by: caller)
        let hash = try await kith.passwords.hash(new)
        try await kith.write { transaction in
            try requireUnchanged(proof, caller, transaction)
            let connection = transaction.connection
            try ManagerStore(caller.organization, connection).setPasswordHash(hash, of: manager)
            try SessionStore(caller.organization, connection).deleteAll(of: manager, but: current)
            try OneTimeLinkStore(caller.organization, connection).deleteAll(for: .choosePassword, of: manager)
            try transaction.audit(.changedPassword, of: manager.subject, by: caller)
        }
        takeBack(proof, caller)
    }

    /// That the caller knows their password, as it was when it was checked.
    struct PasswordProof: Sendable {
        let email: ManagerEmail
        let hash: String
    }

    /// Checks the caller's password within the limits of signing in: a stolen session must not find it out.
    func provePassword(_ password: String, by caller: Caller) async throws -> PasswordProof {
        let manager = try caller.managerID()
        let (email, hash) = try await kith.read { connection in
            let store = ManagerStore(caller.organization, connection)
            guard let found = try store.find(manager) else { throw ManagerError.unknown }
            return (found.email, try store.passwordHash(of: manager))
        }
        try kith.signInAttempts.begin(email: email.folded, address: caller.address ?? "", at: kith.now())
        guard let hash, let password = try? Password(password),
            try await kith.passwords.isRight(password, for: hash)
        else { throw ManagerError.passwordRefused }
        return PasswordProof(email: email, hash: hash)
    }

    /// Lets an attempt at the caller's password not count: it was right, and so was all else.
    func takeBack(_ proof: PasswordProof, _ caller: Caller) {
        kith.signInAttempts.takeBack(email: proof.email.folded, address: caller.address ?? "")
    }

    /// Refuses to go on where the password was changed since it was checked.
    func requireUnchanged(_ proof: PasswordProof, _ caller: Caller, _ transaction: Transaction) throws {
        let store = ManagerStore(caller.organization, transaction.connection)
        guard try store.passwordHash(of: caller.managerID()) == proof.hash else { throw ManagerError.passwordRefused }
    }
}
