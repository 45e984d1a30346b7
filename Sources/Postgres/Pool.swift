import Database
import Synchronization

/// Lends out the sessions of an engine, one user at a time.
final class Pool: Sendable {
    private struct State {
        var line: PoolState
        var nextWaiter: UInt64 = 0
        var continuations: [UInt64: CheckedContinuation<Int, any Error>] = [:]
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    private let sessions: [PostgresSession]
    private let state: Mutex<State>

    init(sessions: [PostgresSession]) {
        self.sessions = sessions
        state = Mutex(State(line: PoolState(size: sessions.count)))
    }

    /// Runs work with a session; waits in line for it, and leaves the line when the task is cancelled.
    func withSession<Result: Sendable>(
        _ work: @Sendable (PostgresSession) async throws -> Result
    ) async throws -> Result {
        let place = try await lease()
        defer { giveBack(place) }
        return try await work(sessions[place])
    }

    /// Refuses new work, waits for what runs, and hangs up.
    func close() async {
        await withCheckedContinuation { continuation in
            let (refused, isDrained) = state.withLock { state in
                let refused = state.line.close().compactMap { state.continuations.removeValue(forKey: $0) }
                if !state.line.isDrained {
                    state.closing.append(continuation)
                }
                return (refused, state.line.isDrained)
            }
            for waiter in refused {
                waiter.resume(throwing: DatabaseError.closed)
            }
            if isDrained {
                continuation.resume()
            }
        }
        for session in sessions {
            await session.hangUp()
        }
    }

    private func lease() async throws -> Int {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer: Result<Int, any Error>? = state.withLock { state in
                    // Checked inside the lock: a cancellation that came before found nobody in the line,
                    // and one that comes later finds the waiter there.
                    guard !Task.isCancelled else { return .failure(CancellationError()) }
                    switch state.line.lease(waiter: waiter) {
                    case .use(let place):
                        return .success(place)
                    case .closed:
                        return .failure(DatabaseError.closed)
                    case .wait:
                        state.continuations[waiter] = continuation
                        return nil
                    }
                }
                if let answer {
                    continuation.resume(with: answer)
                }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.line.cancel(waiter: waiter) ? state.continuations.removeValue(forKey: waiter) : nil
            }
            continuation?.resume(throwing: CancellationError())
        }
    }

    private func giveBack(_ place: Int) {
        let resume: (() -> Void)? = state.withLock { state in
            switch state.line.giveBack(place) {
            case .handTo(let waiter, let connection):
                let continuation = state.continuations.removeValue(forKey: waiter)
                return { continuation?.resume(returning: connection) }
            case .keep:
                return nil
            case .drained:
                let closing = state.closing
                state.closing = []
                return { for continuation in closing { continuation.resume() } }
            }
        }
        resume?()
    }
}
