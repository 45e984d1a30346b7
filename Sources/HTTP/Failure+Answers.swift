import Domain
import HTTPTypes
package import Kith

extension ClaimError: AnsweredError {
    package var failure: Failure {
        Failure(.conflict, detail: "another request with this Idempotency-Key is at work", retryAfter: 1)
    }
}
