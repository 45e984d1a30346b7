package import Domain
import Stores

/// Verbs of whoever holds a one-time link.
extension Managers {
    /// Finds whom a one-time link is for, or throws `ManagerError.linkNotValid`. The link stays good.
    package func holder(ofLink text: String) async throws -> Manager {
        guard let token = Token(text) else { throw ManagerError.linkNotValid }
        let now = kith.now()
        return try await kith.read { connection in
            let links = OneTimeLinkStore(token.organization, connection)
            let holder = try links.find(tokenHash: token.hash, for: .choosePassword, at: now)
            guard let holder, let manager = try ManagerStore(token.organization, connection).find(holder) else {
                throw ManagerError.linkNotValid
            }
            return manager
        }
    }

    /// Uses a one-time link: keeps the password, ends all sessions of the manager and begins a new one.
    ///
    /// A manager who signs in with a code gives one here, too: a link stands for the password alone.
    /// Throws `ManagerError.linkNotValid`, `.codeNeeded`, `.codeRefused` or what is wrong with the password; then the
    /// link stays good.
    package func acceptLink(
        _ text: String,
        password: String,
        code: String? = nil,
        address: String? = nil,
        userAgent: String? = nil
    ) async throws -> NewSession {
        let manager = try await holder(ofLink: text)
        guard let token = Token(text) else { throw ManagerError.linkNotValid }
        if manager.hasTOTP {
            try kith.signInAttempts.begin(email: manager.email.folded, address: address ?? "", at: kith.now())
        }
        let hash = try await kith.passwords.hash(Password(password))
        do {
            let session = try await kith.write { transaction in
                try accept(token, hash, manager.id, code, address, userAgent, transaction)
            }
            if manager.hasTOTP {
                kith.signInAttempts.succeeded(email: manager.email.folded, address: address ?? "")
            }
            return session
        } catch ManagerError.codeNeeded {
            kith.signInAttempts.takeBack(email: manager.email.folded)
            throw ManagerError.codeNeeded
        } catch ManagerError.codeRefused {
            note(.code, manager.id, in: token.organization, address ?? "")
            throw ManagerError.codeRefused
        }
    }

    /// The same within a transaction that has made the link.
    func accept(
        _ invitation: Invitation,
        passwordHash hash: String,
        _ address: String?,
        _ userAgent: String?,
        _ transaction: Transaction
    ) throws -> NewSession {
        guard let token = Token(invitation.linkToken) else { throw ManagerError.linkNotValid }
        return try accept(token, hash, invitation.manager.id, nil, address, userAgent, transaction)
    }

    private func accept(
        _ token: Token,
        _ hash: String,
        _ manager: ManagerID,
        _ code: String?,
        _ address: String?,
        _ userAgent: String?,
        _ transaction: Transaction
    ) throws -> NewSession {
        let organization = token.organization
        let links = OneTimeLinkStore(organization, transaction.connection)
        let holder = try links.find(tokenHash: token.hash, for: .choosePassword, at: transaction.now)
        guard holder == manager, try links.delete(tokenHash: token.hash) else { throw ManagerError.linkNotValid }
        let step = try requireCode(code, of: manager, in: organization, transaction)
        try ManagerStore(organization, transaction.connection).setPasswordHash(hash, of: manager)
        try SessionStore(organization, transaction.connection).deleteAll(of: manager)
        try transaction.audit(
            .changedPassword,
            of: manager.subject,
            ["with": .string("link")],
            by: .manager(manager),
            from: address,
            in: organization
        )
        let proof = step.map { "link and \($0.rawValue)" } ?? "link"
        return try begin(manager, in: organization, with: proof, address: address, userAgent: userAgent, transaction)
    }
}
