import Domain
package import HTTP
import HTTPTypes
package import Hummingbird
package import Kith

/// Finds out who asks, by the token in `Authorization: Bearer`: a key's secret, or a manager's session.
///
/// Cookies count for nothing here, so no page of another site can ask in a manager's name.
package struct CallerGate: RouterMiddleware {
    private static let scheme = "bearer "

    private let kith: Kith
    private let sender: SenderAddress
    private let wrongTokens: WrongTokens

    package init(kith: Kith, sender: SenderAddress) {
        self.kith = kith
        self.sender = sender
        wrongTokens = WrongTokens()
    }

    package func handle(
        _ request: Request,
        context exchange: Exchange,
        next: (Request, Exchange) async throws -> Response
    ) async throws -> Response {
        let address = sender.of(request, exchange)
        let token = try Self.token(of: request)
        if let wait = wrongTokens.wait(for: token, from: address, at: kith.now()) {
            throw Failure(
                .tooManyRequests,
                detail: "too many tokens that are not valid came from this address",
                retryAfter: wait
            )
        }
        guard let caller = try await caller(of: token) else {
            wrongTokens.count(from: address, at: kith.now())
            throw Failure.wrongToken
        }
        wrongTokens.remember(token)
        var exchange = exchange
        exchange.caller = caller.at(address)
        return try await next(request, exchange)
    }

    /// Whom a token lets in at this moment, or nil.
    private func caller(of token: String) async throws -> Caller? {
        guard token.hasPrefix("kith_") else { return try await kith.managers.session(token)?.caller }
        do {
            return try await kith.keys.caller(withSecret: token)
        } catch KeyError.notValid {
            return nil
        }
    }

    static func token(of request: Request) throws(Failure) -> String {
        guard let header = request.headers[.authorization] else { throw Failure.noToken }
        guard header.prefix(scheme.count).lowercased() == scheme else { throw Failure.noToken }
        let token = header.dropFirst(scheme.count).trimmingPrefix { $0 == " " }
        guard !token.isEmpty, token.utf8.count <= 200 else { throw Failure.wrongToken }
        return String(token)
    }

    /// Whether the token of a request that lasts still lets the same caller in.
    func stillAdmits(_ caller: Caller, _ request: Request) async throws -> Bool {
        guard let token = try? Self.token(of: request), let now = try await self.caller(of: token) else { return false }
        return now.actor == caller.actor && now.permissions.isSuperset(of: caller.permissions)
    }
}
