import HTTP
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@Suite("The time limit")
struct TimeLimitTests {
    @Test("a request that takes too long is ended, but not on a route that may last")
    func lasting() async {
        // In a process of its own, whose threads do not wait for other tests.
        await #expect(processExitsWith: .success) { try await Self.endOnlyLimited() }
    }

    private static func endOnlyLimited() async throws {
        let router = Router(context: Exchange.self)
        router.add(middleware: TimeLimit(.milliseconds(50), exceptFor: ["GET /lasting/{id}"]))
        for path: RouterPath in ["/lasting/{id}", "/limited"] {
            router.get(path) { _, _ in
                try await Task.sleep(for: .milliseconds(200))
                return Response(status: .ok)
            }
        }
        try await Application(router: router).test(.live) { http in
            let lasting = try await http.executeRequest(uri: "/lasting/7", method: .get, headers: [:], body: nil)
            #expect(lasting.status == .ok)
            let limited = try await http.executeRequest(uri: "/limited", method: .get, headers: [:], body: nil)
            #expect(limited.status == .serviceUnavailable)
        }
    }

    @Test("of many requests at once, each has a time of its own")
    func crowd() async {
        await #expect(processExitsWith: .success) { try await Self.endSomeOfMany() }
    }

    private static func endSomeOfMany() async throws {
        let router = Router(context: Exchange.self)
        router.add(middleware: TimeLimit(.milliseconds(500)))
        router.get("/{milliseconds}") { _, exchange in
            try await Task.sleep(for: .milliseconds(exchange.parameters.require("milliseconds", as: Int.self)))
            return Response(status: .ok)
        }
        try await Application(router: router).test(.live) { http in
            try await withThrowingTaskGroup(of: (Int, HTTPResponse.Status).self) { group in
                for number in 0..<40 {
                    let time = number.isMultiple(of: 2) ? number : 60_000 + number
                    group.addTask {
                        (
                            time,
                            try await http.executeRequest(uri: "/\(time)", method: .get, headers: [:], body: nil).status
                        )
                    }
                }
                for try await (time, status) in group {
                    #expect(status == (time < 60_000 ? .ok : .serviceUnavailable))
                }
            }
        }
    }
}
