import Crypto
import HTTP
import HTTPTypes
import Hummingbird

/// Gives each answer of JSON to GET a tag, and says 304 to whoever has that answer already.
///
/// A handler may set a tag of its own, such as a contact's version; else it is a hash of the body.
struct EntityTags: RouterMiddleware {
    func handle(
        _ request: Request,
        context exchange: CallerExchange,
        next: (Request, CallerExchange) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, exchange)
        guard request.method == .get || request.method == .head, response.status == .ok else { return response }
        guard response.headers[.contentType] == "application/json" else { return response }
        let tag: String
        if let own = response.headers[.eTag] {
            tag = own
        } else {
            guard let body = try await response.body.collected() else { return response }
            tag = "\"\(Self.hash(body))\""
            response.headers[.eTag] = tag
        }
        guard request.hasCurrent(tag) else { return response }
        var headers = response.headers
        headers[.contentType] = nil
        return Response(status: .notModified, headers: headers)
    }

    private static func hash(_ body: ByteBuffer) -> String {
        SHA256.hash(data: Array(body.readableBytesView)).prefix(16)
            .map { String(UInt($0) + 256, radix: 16).dropFirst() }.joined()
    }
}
