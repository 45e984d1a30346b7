package import Domain
package import HTTP
import HTTPTypes
package import Hummingbird
package import Kith

/// A request by a manager who is signed in: a handler that takes one cannot be reached by anybody else.
package struct ManagerExchange: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let session: Session
    /// Where the request came from, for the audit log.
    package let address: String

    package init(context: Exchange) throws {
        guard let session = context.session else { throw HTTPError(.unauthorized) }
        coreContext = context.coreContext
        self.session = session
        address = context.address ?? context.peer
    }

    package var caller: Caller { session.caller.at(address) }
}

extension Session {
    /// The manager's own, or else that of the organization.
    var language: Preferences.Language {
        manager.preferences.language
            ?? Preferences.Language(rawValue: String(organization.settings.language.prefix(2))) ?? .english
    }
}

/// Looks up the session's cookie, and sends whoever has none to the page of signing in.
package struct SessionGate: RouterMiddleware {
    private let kith: Kith
    private let sender: SenderAddress

    package init(kith: Kith, sender: SenderAddress) {
        self.kith = kith
        self.sender = sender
    }

    package func handle(
        _ request: Request,
        context exchange: Exchange,
        next: (Request, Exchange) async throws -> Response
    ) async throws -> Response {
        if let token = Cookies.session(of: request), let session = try await kith.managers.session(token) {
            var exchange = exchange
            exchange.session = session
            exchange.language.set(session.language)
            exchange.address = sender.of(request, exchange)
            return try await next(request, exchange)
        }
        if request.isForPart {
            // A part of the page of signing in would stand in the middle of another one.
            var response = Response.plain("", status: .unauthorized)
            if let name = HTTPField.Name("HX-Refresh") { response.headers[name] = "true" }
            return response
        }
        guard request.method == .get || request.method == .head else { throw HTTPError(.forbidden) }
        let here = request.uri.string
        return .seeOther(Link.signIn(next: here == Link.home.path ? nil : here).path)
    }
}
