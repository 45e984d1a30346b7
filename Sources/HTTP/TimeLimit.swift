package import Hummingbird
import Synchronization

/// Ends a request that takes too long to read and answer: 503, and its work is cancelled.
///
/// Guards against senders that drip a body, and against answers nobody waits for. What is written to a browser after
/// the head of the answer is not limited here: streams may last.
package struct TimeLimit: RouterMiddleware {
    private let deadlines: Deadlines
    /// Patterns of routes that may take as long as they need, such as `POST /api/v1/imports`.
    private let unlimited: Set<String>

    package init(_ limit: Duration, exceptFor unlimited: Set<String> = []) {
        deadlines = Deadlines(limit: limit)
        self.unlimited = unlimited
    }

    package func handle(
        _ request: Request,
        context exchange: Exchange,
        next: (Request, Exchange) async throws -> Response
    ) async throws -> Response {
        if unlimited.contains("\(request.method.rawValue) \(exchange.route)") {
            return try await next(request, exchange)
        }
        return try await withoutActuallyEscaping(next) { next in
            let work = UncheckedWork(next)
            let task = Task { try await work.run(request, exchange) }
            let place = deadlines.begin { task.cancel() }
            let result = await withTaskCancellationHandler {
                await task.result
            } onCancel: {
                task.cancel()
            }
            guard deadlines.end(place) else { throw HTTPError(.serviceUnavailable) }
            return try result.get()
        }
    }
}

/// The requests at work, and until when. One task watches over all of them: a timer for each would cost more than a short
/// request itself.
private final class Deadlines: Sendable {
    private struct State {
        var running: [Int: (end: ContinuousClock.Instant, cancel: @Sendable () -> Void)] = [:]
        var next = 0
        var isWatched = false
    }

    private let limit: Duration
    private let state = Mutex(State())

    init(limit: Duration) {
        self.limit = limit
    }

    func begin(_ cancel: @escaping @Sendable () -> Void) -> Int {
        let (place, watches) = state.withLock { state in
            state.next += 1
            state.running[state.next] = (ContinuousClock.now + limit, cancel)
            defer { state.isWatched = true }
            return (state.next, !state.isWatched)
        }
        if watches {
            Task { await watch() }
        }
        return place
    }

    /// False where the request was cancelled because its time was over.
    func end(_ place: Int) -> Bool {
        state.withLock { $0.running.removeValue(forKey: place) != nil }
    }

    /// Cancels what is overdue, until nothing runs.
    private func watch() async {
        var isWatching = true
        while isWatching {
            try? await Task.sleep(for: limit / 20)
            let now = ContinuousClock.now
            let overdue = state.withLock { state in
                let overdue = state.running.filter { $0.value.end <= now }
                for place in overdue.keys { state.running[place] = nil }
                state.isWatched = !state.running.isEmpty
                isWatching = state.isWatched
                return overdue.values.map(\.cancel)
            }
            for cancel in overdue { cancel() }
        }
    }
}

/// Carries the rest of the chain into a child task.
///
/// Safe: `handle` waits for the task before it returns, and the task calls the closure once.
private struct UncheckedWork: @unchecked Sendable {
    private let next: (Request, Exchange) async throws -> Response

    init(_ next: @escaping (Request, Exchange) async throws -> Response) {
        self.next = next
    }

    func run(_ request: Request, _ exchange: Exchange) async throws -> Response {
        try await next(request, exchange)
    }
}
