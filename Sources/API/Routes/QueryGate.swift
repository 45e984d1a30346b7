import Hummingbird

/// Refuses parameters of the query on routes that have none; the others read theirs, and refuse what is left.
struct QueryGate<Context: RequestContext>: RouterMiddleware {
    let options: APIRoute.Options

    func handle(
        _ request: Request,
        context exchange: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if !options.takesParameters { try exchange.query(of: request) { _ in } }
        return try await next(request, exchange)
    }
}
