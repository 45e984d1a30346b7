package import Foundation
package import HTTP
import HTTPTypes
package import Hummingbird

/// `GET /metrics`: numbers about this process, as Prometheus reads them.
package struct MetricsRoute: Sendable {
    /// A number of the program's own, such as how many contacts the rosters hold in all.
    ///
    /// Has no labels on purpose: one a contact, a manager or an organization would have no bound.
    package struct Gauge: Sendable {
        package let name: String
        package let explanation: String
        package let value: Double

        package init(name: String, explanation: String, value: Double) {
            self.name = name
            self.explanation = explanation
            self.value = value
        }
    }

    private let metrics: RequestMetrics
    private let version: String
    private let startedAt: Date
    private let gauges: @Sendable () async -> [Gauge]

    package init(
        metrics: RequestMetrics,
        version: String,
        startedAt: Date,
        gauges: @escaping @Sendable () async -> [Gauge] = { [] }
    ) {
        self.metrics = metrics
        self.version = version
        self.startedAt = startedAt
        self.gauges = gauges
    }

    package func answer() async -> Response {
        let body = Self.text(metrics.snapshot, version: version, startedAt: startedAt, gauges: await gauges())
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body))
        )
    }

    static func text(
        _ snapshot: RequestMetrics.Snapshot,
        version: String,
        startedAt: Date,
        gauges: [Gauge]
    ) -> String {
        var lines: [String] = []
        func head(_ name: String, _ type: String, _ explanation: String) {
            lines.append("# HELP \(name) \(explanation)")
            lines.append("# TYPE \(name) \(type)")
        }
        head("kith_build_info", "gauge", "The version that runs.")
        lines.append("kith_build_info{version=\"\(escaped(version))\"} 1")
        head("process_start_time_seconds", "gauge", "When the process started, in seconds since 1970.")
        lines.append("process_start_time_seconds \(startedAt.timeIntervalSince1970)")
        for gauge in gauges {
            head(gauge.name, "gauge", gauge.explanation)
            lines.append("\(gauge.name) \(gauge.value)")
        }
        head("kith_http_requests_total", "counter", "Requests answered.")
        lines += snapshot.requests.map { request, count in
            let labels = "route=\"\(escaped(request.route))\",method=\"\(request.method)\",status=\"\(request.status)\""
            return "kith_http_requests_total{\(labels)} \(count)"
        }.sorted()
        head("kith_http_request_duration_seconds", "histogram", "How long requests took to answer.")
        for (route, durations) in snapshot.durations.sorted(by: { $0.key < $1.key }) {
            lines += histogram(route, durations)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func histogram(_ route: String, _ durations: RequestMetrics.Durations) -> [String] {
        let name = "kith_http_request_duration_seconds"
        let label = "route=\"\(escaped(route))\""
        var lines: [String] = []
        var total = 0
        for (step, count) in zip(RequestMetrics.steps.map { "\($0)" } + ["+Inf"], durations.counts) {
            total += count
            lines.append("\(name)_bucket{\(label),le=\"\(step)\"} \(total)")
        }
        lines.append("\(name)_sum{\(label)} \(durations.sum)")
        lines.append("\(name)_count{\(label)} \(total)")
        return lines
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
