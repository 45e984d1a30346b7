package import Domain
import Stores

extension Managers {
    /// A session ends so long after it was last used.
    package static let sessionMilliseconds: Int64 = 30 * 86_400_000
    /// Use of a session is written down at most this often, so that reading a page seldom writes.
    static let seenMilliseconds: Int64 = 3_600_000

    /// Signs in with e-mail and password, and a code where the manager has one. `address` is for the limit of attempts.
    ///
    /// Somebody may be a manager of several organizations: the oldest whose password fits is opened, or the one named.
    /// Throws `ManagerError.signInRefused`, `.codeNeeded`, `.codeRefused`, `.tooManyAttempts` or `.busy`, and takes as
    /// long for an unknown e-mail.
    package func signIn(
        email: String,
        password: String,
        code: String? = nil,
        address: String,
        userAgent: String? = nil,
        organization: OrganizationKey? = nil
    ) async throws -> NewSession {
        let proven = try await prove(email: email, password: password, address: address, organization: organization)
        return try await enter(proven, code: code, address: address, userAgent: userAgent)
    }

    /// The same in two steps, for a page that asks for the code once the password was right.
    ///
    /// `form` is what only the same browser brings back with the second step.
    package func beginSignIn(
        email: String,
        password: String,
        form: String,
        address: String,
        userAgent: String? = nil
    ) async throws -> SignInStep {
        let proven = try await prove(email: email, password: password, address: address, organization: nil)
        do {
            return .signedIn(try await enter(proven, code: nil, address: address, userAgent: userAgent))
        } catch ManagerError.codeNeeded {
            let secret = try kith.requireSecret()
            let now = kith.now()
            return .codeNeeded(
                pending: try proven.sealed(with: secret, boundTo: form, at: now, randomBytes: kith.randomBytes)
            )
        }
    }

    /// The second step. Throws `ManagerError.signInTookTooLong` after five minutes, and `.codeRefused`.
    package func finishSignIn(
        pending: String,
        code: String,
        form: String,
        address: String,
        userAgent: String? = nil
    ) async throws -> NewSession {
        let now = kith.now()
        guard let proven = ProvenPassword(pending, try kith.requireSecret(), boundTo: form, at: now) else {
            throw ManagerError.signInTookTooLong
        }
        try kith.signInAttempts.begin(email: proven.email.folded, address: address, at: now)
        return try await enter(proven, code: code, address: address, userAgent: userAgent)
    }

    /// Checks the password, within the limits.
    private func prove(
        email: String,
        password: String,
        address: String,
        organization: OrganizationKey?
    ) async throws -> ProvenPassword {
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
        guard let right else {
            for place in places { note(.password, place.manager, in: place.organization, address) }
            throw ManagerError.signInRefused
        }
        return ProvenPassword(places[right], email: email)
    }

    /// Begins a session for somebody whose password was right, where the code is, too.
    private func enter(
        _ proven: ProvenPassword,
        code: String?,
        address: String,
        userAgent: String?
    ) async throws -> NewSession {
        do {
            let session = try await kith.write { transaction in
                // The password may have been changed while it was checked.
                guard try proven.isStillRight(transaction.connection) else { throw ManagerError.signInRefused }
                let with = try requireCode(code, of: proven.manager, in: proven.organization, transaction)
                return try begin(
                    proven.manager,
                    in: proven.organization,
                    with: with?.rawValue ?? "password",
                    address: address,
                    userAgent: userAgent,
                    transaction
                )
            }
            kith.signInAttempts.succeeded(email: proven.email.folded, address: address)
            return session
        } catch ManagerError.codeNeeded {
            kith.signInAttempts.takeBack(email: proven.email.folded)
            throw ManagerError.codeNeeded
        } catch ManagerError.codeRefused {
            note(.code, proven.manager, in: proven.organization, address)
            throw ManagerError.codeRefused
        }
    }

    /// Uses the code up, where the manager has one. Throws `ManagerError.codeNeeded` and `.codeRefused`.
    func requireCode(
        _ code: String?,
        of manager: ManagerID,
        in organization: OrganizationID,
        _ transaction: Transaction
    ) throws -> SecondStep? {
        guard try find(manager, in: organization, transaction).hasTOTP else { return nil }
        guard let code, !code.isEmpty else { throw ManagerError.codeNeeded }
        guard let step = try useCode(code, of: manager, in: organization, transaction) else {
            throw ManagerError.codeRefused
        }
        return step
    }

    func begin(
        _ manager: ManagerID,
        in organization: OrganizationID,
        with proof: String,
        address: String?,
        userAgent: String?,
        _ transaction: Transaction
    ) throws -> NewSession {
        let token = Token(for: organization, randomBytes: kith.randomBytes)
        let sessions = SessionStore(organization, transaction.connection)
        try sessions.insert(
            tokenHash: token.hash,
            of: manager,
            at: transaction.now,
            address: address,
            userAgent: userAgent
        )
        try transaction.audit(
            .signedIn,
            of: manager.subject,
            ["with": .string(proof)],
            by: .manager(manager),
            from: address,
            in: organization
        )
        return NewSession(
            token: token.text,
            manager: manager,
            organization: organization,
            expiresAt: transaction.now + Self.sessionMilliseconds
        )
    }

    enum RefusalReason: String { case password, code }

    /// Leaves for the audit log that somebody was not let in.
    func note(
        _ reason: RefusalReason,
        _ manager: ManagerID,
        in organization: OrganizationID,
        _ address: String
    ) {
        kith.lateNotes.note(
            LateNotes.Refusal(
                organization: organization,
                manager: manager,
                address: address,
                reason: reason.rawValue,
                at: kith.now()
            )
        )
    }
}
