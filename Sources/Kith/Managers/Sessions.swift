package import Domain
import Stores

/// Verbs about where managers are signed in.
extension Managers {
    /// Reads the caller's own sessions, the one used last first.
    package func sessions(by caller: Caller) async throws -> [ManagerSession] {
        let manager = try caller.managerID()
        let earliest = kith.now() - Self.sessionMilliseconds
        return try await kith.read { connection in
            try SessionStore(caller.organization, connection).all(of: manager, seenAfter: earliest)
        }
    }

    /// Ends one of the caller's own sessions. Throws `ManagerError.unknownSession`.
    package func revoke(_ session: SessionID, by caller: Caller) async throws {
        let manager = try caller.managerID()
        try await kith.write { transaction in
            let store = SessionStore(caller.organization, transaction.connection)
            guard try store.delete(session, of: manager) else { throw ManagerError.unknownSession }
            try transaction.audit(.revokedSession, of: manager.subject, ["sessions": .integer(1)], by: caller)
        }
    }

    /// Ends all of the caller's own sessions but one, and says how many.
    package func revokeSessions(but kept: SessionID, by caller: Caller) async throws -> Int {
        try await endSessions(of: caller.managerID(), but: kept, by: caller)
    }

    /// Ends all sessions of another manager, and says how many. Those of an owner ends an owner alone.
    package func revokeSessions(of manager: ManagerID, by caller: Caller) async throws -> Int {
        try caller.require(.manageManagers)
        return try await endSessions(of: manager, but: nil, by: caller)
    }

    private func endSessions(of manager: ManagerID, but kept: SessionID?, by caller: Caller) async throws -> Int {
        try await kith.write { transaction in
            let found = try find(manager, in: caller.organization, transaction)
            let role = try RoleStore(caller.organization, transaction.connection).find(found.role)
            if role?.isOwner == true { try caller.requireOwner() }
            let store = SessionStore(caller.organization, transaction.connection)
            let count = try store.deleteAll(of: manager, but: kept)
            let account: KeyValuePairs<String, JSON?> = ["sessions": .integer(Int64(count))]
            if count > 0 { try transaction.audit(.revokedSession, of: manager.subject, account, by: caller) }
            return count
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
                id: kept.id,
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
}
