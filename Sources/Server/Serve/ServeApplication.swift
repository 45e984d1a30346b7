import API
import Foundation
package import HTTP
package import Hummingbird
import HummingbirdCore
package import Kith
package import Logging
import NIOCore
import Web

/// Puts the HTTP server together: limits, middleware, routes.
package struct ServeApplication: Sendable {
    package static let version = "0.1.0"
    private static let timeLimit: Duration = .seconds(30)
    private static let idleSeconds: Int64 = 75
    private static let mostHeaderBytes = 32 * 1_024

    private let kith: Kith
    private let settings: ServeSettings
    private let gauges: @Sendable () async -> [Gauge]
    private let logger: Logger

    /// A number for `/metrics`.
    package typealias Gauge = (name: String, explanation: String, value: Double)

    package init(
        kith: Kith,
        settings: ServeSettings,
        gauges: @escaping @Sendable () async -> [Gauge] = { [] },
        logger: Logger
    ) {
        self.kith = kith
        self.settings = settings
        self.gauges = gauges
        self.logger = logger
    }

    /// Makes all routes with what stands around each of them. Throws where a template is broken.
    package func router() throws -> Router<Exchange> {
        let sender = SenderAddress(trustsProxy: settings.trustsProxy)
        let site = try Site(
            kith: kith,
            settings: WebSettings(
                isSecure: settings.isSecure,
                sender: sender,
                version: Self.version,
                startedAt: kith.now()
            )
        )
        let metrics = RequestMetrics()
        let api = try JSONAPI(kith: kith, version: Self.version, sender: sender)
        let lasting = api.routes.filter { !$0.options.hasTimeLimit }.map(\.name)
        let router = Router(context: Exchange.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: AccessLog(metrics: metrics))
        router.add(middleware: ErrorAnswers { try await Self.answer($0, to: $1, $2, errors: site.errors) })
        router.add(middleware: TimeLimit(Self.timeLimit, exceptFor: Set(lasting)))
        let routes = Routes(
            site: site,
            health: HealthRoute(engine: kith.engine, version: Self.version),
            metrics: MetricsRoute(metrics: metrics, version: Self.version, startedAt: Date()) { [gauges] in
                await gauges().map { MetricsRoute.Gauge(name: $0.name, explanation: $0.explanation, value: $0.value) }
            },
            gate: SessionGate(kith: kith, sender: sender)
        )
        routes.add(to: router)
        APIRouting(kith: kith, gate: api.gate, requestsPerMinute: settings.requestsPerMinute).add(
            api.routes,
            to: router
        )
        return router
    }

    /// Makes the server. It is a service: it answers what it has begun before it stops.
    package func application(
        onStart: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        let limits = HTTP1Channel.Configuration(
            idleTimeout: .seconds(Self.idleSeconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Self.mostHeaderBytes,
                maxHeaderListSize: Self.mostHeaderBytes,
                maxHeaderFieldCount: 100
            )
        )
        return Application(
            router: try router(),
            server: .http1(configuration: limits),
            configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port)),
            onServerRunning: { channel in await onStart(channel.localAddress?.port ?? 0) },
            logger: logger
        )
    }

    /// Pages answer with a page, all else with JSON.
    private static func answer(
        _ failure: Failure,
        to request: Request,
        _ exchange: Exchange,
        errors: ErrorPage
    ) async throws -> Response {
        let path = request.uri.path
        let isForPrograms = path == "/api" || path.hasPrefix("/api/") || path == "/health" || path == "/metrics"
        guard isForPrograms else { return try await errors.answer(failure, to: request, exchange) }
        return Problem.answer(failure, requestID: exchange.requestID)
    }
}
