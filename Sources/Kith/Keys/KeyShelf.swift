import Database
import Domain
import Synchronization

/// Keeps the keys that were shown within the last second, so that a program with many requests costs one look-up.
///
/// A key that is revoked ends here at once, and in the other processes on the database within that second.
final class KeyShelf: Sendable {
    static let milliseconds: Int64 = 1_000
    private static let most = 2_000

    private struct Kept {
        let key: Key
        let readAt: Instant
    }

    private let shelf = Mutex(RecentlyUsed<[UInt8], Kept>(capacity: most))

    /// The key with this secret, where it was read a moment ago.
    func key(withHash hash: [UInt8], at now: Instant) -> Key? {
        shelf.withLock { shelf in
            guard let kept = shelf.take(hash), (kept.readAt...kept.readAt + Self.milliseconds).contains(now) else {
                return nil
            }
            _ = shelf.put(kept, for: hash)
            return kept.key
        }
    }

    func keep(_ key: Key, withHash hash: [UInt8], readAt now: Instant) {
        shelf.withLock { _ = $0.put(Kept(key: key, readAt: now), for: hash) }
    }

    /// Forgets all, as a key was revoked or got another name: that is seldom.
    func clear() {
        shelf.withLock { _ = $0.takeAll() }
    }
}
