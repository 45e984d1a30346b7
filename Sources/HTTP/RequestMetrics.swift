import Synchronization

/// Counts requests by route, method and status, and how long they took by route.
///
/// The names are bounded: routes are patterns of our own table, methods are those we know.
package final class RequestMetrics: Sendable {
    /// Upper ends of the histogram's steps, in seconds.
    package static let steps: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    package struct Request: Hashable, Sendable {
        package let route: String
        package let method: String
        package let status: Int
    }

    package struct Durations: Sendable {
        /// How many took no longer than each step, not added up; the last is for all beyond.
        package fileprivate(set) var counts = [Int](repeating: 0, count: steps.count + 1)
        package fileprivate(set) var sum = 0.0
    }

    package struct Snapshot: Sendable {
        package fileprivate(set) var requests: [Request: Int] = [:]
        package fileprivate(set) var durations: [String: Durations] = [:]
    }

    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    private let state = Mutex(Snapshot())

    package init() {}

    package var snapshot: Snapshot { state.withLock { $0 } }

    package static func known(_ method: String) -> String {
        methods.contains(method) ? method : "other"
    }

    func record(route: String, method: String, status: Int, seconds: Double) {
        let request = Request(route: route, method: Self.known(method), status: status)
        let step = Self.steps.firstIndex { seconds <= $0 } ?? Self.steps.count
        state.withLock { state in
            state.requests[request, default: 0] += 1
            state.durations[route, default: Durations()].counts[step] += 1
            state.durations[route, default: Durations()].sum += seconds
        }
    }
}
