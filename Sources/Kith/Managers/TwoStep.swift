package import Domain
import Stores

/// What an app for codes is set up with. It is shown once.
package struct NewTOTP: Sendable {
    /// As it is typed by hand, in base32.
    package let secret: String
    /// As a link or a picture carries it.
    package let link: String
}

/// Verbs about signing in with a code beside the password.
extension Managers {
    /// Says whether the caller signs in with a code, and how many recovery codes remain.
    package func totp(by caller: Caller) async throws -> TOTPState {
        let manager = try caller.managerID()
        return try await kith.read { connection in
            let store = TOTPStore(caller.organization, connection)
            let kept = try store.find(manager)
            return TOTPState(since: kept?.since, recoveryCodesLeft: try store.countRecoveryCodes(of: manager))
        }
    }

    /// Makes the secret for an app. Nothing changes until a code of it is given to `confirmTOTP`.
    package func beginTOTP(by caller: Caller) async throws -> NewTOTP {
        let manager = try caller.managerID()
        let secret = try kith.requireSecret()
        let totp = TOTP(secret: kith.randomBytes(TOTP.secretLength))
        let sealed = try secret.seal(
            totp.secret,
            for: .totp,
            boundTo: manager.context(in: caller.organization),
            randomBytes: kith.randomBytes
        )
        let (organization, email) = try await kith.write { transaction in
            let found = try find(manager, in: caller.organization, transaction)
            guard try TOTPStore(caller.organization, transaction.connection).begin(sealed, of: manager) else {
                throw ManagerError.totpIsOn
            }
            return (try OrganizationStore(transaction.connection).find(caller.organization)?.name ?? "", found.email)
        }
        return NewTOTP(
            secret: Base32.text(totp.secret),
            link: totp.link(issuer: "Kith \(organization)", account: email.description)
        )
    }

    /// Switches codes on with the first one that the app shows. Returns the recovery codes, this once.
    package func confirmTOTP(code: String, by caller: Caller) async throws -> [String] {
        let manager = try caller.managerID()
        let secret = try kith.requireSecret()
        return try await kith.write { transaction in
            let store = TOTPStore(caller.organization, transaction.connection)
            guard let kept = try store.find(manager), let sealed = kept.sealedSecret else {
                throw ManagerError.totpNotBegun
            }
            guard kept.since == nil else { throw ManagerError.totpIsOn }
            guard try use(code, sealed: sealed, of: manager, in: caller.organization, transaction) else {
                throw ManagerError.codeRefused
            }
            try store.switchOn(manager, at: transaction.now)
            try transaction.audit(.switchedTOTPOn, of: manager.subject, by: caller)
            return try makeRecoveryCodes(of: manager, secret, store)
        }
    }

    /// Switches the caller's own codes off. `code` may be a recovery code.
    package func disableTOTP(password: String, code: String, by caller: Caller) async throws {
        let manager = try caller.managerID()
        guard try await totp(by: caller).isOn else { throw ManagerError.totpIsOff }
        let proof = try await provePassword(password, by: caller)
        try await kith.write { transaction in
            try requireUnchanged(proof, caller, transaction)
            guard try useCode(code, of: manager, in: caller.organization, transaction) != nil else {
                throw ManagerError.codeRefused
            }
            try TOTPStore(caller.organization, transaction.connection).switchOff(manager)
            try transaction.audit(.switchedTOTPOff, of: manager.subject, by: caller)
        }
        takeBack(proof, caller)
    }

    /// Switches another manager's codes off, for one who lost the device. Owners only.
    package func disableTOTP(of manager: ManagerID, by caller: Caller) async throws {
        try caller.requireOwner()
        // An owner's own needs the password and a code, as whoever finds an open browser has neither.
        if caller.actor == .manager(manager) { throw ManagerError.totpIsOwn }
        try await kith.write { transaction in
            guard try find(manager, in: caller.organization, transaction).hasTOTP else { throw ManagerError.totpIsOff }
            try TOTPStore(caller.organization, transaction.connection).switchOff(manager)
            try transaction.audit(.switchedTOTPOff, of: manager.subject, by: caller)
        }
    }

    /// Makes the caller's recovery codes anew; the earlier ones end.
    package func newRecoveryCodes(password: String, by caller: Caller) async throws -> [String] {
        let manager = try caller.managerID()
        let secret = try kith.requireSecret()
        guard try await totp(by: caller).isOn else { throw ManagerError.totpIsOff }
        let proof = try await provePassword(password, by: caller)
        let codes = try await kith.write { transaction in
            try requireUnchanged(proof, caller, transaction)
            let store = TOTPStore(caller.organization, transaction.connection)
            guard try store.find(manager)?.since != nil else { throw ManagerError.totpIsOff }
            try transaction.audit(.madeRecoveryCodes, of: manager.subject, by: caller)
            return try makeRecoveryCodes(of: manager, secret, store)
        }
        takeBack(proof, caller)
        return codes
    }

    /// How somebody showed that they have the device, or the paper.
    enum SecondStep: String, Sendable {
        case app = "code"
        case recoveryCode = "recovery code"
    }

    /// Uses up a code of the app, or a recovery code. Nil where it is neither, or was used before.
    func useCode(
        _ code: String,
        of manager: ManagerID,
        in organization: OrganizationID,
        _ transaction: Transaction
    ) throws -> SecondStep? {
        let store = TOTPStore(organization, transaction.connection)
        guard let kept = try store.find(manager), let sealed = kept.sealedSecret, kept.since != nil else {
            throw ManagerError.totpIsOff
        }
        if try use(code, sealed: sealed, of: manager, in: organization, transaction) { return .app }
        guard let hash = RecoveryCodes.hash(code, of: manager, try kith.requireSecret()) else { return nil }
        return try store.use(recoveryCodeHash: hash, of: manager) ? .recoveryCode : nil
    }

    /// Uses up a code of the app; each is good once, and so are all before it.
    private func use(
        _ code: String,
        sealed: [UInt8],
        of manager: ManagerID,
        in organization: OrganizationID,
        _ transaction: Transaction
    ) throws -> Bool {
        let context = manager.context(in: organization)
        guard let secret = try kith.requireSecret().open(sealed, for: .totp, boundTo: context) else {
            throw InstanceSecretError.wrong
        }
        let digits = code.filter { !$0.isWhitespace }
        guard let step = TOTP(secret: secret).step(of: digits, at: transaction.now) else { return false }
        return try TOTPStore(organization, transaction.connection).use(step: step, of: manager)
    }

    private func makeRecoveryCodes(
        of manager: ManagerID,
        _ secret: InstanceSecret,
        _ store: TOTPStore
    ) throws -> [String] {
        let codes = RecoveryCodes.make(randomBytes: kith.randomBytes)
        try store.replaceRecoveryCodes(
            with: codes.compactMap { RecoveryCodes.hash($0, of: manager, secret) },
            of: manager
        )
        return codes
    }
}

extension Caller {
    /// Which manager calls. Throws `ManagerError.notAManager` for a program, and for the machine itself.
    func managerID() throws(ManagerError) -> ManagerID {
        guard case .manager(let manager) = actor else { throw .notAManager }
        return manager
    }
}

extension Identifier<Manager> {
    /// What a sealed secret is bound to, so that one put into another's row opens nothing.
    fileprivate func context(in organization: OrganizationID) -> String { "\(organization) \(self)" }
}
