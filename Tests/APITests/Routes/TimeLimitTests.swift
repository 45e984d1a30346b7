import HTTP
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@Suite("The time limit")
struct TimeLimitTests {
    @Test("a request that takes too long is ended, but not on a route that may last")
    func lasting() async throws {
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
}
