package import HTTP
package import Hummingbird

/// What a browser shows where a page cannot be.
package struct ErrorPage: Sendable {
    struct Model: Sendable {
        let title: String
        let styleSheet: String
        let status: Int
        let explanation: String
        let requestID: String?
        let home = Link.home.path
    }

    let templates: Templates
    let assets: Assets

    package func answer(_ failure: Failure, requestID: String) throws -> Response {
        let words = Self.words(failure.status.code)
        let model = Model(
            title: words.title,
            styleSheet: assets.styleSheet,
            status: failure.status.code,
            explanation: failure.detail.map(Sentence.of) ?? words.explanation,
            requestID: failure.status.code >= 500 ? requestID : nil
        )
        var response = try Response.page(templates.draw("error", model), status: failure.status)
        if let seconds = failure.retryAfter {
            response.headers[.retryAfter] = String(seconds)
        }
        return response
    }

    private static func words(_ status: Int) -> (title: String, explanation: String) {
        switch status {
        case 403:
            (
                "You cannot do this",
                "Your role lacks the permission, or the page was open for too long: go back, reload it and try again."
            )
        case 404: ("Nothing is here", "The page was moved or removed, or the address has a slip in it.")
        case 413: ("That is too much at once", "What was sent is larger than this page takes.")
        case 429: ("Too many attempts", "Wait a few minutes, then try again.")
        case 500: ("Something broke", "This is a fault of Kith's, and it is in the log. Nothing of yours was lost.")
        case 501...599: ("Kith cannot answer now", "Try again in a few seconds.")
        default: ("This did not work", "The request could not be understood.")
        }
    }
}
