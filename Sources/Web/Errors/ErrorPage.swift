package import HTTP
import HTTPTypes
package import Hummingbird

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

    package func answer(_ failure: Failure, to request: Request, _ exchange: Exchange) throws -> Response {
        let speech = exchange.language.known.map(site.speech) ?? site.speech(for: request)
        let words = speech.words
        let status = failure.status.code
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
}
