package import Domain
import Foundation
package import HTTP
import HTTPTypes
package import Hummingbird
import Kith

/// A request to the API by somebody who is known: a handler that takes one cannot be reached by anybody else.
package struct CallerExchange: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let caller: Caller
    /// Headers that the answer gets, whatever it turns out to be.
    package let extras: ExtraHeaders
    /// What the answer is about, for whoever keeps it.
    package let subject = AnswerSubject()
    /// The most bytes that the body of this route may have.
    var bodyLimit = APIRoute.Options.usualBodyLimit

    package init(context: Exchange) throws {
        guard let caller = context.caller else { throw Failure.noToken }
        coreContext = context.coreContext
        self.caller = caller
        extras = context.extras
    }

    package var requestID: String { id }

    /// The id in the path. A text that is no id becomes one that nothing has, so that its answer has the same words.
    package func id<Subject>(_ name: String) -> Identifier<Subject> {
        parameters.get(name).flatMap { Identifier($0) } ?? Identifier(rawValue: 0)
    }

    /// A name in the path, such as a property's key; nil where it is not text in UTF-8.
    package func name(_ name: String) -> String? {
        parameters.get(name)?.removingPercentEncoding.flatMap { $0.utf8.contains(0) ? nil : $0 }
    }
}

extension Failure {
    /// No token came along.
    static let noToken = Failure(
        .unauthorized,
        detail: "a token is needed: Authorization: Bearer TOKEN",
        headers: [.wwwAuthenticate: "Bearer"]
    )

    /// A token came along that opens nothing.
    static let wrongToken = Failure(
        .unauthorized,
        detail: "this token is not valid: it was never given, was revoked, or has ended",
        headers: [.wwwAuthenticate: "Bearer error=\"invalid_token\""]
    )
}
