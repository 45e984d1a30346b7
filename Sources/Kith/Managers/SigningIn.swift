package import Domain
import Stores

extension Managers {
    /// A session ends so long after it was last used.
    package static let sessionMilliseconds: Int64 = 30 * 86_400_000
    /// Use of a session is written down at most this often, so that reading a page seldom writes.
    static let seenMilliseconds: Int64 = 3_600_000

    /// Signs in with e-mail and password. `address` is the network address, for the limit of attempts.
    ///
    /// Somebody may be a manager of several organizations: the oldest whose password fits is opened, or the one named.
    /// Throws `ManagerError.signInRefused`, `.tooManyAttempts` or `.busy`, and takes as long for an unknown e-mail.
    package func signIn(
        email: String,
        password: String,
        address: String,
        organization: OrganizationKey? = nil
    ) async throws -> NewSession {
        guard let email = try? ManagerEmail(email), let password = try? Password(password) else {
            try kith.signInAttempts.begin(email: "", address: address, at: kith.now())
            throw ManagerError.signInRefused
        }
        try kith.signInAttempts.begin(email: email.folded, address: address, at: kith.now())
        let places = try await kith.read { connection in
            let named = try organization.map { try OrganizationStore(connection).find(key: $0.description)?.id }
            return try ManagerEmailStore(connection).places(of: email)
                .filter { named == nil || named == .some($0.organization) }
        }
        // A place without a password costs a hash too, and nobody's place as well.
        let hashes = places.isEmpty ? [nil] : places.map(\.passwordHash)
        var right: Int?
        for (index, hash) in hashes.enumerated() {
            let isRight = try await kith.passwords.isRight(password, for: hash)
            if isRight, right == nil { right = index }
        }
        guard let right else { throw ManagerError.signInRefused }
        kith.signInAttempts.succeeded(email: email.folded)
        let place = places[right]
        return try await kith.write { transaction in
            // The password may have been changed while it was checked.
            let current = try ManagerEmailStore(transaction.connection).places(of: email)
            guard current.contains(place) else { throw ManagerError.signInRefused }
            return try begin(place.manager, in: place.organization, transaction)
        }
    }

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
    /// Throws `ManagerError.linkNotValid` or what is wrong with the password; then the link stays good.
    package func acceptLink(_ text: String, password: String) async throws -> NewSession {
        let manager = try await holder(ofLink: text)
        guard let token = Token(text) else { throw ManagerError.linkNotValid }
        let hash = try await kith.passwords.hash(Password(password))
        return try await kith.write { transaction in
            let links = OneTimeLinkStore(token.organization, transaction.connection)
            let holder = try links.find(tokenHash: token.hash, for: .choosePassword, at: transaction.now)
            guard holder == manager.id, try links.delete(tokenHash: token.hash) else {
                throw ManagerError.linkNotValid
            }
            let managers = ManagerStore(token.organization, transaction.connection)
            try managers.setPasswordHash(hash, of: manager.id)
            try SessionStore(token.organization, transaction.connection).deleteAll(of: manager.id)
            return try begin(manager.id, in: token.organization, transaction)
        }
    }

    /// Finds the session of a token, or nil where it has ended or never was.
    package func session(_ text: String) async throws -> Session? {
        guard let token = Token(text) else { return nil }
        let now = kith.now()
        let found = try await kith.read { connection -> (session: Session, seenAt: Instant)? in
            let organization = token.organization
            guard let kept = try SessionStore(organization, connection).find(tokenHash: token.hash) else {
                return nil
            }
            guard kept.seenAt > now - Self.sessionMilliseconds else { return nil }
            guard let manager = try ManagerStore(organization, connection).find(kept.manager) else { return nil }
            guard let role = try RoleStore(organization, connection).find(manager.role) else { return nil }
            guard let owner = try OrganizationStore(connection).find(organization) else { return nil }
            let session = Session(
                organization: owner,
                manager: manager,
                role: role,
                formToken: token.derived(for: "forms")
            )
            return (session, kept.seenAt)
        }
        guard let found else { return nil }
        if found.seenAt < now - Self.seenMilliseconds {
            // Where this fails, for a full disk say, the page can still be read.
            try? await kith.write { transaction in
                let store = SessionStore(token.organization, transaction.connection)
                try store.setSeen(tokenHash: token.hash, at: now)
            }
        }
        return found.session
    }

    /// Ends a session. A token that is none changes nothing.
    package func signOut(_ text: String) async throws {
        guard let token = Token(text) else { return }
        try await kith.write { transaction in
            try SessionStore(token.organization, transaction.connection).delete(tokenHash: token.hash)
        }
    }

    private func begin(
        _ manager: ManagerID,
        in organization: OrganizationID,
        _ transaction: Transaction
    ) throws -> NewSession {
        let token = Token(for: organization, randomBytes: kith.randomBytes)
        let sessions = SessionStore(organization, transaction.connection)
        try sessions.deleteAll(seenBefore: transaction.now - Self.sessionMilliseconds)
        try sessions.insert(tokenHash: token.hash, of: manager, at: transaction.now)
        return NewSession(token: token.text, manager: manager, organization: organization)
    }
}
