import Database
import Domain
import Kith
import Synchronization

/// Counts tokens that open nothing, for each network address, so that nobody can try them by the million.
///
/// A token that was right lately passes even from an address that others have tried too many from.
final class WrongTokens: Sendable {
    static let mostInWindow = 60
    static let windowMilliseconds: Int64 = 60_000
    private static let mostRemembered = 2_000

    private struct State {
        var attempts = AttemptWindow(most: mostInWindow, milliseconds: windowMilliseconds)
        /// When an address may try again.
        var blocked = RecentlyUsed<String, Instant>(capacity: mostRemembered)
        var right = RecentlyUsed<Int, Bool>(capacity: mostRemembered)
    }

    private let state = Mutex(State())

    /// Seconds that the address has to wait before another token of its is looked at, or nil.
    func wait(for token: String, from address: String, at now: Instant) -> Int? {
        state.withLock { state in
            guard let until = state.blocked.take(address), until > now else { return nil }
            _ = state.blocked.put(until, for: address)
            if let known = state.right.take(token.hashValue) {
                _ = state.right.put(known, for: token.hashValue)
                return nil
            }
            return Int((until.milliseconds - now.milliseconds + 999) / 1_000)
        }
    }

    func count(from address: String, at now: Instant) {
        state.withLock { state in
            guard let wait = state.attempts.count(address, at: now) else { return }
            _ = state.blocked.put(now + wait, for: address)
        }
    }

    func remember(_ token: String) {
        state.withLock { _ = $0.right.put(true, for: token.hashValue) }
    }
}
