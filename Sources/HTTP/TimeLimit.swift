package import Hummingbird

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
            return try await withThrowingTaskGroup(of: Response?.self) { group in
                group.addTask { try await work.run(request, exchange) }
                group.addTask {
                    await deadlines.wait()
                    return nil
                }
                defer { group.cancelAll() }
                guard let first = try await group.next(), let response = first else {
                    throw HTTPError(.serviceUnavailable)
                }
                return response
            }
        }
    }
}

/// Carries the rest of the chain into a child task.
///
/// Safe: the group above ends before `handle` returns, and only one task of it calls the closure, once.
private struct UncheckedWork: @unchecked Sendable {
    private let next: (Request, Exchange) async throws -> Response

    init(_ next: @escaping (Request, Exchange) async throws -> Response) {
        self.next = next
    }

    func run(_ request: Request, _ exchange: Exchange) async throws -> Response {
        try await next(request, exchange)
    }
}
