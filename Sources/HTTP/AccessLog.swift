import HTTPTypes
package import Hummingbird
import Logging

/// Names each request, counts it, and writes one line about it to the log.
///
/// The line has the route's pattern, never the path, the query, an address or a name: personal data stays out of logs.
package struct AccessLog: RouterMiddleware {
    private let metrics: RequestMetrics

    package init(metrics: RequestMetrics) {
        self.metrics = metrics
    }

    package func handle(
        _ request: Request,
        context exchange: Exchange,
        next: (Request, Exchange) async throws -> Response
    ) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        var response = try await next(request, exchange)
        let seconds = (clock.now - start) / .seconds(1)
        metrics.record(
            route: exchange.route,
            method: request.method.rawValue,
            status: response.status.code,
            seconds: seconds
        )
        exchange.logger.info(
            "request",
            metadata: [
                "method": "\(RequestMetrics.known(request.method.rawValue))",
                "route": "\(exchange.route)",
                "status": "\(response.status.code)",
                "ms": "\(Int(seconds * 1_000))",
            ]
        )
        if let name = HTTPField.Name("X-Request-ID") {
            response.headers[name] = exchange.requestID
        }
        return response
    }
}
