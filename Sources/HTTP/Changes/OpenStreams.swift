import Domain
import HTTPTypes
import Synchronization

/// How many streams each caller has open: each of them costs a connection and asks the database again and again.
package final class OpenStreams: Sendable {
    package static let mostForCaller = 10
    package static let mostInAll = 500

    private let open = Mutex<[String: Int]>([:])

    package init() {}

    /// Throws 429 where the caller has enough, and 503 where the server has.
    func enter(_ caller: Caller) throws(Failure) {
        let failure = open.withLock { open -> Failure? in
            let mine = open[Self.name(caller), default: 0]
            guard mine < Self.mostForCaller else {
                return Failure(
                    .tooManyRequests,
                    detail: "a caller may have \(Self.mostForCaller) streams open",
                    retryAfter: 15
                )
            }
            guard open.values.reduce(0, +) < Self.mostInAll else {
                return Failure(.serviceUnavailable, detail: "too many streams are open", retryAfter: 60)
            }
            open[Self.name(caller)] = mine + 1
            return nil
        }
        if let failure { throw failure }
    }

    func leave(_ caller: Caller) {
        open.withLock { open in
            let rest = open[Self.name(caller), default: 1] - 1
            open[Self.name(caller)] = rest > 0 ? rest : nil
        }
    }

    /// How many are open in all.
    package var count: Int { open.withLock { $0.values.reduce(0, +) } }

    private static func name(_ caller: Caller) -> String { "\(caller.organization) \(caller.actor)" }
}
