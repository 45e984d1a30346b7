import Database
import Domain
import Foundation
import Stores
import Synchronization

/// The node number that this process makes ids with, leased from the database.
///
/// It is renewed between transactions, never inside one; while no lease holds, no id is made.
final class NodeLease: Sendable {
    static let leaseMilliseconds: Int64 = 10 * 60_000
    /// How long a transaction waits for a clock that went back, before it fails.
    static let mostWaitingMilliseconds: Int64 = 2_000

    private struct State {
        var source: IdentifierSource?
        var until = Instant(milliseconds: 0)
        var renewal: Task<Void, any Error>?
    }

    private let engine: any Engine
    private let now: @Sendable () -> Instant
    private let holder: [UInt8]
    private let state = Mutex(State())

    init(engine: any Engine, now: @escaping @Sendable () -> Instant, holder: [UInt8]) {
        self.engine = engine
        self.now = now
        self.holder = holder
    }

    /// Sees to it that at least half of the lease remains. Throws `NodeError.allInUse` or what the database throws.
    func prepare() async throws {
        let renewal: Task<Void, any Error>? = state.withLock { state in
            let enough = now() + Self.leaseMilliseconds / 2
            if state.source != nil, state.until >= enough { return nil }
            // Callers that come meanwhile wait for the same renewal.
            if let running = state.renewal { return running }
            let node = state.source?.node
            let task = Task { try await self.renew(node) }
            state.renewal = task
            return task
        }
        try await renewal?.value
    }

    private func renew(_ node: Int?) async throws {
        defer { state.withLock { $0.renewal = nil } }
        let now = now()
        let until = now + Self.leaseMilliseconds
        let lease = try await engine.write { [holder] connection -> NodeStore.Lease? in
            let store = NodeStore(connection)
            if let node, try store.renew(node, of: holder, until: until) { return nil }
            guard let lease = try store.lease(to: holder, at: now, until: until) else { throw NodeError.allInUse }
            return lease
        }
        state.withLock { state in
            if let lease {
                state.source = IdentifierSource(node: lease.node, after: lease.lastUsed)
            }
            state.until = until
        }
    }

    /// Makes an id, on the thread of the transaction; waits up to two seconds where the clock says so.
    func nextID() throws(NodeError) -> Int64 {
        var waited: Int64 = 0
        while true {
            let now = now()
            let answer: IdentifierSource.Answer? = state.withLock { state in
                guard now < state.until else { return nil }
                return state.source?.next(at: now)
            }
            switch answer {
            case .made(let id): return id
            case .waitUntil(let moment):
                let milliseconds = max(1, moment.milliseconds - now.milliseconds)
                guard waited + milliseconds <= Self.mostWaitingMilliseconds else {
                    throw .clockWentBack(milliseconds: milliseconds)
                }
                Thread.sleep(forTimeInterval: Double(milliseconds) / 1_000)
                waited += milliseconds
            case .outOfRange: throw .clockOutOfRange
            case nil: throw .leaseEnded
            }
        }
    }

    /// Gives the node back, so that the next process can have it at once.
    func release() async {
        let source = state.withLock { state in
            defer { state.source = nil }
            return state.source
        }
        guard let source else { return }
        let lastUsed = max(now(), source.lastMillisecond)
        // Where this fails, the lease simply ends by itself.
        try? await engine.write { [holder] connection in
            try NodeStore(connection).release(source.node, of: holder, lastUsed: lastUsed)
        }
    }
}

/// Why no id can be made.
package enum NodeError: Error, Equatable, Sendable, CustomStringConvertible {
    case allInUse
    case leaseEnded
    case clockWentBack(milliseconds: Int64)
    case clockOutOfRange

    package var description: String {
        switch self {
        case .allInUse:
            "1,024 processes use this database already: stop some, or wait until their leases end (11 minutes)"
        case .leaseEnded:
            "the transaction took longer than this process may make ids (10 minutes)"
        case .clockWentBack(let milliseconds):
            "the clock of this machine went back by \(milliseconds) ms: set it right, or wait so long"
        case .clockOutOfRange:
            "the clock of this machine is wrong: it is before 2020 or after 2089"
        }
    }
}
