import Domain
package import HTTP
import HTTPTypes
package import Hummingbird

extension Request {
    /// The version that `If-Match` demands, for the verb to compare in its transaction; nil where any will do.
    ///
    /// Throws 412 for a tag that no version has.
    package func expectedVersion() throws(Failure) -> Int64? {
        let wanted = headers[values: .ifMatch].joined(separator: ",").filter { $0 != " " }
        guard !wanted.isEmpty, wanted != "*" else { return nil }
        guard wanted.hasPrefix("\""), wanted.hasSuffix("\""), let version = Int64(wanted.dropFirst().dropLast()) else {
            throw Failure(
                .preconditionFailed,
                detail: "If-Match takes one ETag as it was answered, such as \"7\", or *"
            )
        }
        return version
    }
}
