package import Domain
package import HTTP
package import Hummingbird
package import Kith

/// A request by a manager who is signed in: a handler that takes one cannot be reached by anybody else.
package struct ManagerExchange: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let session: Session

    package init(context: Exchange) throws {
        guard let session = context.session else { throw HTTPError(.unauthorized) }
        coreContext = context.coreContext
        self.session = session
    }

    package var caller: Caller { session.caller }
}

/// Looks up the session's cookie, and sends whoever has none to the page of signing in.
package struct SessionGate: RouterMiddleware {
    private let kith: Kith

    package init(kith: Kith) {
        self.kith = kith
    }

    package func handle(
        _ request: Request,
        context exchange: Exchange,
        next: (Request, Exchange) async throws -> Response
    ) async throws -> Response {
        if let token = Cookies.session(of: request), let session = try await kith.managers.session(token) {
            var exchange = exchange
            exchange.session = session
            return try await next(request, exchange)
        }
        guard request.method == .get || request.method == .head else { throw HTTPError(.forbidden) }
        let here = request.uri.string
        return .seeOther(Link.signIn(next: here == Link.home.path ? nil : here).path)
    }
}
