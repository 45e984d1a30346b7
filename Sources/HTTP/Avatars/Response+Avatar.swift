package import Domain
import HTTPTypes
package import Hummingbird

extension Response {
    /// The bytes of a picture, which no browser takes for anything else; 304 to whoever has them already.
    package static func avatar(_ avatar: Avatar, to request: Request, cache: String) -> Response {
        let tag = "\"\(avatar.version)\""
        var headers: HTTPFields = [.cacheControl: cache, .eTag: tag]
        headers[.xContentTypeOptions] = "nosniff"
        headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        if let name = HTTPField.Name("Cross-Origin-Resource-Policy") { headers[name] = "same-origin" }
        if request.hasCurrent(tag) { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = avatar.contentType
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: avatar.bytes)))
    }
}

extension Request {
    /// Whether who asks has what bears this tag. Compares weakly, as RFC 9110 wants it here: `W/"x"` is `"x"`.
    package func hasCurrent(_ tag: String) -> Bool {
        headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }.contains { entry in
            let entry = entry.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            let text = String(entry)
            return text == "*" || text == tag || text == "W/" + tag
        }
    }
}
