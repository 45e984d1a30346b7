import Domain
import Stores
import Synchronization

/// What requests leave to be written a little later: that a key was used, and that somebody was not let in.
///
/// Written at once, the one would make programs wait for a busy writer, and the other would tell by its time which
/// e-mails belong to managers. A process that is killed loses what it noted in the last seconds.
final class LateNotes: Sendable {
    /// Attempts to sign in are limited, so that more than this means there are more managers than that.
    static let mostRefusals = 10_000
    /// Uses of a key are written down at most this often.
    static let keyUseMilliseconds: Int64 = 3_600_000

    struct Refusal: Sendable {
        let organization: OrganizationID
        let manager: ManagerID
        let address: String
        /// Whether the password or the code was wrong.
        let reason: String
        let at: Instant
    }

    struct UsedKey: Hashable, Sendable {
        let organization: OrganizationID
        let key: KeyID
    }

    struct Notes: Sendable {
        var refusals: [Refusal] = []
        var uses: [UsedKey: Instant] = [:]

        var isEmpty: Bool { refusals.isEmpty && uses.isEmpty }
    }

    private let notes = Mutex(Notes())

    func note(_ refusal: Refusal) {
        notes.withLock { notes in
            if notes.refusals.count < Self.mostRefusals { notes.refusals.append(refusal) }
        }
    }

    /// Notes a use, unless one within the hour is known.
    func noteUse(of key: Key, in organization: OrganizationID, at now: Instant) {
        if let last = key.lastUsedAt, last > now - Self.keyUseMilliseconds { return }
        notes.withLock { $0.uses[UsedKey(organization: organization, key: key.id)] = now }
    }

    /// Takes all notes out; whoever fails to write them gives them back.
    func take() -> Notes {
        notes.withLock { notes in
            defer { notes = Notes() }
            return notes
        }
    }

    func giveBack(_ taken: Notes) {
        notes.withLock { notes in
            notes.refusals = Array((taken.refusals + notes.refusals).prefix(Self.mostRefusals))
            notes.uses.merge(taken.uses) { newer, _ in newer }
        }
    }
}

extension Kith {
    /// Writes down what requests left for later. Where that fails, it is tried again the next time.
    package func writeLateNotes() async throws {
        let notes = lateNotes.take()
        guard !notes.isEmpty else { return }
        do {
            try await write { try Self.write(notes, $0) }
        } catch {
            lateNotes.giveBack(notes)
            throw error
        }
    }

    private static func write(_ notes: LateNotes.Notes, _ transaction: Transaction) throws {
        for refusal in notes.refusals {
            try transaction.audit(
                .refusedSignIn,
                of: refusal.manager.subject,
                ["reason": .string(refusal.reason)],
                by: .kith,
                from: refusal.address,
                at: refusal.at,
                in: refusal.organization
            )
        }
        for (use, moment) in notes.uses {
            try KeyStore(use.organization, transaction.connection)
                .setLastUsed(use.key, at: moment, unlessWithin: LateNotes.keyUseMilliseconds)
        }
    }
}
