/// How Kith is served.
package struct ServeSettings: Sendable {
    package var host: String
    package var port: Int
    /// True where browsers reach Kith by https, through a proxy: cookies then travel by https alone.
    package var isSecure: Bool
    /// True where that proxy sets `X-Forwarded-For`.
    package var trustsProxy: Bool
    /// How many requests a minute one key or manager may send to the API.
    package var requestsPerMinute: Int

    package static let usualRequestsPerMinute = 6_000

    package init(
        host: String = "127.0.0.1",
        port: Int = 8_080,
        isSecure: Bool = false,
        trustsProxy: Bool = false,
        requestsPerMinute: Int = usualRequestsPerMinute
    ) {
        self.requestsPerMinute = requestsPerMinute
        self.host = host
        self.port = port
        self.isSecure = isSecure
        self.trustsProxy = trustsProxy
    }

    /// The address to open in a browser on this machine.
    package var address: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "http://\(host == "0.0.0.0" ? "127.0.0.1" : name):\(port)"
    }
}
