import Foundation
package import HTTP
import HTTPTypes
package import Hummingbird

/// An error as JSON (RFC 9457).
package enum Problem {
    /// Makes the answer for a failure. `place` names what of the request was wrong, such as `filter`.
    package static func answer(_ failure: Failure, requestID: String, place: String? = nil) throws -> Response {
        let body = Body(
            title: failure.status.reasonPhrase,
            status: failure.status.code,
            detail: failure.detail,
            instance: requestID,
            place: place
        )
        var response = try Response.json(body, status: failure.status, type: "application/problem+json")
        if let seconds = failure.retryAfter {
            response.headers[.retryAfter] = String(seconds)
        }
        return response
    }

    private struct Body: Encodable {
        let title: String
        let status: Int
        let detail: String?
        let instance: String
        let place: String?
    }
}
