import Database
package import Hummingbird
import Logging

/// Turns every error of a handler into an answer, in the form that the asked part of Kith speaks.
///
/// Where a handler failed through a fault of ours, the log has the error's type and the request's id. Of errors that
/// may hold personal data the text stays out of the log; the database's own words never have values in them.
package struct ErrorAnswers: RouterMiddleware {
    package typealias Answer = @Sendable (Failure, Request, Exchange) async throws -> Response

    private let answer: Answer

    package init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    package func handle(
        _ request: Request,
        context exchange: Exchange,
        next: (Request, Exchange) async throws -> Response
    ) async throws -> Response {
        var response = try await answered(request, exchange, next)
        response.headers.append(contentsOf: exchange.extras.headers)
        return response
    }

    private func answered(
        _ request: Request,
        _ exchange: Exchange,
        _ next: (Request, Exchange) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, exchange)
        } catch {
            let failure = Failure(error)
            if failure.status.code >= 500 {
                let words = (error as? DatabaseError)?.message ?? ""
                exchange.logger.error(
                    "a request failed",
                    metadata: [
                        "route": "\(exchange.route)", "error": "\(String(reflecting: type(of: error)))",
                        "database": "\(words)",
                    ]
                )
            }
            return try await answer(failure, request, exchange)
        }
    }
}
