import HTTP
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Server
import Testing

@Suite("Whose address an attempt counts for")
struct SenderAddressTests {
    @Test(
        "an IPv6 address counts for its network of 64 bits",
        arguments: [
            ("2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
        ]
    )
    func networks(first: String, second: String, areOne: Bool) {
        #expect((SenderAddress.network(first) == SenderAddress.network(second)) == areOne)
    }

    @Test("what a sender writes into X-Forwarded-For is believed only of a proxy", arguments: [false, true])
    func forwarded(trusts: Bool) async throws {
        try await ServedKith.run(settings: ServeSettings(trustsProxy: trusts)) { served in
            let form = try await served.browser.get("/sign-in")
            let cookie = try #require(form.headers[values: .setCookie].first?.prefix { $0 != ";" })
            let name = try #require(HTTPField.Name("X-Forwarded-For"))
            var statuses: Set<Int> = []
            for index in 0..<51 {
                let response = try await served.client.executeRequest(
                    uri: "/sign-in",
                    method: .post,
                    headers: [
                        .cookie: String(cookie), .contentType: "application/x-www-form-urlencoded",
                        name: "10.0.0.\(index)",
                    ],
                    body: ByteBuffer(string: "email=a\(index)@x.com&password=wrong+horse&form_token=\(form.formToken)")
                )
                statuses.insert(response.status.code)
            }
            #expect(statuses == (trusts ? [401] : [401, 429]))
        }
    }
}
