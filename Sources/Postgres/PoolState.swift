/// Decides who gets which of the pool's connections; does nothing itself.
///
/// Connections are numbers from 0. Those who wait are served in the order in which they came.
package struct PoolState: Sendable {
    package enum Lease: Equatable {
        case use(Int)
        /// Resumed later, with a connection or because the pool closed.
        case wait
        case closed
    }

    package enum Return: Equatable {
        case handTo(waiter: UInt64, connection: Int)
        case keep
        /// The last connection came back to a closed pool.
        case drained
    }

    /// The one used last is used next, so that a quiet pool opens few connections.
    private var idle: [Int]
    private var waiters: [UInt64] = []
    private var leased = 0
    package private(set) var isClosed = false

    package init(size: Int) {
        idle = Array((0..<size).reversed())
    }

    package var isDrained: Bool { isClosed && leased == 0 }
    package var waiting: Int { waiters.count }

    package mutating func lease(waiter: UInt64) -> Lease {
        guard !isClosed else { return .closed }
        guard let connection = idle.popLast() else {
            waiters.append(waiter)
            return .wait
        }
        leased += 1
        return .use(connection)
    }

    package mutating func giveBack(_ connection: Int) -> Return {
        guard waiters.isEmpty else {
            return .handTo(waiter: waiters.removeFirst(), connection: connection)
        }
        leased -= 1
        idle.append(connection)
        return isDrained ? .drained : .keep
    }

    /// Takes a waiter out of the line. False when it no longer stood there.
    package mutating func cancel(waiter: UInt64) -> Bool {
        guard let place = waiters.firstIndex(of: waiter) else { return false }
        waiters.remove(at: place)
        return true
    }

    /// Closes the pool and returns the waiters that will get nothing.
    package mutating func close() -> [UInt64] {
        isClosed = true
        defer { waiters = [] }
        return waiters
    }
}
