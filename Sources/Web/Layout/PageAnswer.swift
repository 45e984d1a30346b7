import Domain
import HTTPTypes
import Hummingbird

extension Response {
    /// Makes an answer of HTML. The headers let a page load nothing but Kith's own scripts, style sheet and pictures.
    static func page(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
        headers.protectPage()
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// One sentence, for a script to show.
    static func plain(_ text: String, status: HTTPResponse.Status) -> Response {
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"]
        headers.protectPage()
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A file that the browser keeps, written as it is made.
    static func attachment(
        _ name: String,
        type: String,
        _ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        let body = ResponseBody { writer in
            try await write(&writer)
            try await writer.finish(nil)
        }
        return attachment(name, type: type, body)
    }

    static func attachment(_ name: String, type: String, _ body: ResponseBody) -> Response {
        var headers: HTTPFields = [
            .contentType: type, .cacheControl: "no-store", .contentDisposition: "attachment; filename=\"\(name)\"",
        ]
        headers.protectPage()
        return Response(status: .ok, headers: headers, body: body)
    }

    func settingHeaders(_ values: KeyValuePairs<String, String>) -> Response {
        var response = self
        for (name, value) in values { response.headers.set(name, value) }
        return response
    }

    /// Sends the browser on to a page, in answer to a script.
    static func leading(to link: Link) -> Response {
        var response = Response.plain("", status: .ok)
        response.headers.set("HX-Redirect", link.path)
        return response
    }

    /// Sends the browser on, with GET.
    static func seeOther(_ path: String) -> Response {
        var headers: HTTPFields = [.location: path, .cacheControl: "no-store"]
        headers.protectPage()
        return Response(status: .seeOther, headers: headers)
    }
}

extension Request {
    /// Whether a script asks for a part of a page, and not a browser for a whole one.
    var isForPart: Bool {
        HTTPField.Name("HX-Request").map { headers[$0] != nil } ?? false
    }
}

extension HTTPFields {
    private static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
        form-action 'self'; frame-ancestors 'none'; base-uri 'none'
        """

    fileprivate mutating func protectPage() {
        self[.contentSecurityPolicy] = Self.contentSecurityPolicy
        self[.xContentTypeOptions] = "nosniff"
        set("Referrer-Policy", "same-origin")
        set("X-Frame-Options", "DENY")
        set("Cross-Origin-Opener-Policy", "same-origin")
        set("Cross-Origin-Resource-Policy", "same-origin")
        set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    }

    fileprivate mutating func set(_ name: String, _ value: String) {
        guard let name = HTTPField.Name(name) else { return }
        self[name] = value
    }
}
