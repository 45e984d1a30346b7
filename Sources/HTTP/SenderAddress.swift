import Foundation
import HTTPTypes
package import Hummingbird

/// Whose address a request counts for, when attempts are limited.
package struct SenderAddress: Sendable {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    /// True where Kith stands behind a proxy of the operator's that sets `X-Forwarded-For`.
    private let trustsProxy: Bool

    package init(trustsProxy: Bool) {
        self.trustsProxy = trustsProxy
    }

    /// The address that the nearest proxy saw, or the other end's own. An IPv6 address is cut to its /64 network,
    /// as whoever has one address of it has all.
    package func of(_ request: Request, _ exchange: Exchange) -> String {
        guard trustsProxy, let header = Self.forwardedFor.flatMap({ request.headers[$0] }) else {
            return Self.network(exchange.peer)
        }
        // The last entry is the proxy's own; those before it are whatever the sender wrote.
        let last = header.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) }
        return Self.network(last.map { String($0.prefix(64)) } ?? exchange.peer)
    }

    /// The address itself, or the /64 network of an IPv6 one, which is what attempts are counted for.
    package static func network(_ address: String) -> String {
        var bytes = in6_addr()
        let length = MemoryLayout<in6_addr>.size
        guard address.contains(":"), inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        return withUnsafeBytes(of: &bytes) { raw in
            assert(raw.count == length)
            // An IPv4 address in IPv6 clothes: ::ffff:192.0.2.1
            if raw[0..<10].allSatisfy({ $0 == 0 }), raw[10] == 255, raw[11] == 255 {
                return raw[12..<16].map { String($0) }.joined(separator: ".")
            }
            return raw[0..<8].map { byte in String(byte, radix: 16) }.joined(separator: ":")
        }
    }
}
