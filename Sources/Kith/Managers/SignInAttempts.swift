package import Domain
import Synchronization

/// Counts attempts to sign in, for each e-mail and for each network address.
///
/// Kept in memory, not in a table: an attacker's attempts then cost no write, and a full disk or a busy writer does not
/// turn the limit off. A restart forgets them, and each process counts for itself: both only multiply a small number.
final class SignInAttempts: Sendable {
    static let mostForEmail = 10
    static let mostForAddress = 50
    static let windowMilliseconds: Int64 = 15 * 60_000

    private struct State {
        var emails = AttemptWindow(most: mostForEmail, milliseconds: windowMilliseconds)
        var addresses = AttemptWindow(most: mostForAddress, milliseconds: windowMilliseconds)
    }

    private let state = Mutex(State())

    /// Counts an attempt before its password is looked at, so that many at once count too.
    ///
    /// Throws `ManagerError.tooManyAttempts`.
    func begin(email: String, address: String, at now: Instant) throws(ManagerError) {
        let wait = state.withLock { state -> Int64? in
            if let wait = state.addresses.count(address, at: now) { return wait }
            return state.emails.count(email, at: now)
        }
        if let wait {
            throw .tooManyAttempts(secondsToWait: Int((wait + 999) / 1_000))
        }
    }

    /// Takes back the newest attempt for an e-mail: the password was right, but did not let anybody in without a code.
    ///
    /// Earlier ones still count. Otherwise, whoever knows the password could try codes without end. The address keeps
    /// its attempt, so that this is limited, too.
    func takeBack(email: String) {
        state.withLock { $0.emails.takeBack(email) }
    }

    /// Takes back the newest attempt for an e-mail and an address: all that was shown was right.
    func takeBack(email: String, address: String) {
        state.withLock { state in
            state.emails.takeBack(email)
            state.addresses.takeBack(address)
        }
    }

    /// Forgets the attempts for an e-mail that was let in, and the one for its address: many may share that.
    func succeeded(email: String, address: String) {
        state.withLock { state in
            state.emails.forget(email)
            state.addresses.takeBack(address)
        }
    }
}

/// At most so many of something within a sliding window of time, for each name.
package struct AttemptWindow: Sendable {
    /// So many names are remembered; beyond it, those that were quiet for longest are forgotten.
    static let mostNames = 20_000

    private let most: Int
    private let milliseconds: Int64
    private var moments: [String: [Instant]] = [:]

    package init(most: Int, milliseconds: Int64) {
        self.most = most
        self.milliseconds = milliseconds
    }

    /// How many names are remembered at this moment.
    var names: Int { moments.count }

    /// Counts one; or counts nothing and returns the milliseconds to wait.
    package mutating func count(_ name: String, at now: Instant) -> Int64? {
        let start = now - milliseconds
        var recent = moments[name, default: []].filter { $0 > start && $0 <= now }
        if recent.count >= most, let first = recent.first {
            return first.milliseconds + milliseconds - now.milliseconds
        }
        recent.append(now)
        if moments[name] == nil, moments.count >= Self.mostNames {
            makeRoom(start)
        }
        moments[name] = recent
        return nil
    }

    /// Uncounts the newest one.
    mutating func takeBack(_ name: String) {
        _ = moments[name]?.popLast()
        if moments[name]?.isEmpty == true { moments[name] = nil }
    }

    mutating func forget(_ name: String) {
        moments[name] = nil
    }

    private mutating func makeRoom(_ start: Instant) {
        moments = moments.filter { $0.value.last.map { $0 > start } ?? false }
        guard moments.count >= Self.mostNames else { return }
        let latest = moments.values.compactMap(\.last).sorted()
        let middle = latest[latest.count / 2]
        moments = moments.filter { $0.value.last.map { $0 > middle } ?? false }
    }
}
