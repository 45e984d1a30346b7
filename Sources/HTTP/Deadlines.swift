import Synchronization

/// The ends of the times of all requests at work, watched by one task: a timer each would cost more than a short request.
final class Deadlines: Sendable {
    private struct Waiter {
        let end: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var waiters: [Int: Waiter] = [:]
        var newest = 0
        var isWatched = false
    }

    private let limit: Duration
    private let state = Mutex(State())

    init(limit: Duration) {
        self.limit = limit
    }

    /// Returns when the limit is over, up to a tenth of it late, or as soon as the task is cancelled.
    func wait() async {
        let place = state.withLock { state in
            state.newest += 1
            return state.newest
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { wait(at: place, $0) }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: place) }?.continuation.resume()
        }
    }

    private func wait(at place: Int, _ continuation: CheckedContinuation<Void, Never>) {
        let (isCancelled, isFirst) = state.withLock { state in
            // A task is cancelled before its handler runs: either this is seen here, or the handler finds the waiter.
            if Task.isCancelled { return (true, false) }
            state.waiters[place] = Waiter(end: .now + limit, continuation: continuation)
            defer { state.isWatched = true }
            return (false, !state.isWatched)
        }
        if isCancelled {
            continuation.resume()
        }
        if isFirst {
            Task { await watch() }
        }
    }

    /// Wakes those whose time is over, until nobody waits.
    private func watch() async {
        var isWatching = true
        while isWatching {
            // Nobody cancels this task, and a sleep has no other error.
            try? await Task.sleep(for: limit / 10)
            let now = ContinuousClock.now
            let overdue = state.withLock { state in
                let overdue = state.waiters.filter { $0.value.end <= now }
                for place in overdue.keys {
                    state.waiters[place] = nil
                }
                isWatching = !state.waiters.isEmpty
                state.isWatched = isWatching
                return overdue.values
            }
            for waiter in overdue {
                waiter.continuation.resume()
            }
        }
    }
}
