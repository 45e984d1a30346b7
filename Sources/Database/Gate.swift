import Synchronization

/// Lets work in until it is closed, and tells when the last of it has left.
package final class Gate: Sendable {
    private struct State {
        var isClosed = false
        var inside = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Runs the work, or throws `DatabaseError.closed`.
    package func pass<Result>(
        isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws -> Result
    ) async throws -> Result {
        try state.withLock { state throws(DatabaseError) in
            guard !state.isClosed else { throw DatabaseError.closed }
            state.inside += 1
        }
        defer { leave() }
        return try await work()
    }

    /// Closes and waits until nobody is inside.
    package func close() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                state.isClosed = true
                if state.inside > 0 {
                    state.waiting.append(continuation)
                }
                return state.inside == 0
            }
            if isEmpty {
                continuation.resume()
            }
        }
    }

    private func leave() {
        let ready = state.withLock { state in
            state.inside -= 1
            guard state.isClosed, state.inside == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in ready {
            continuation.resume()
        }
    }
}
