package import HTTP
import HTTPTypes
package import Hummingbird
import Kith

/// What a browser shows where a page cannot be.
package struct ErrorPage: Sendable {
    struct Model: Sendable {
        let title: String
        let status: Int
        let explanation: String
        let requestID: String?
        let home = Link.home.path
    }

    private static let explained: Set<Int> = [403, 404, 413, 429, 500]

    let site: Site

    package func answer(_ failure: Failure, to request: Request, _ exchange: Exchange) async throws -> Response {
        let status = failure.status.code
        let speech = await speech(for: request, exchange, status: status)
        let words = speech.words
        let kind = Self.explained.contains(status) ? String(status) : status > 500 ? "busy" : "other"
        let explanation = failure.detail.map { words.sentence($0) } ?? words["error.\(kind).explanation"]
        var response =
            if request.isForPart {
                Response.plain(explanation, status: failure.status)
            } else {
                try site.page(
                    "error",
                    "error.\(kind).title",
                    Model(
                        title: words["error.\(kind).title"],
                        status: status,
                        explanation: explanation,
                        requestID: status >= 500 ? exchange.requestID : nil
                    ),
                    in: speech,
                    status: failure.status
                )
            }
        if let seconds = failure.retryAfter {
            response.headers[.retryAfter] = String(seconds)
        }
        return response
    }

    private func speech(for request: Request, _ exchange: Exchange, status: Int) async -> Site.Speech {
        if let known = exchange.language.known { return site.speech(known) }
        // Who asks for an address that is none, nobody has looked up. Where Kith itself fails, that would only fail again.
        guard status < 500, let token = Cookies.session(of: request),
            let session = try? await site.kith.managers.session(token)
        else { return site.speech(for: request) }
        return site.speech(session.language)
    }
}
