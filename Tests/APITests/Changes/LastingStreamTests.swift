import Domain
import HTTP
import Hummingbird
import HummingbirdTesting
import Kith
import TestSupport
import Testing

@testable import API

@Suite("Streams that last")
struct LastingStreamTests {
    @Test("a stream that is open does not keep the server from stopping", .timeLimit(.minutes(1)))
    func stopping() async {
        // In a process of its own, whose threads do not wait for other tests.
        await #expect(processExitsWith: .success) { try await Self.stop() }
    }

    private static func stop() async throws {
        try await ServedAPI.run { api in
            let stream = try EventStream(api.http, try await api.program([.readContacts]))
            #expect(try await stream.read(until: "retry").contains("text/event-stream"))
        }
    }

    @Test("a quiet stream shows that it is there, and ends when its key is revoked")
    func revoked() async throws {
        try await ServedAPI.run { api in
            let made = try await api.kith.keys.create(name: "x", scopes: [.readContacts], by: api.console)
            let client = Client(http: api.http, token: made.secret)
            let routes = try JSONAPI(
                kith: api.kith,
                version: "test",
                sender: SenderAddress(trustsProxy: false),
                heartbeat: .milliseconds(300)
            )
            let router = Router(context: Exchange.self)
            APIRouting(kith: api.kith, gate: routes.gate, requestsPerMinute: 100).add(routes.routes, to: router)
            try await Application(router: router).test(.live) { http in
                let stream = try EventStream(http, client)
                #expect(try await stream.read(until: "\n:\n\n").contains("retry: 1000"))
                try await api.kith.keys.revoke(made.key.id, by: api.console)
                // The last chunk is empty.
                #expect(try await stream.read(until: "\r\n0\r\n\r\n").contains("200 OK"))
                stream.close()
            }
        }
    }
}
