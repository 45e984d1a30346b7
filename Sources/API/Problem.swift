import Domain
package import HTTP
import HTTPTypes
package import Hummingbird

/// An error as JSON (RFC 9457).
package enum Problem {
    /// Makes the answer for a failure.
    package static func answer(_ failure: Failure, requestID: String) -> Response {
        let body = JSON.object([
            "type": .string("about:blank"),
            "title": .string(failure.status.reasonPhrase),
            "status": .integer(Int64(failure.status.code)),
            "detail": (failure.detail?.description).map(JSON.string),
            "instance": .string(requestID),
            "errors": failure.places.isEmpty ? nil : .array(failure.places.map(\.json)),
        ])
        var response = Response.json(body, status: failure.status, type: "application/problem+json")
        response.headers[.cacheControl] = "no-store"
        response.headers.append(contentsOf: failure.headers)
        if let seconds = failure.retryAfter {
            response.headers[.retryAfter] = String(seconds)
        }
        return response
    }
}

extension Failure.Place {
    fileprivate var json: JSON {
        .object([
            "pointer": pointer.map(JSON.string),
            "parameter": parameter.map(JSON.string),
            "characters": characters.map { range in
                .object(["from": .integer(Int64(range.lowerBound)), "to": .integer(Int64(range.upperBound))])
            },
            "detail": .string(detail.description),
        ])
    }
}
