import Domain
import HTTP
import Hummingbird
import Kith

/// What stands before the handler of one route: the permission that its line in the table names, and its limits.
struct RouteGate: RouterMiddleware {
    let permission: Permission?
    let options: APIRoute.Options

    func handle(
        _ request: Request,
        context exchange: CallerExchange,
        next: (Request, CallerExchange) async throws -> Response
    ) async throws -> Response {
        if options.isForManagers { try exchange.requireManager() }
        if let permission { try exchange.caller.require(permission) }
        var exchange = exchange
        exchange.bodyLimit = options.bodyLimit
        return try await next(request, exchange)
    }
}

extension CallerExchange {
    fileprivate func requireManager() throws(ManagerError) {
        guard case .manager = caller.actor else { throw .notAManager }
    }
}

/// Collects the place in the change feed of what a request commits: `Kith-Seq` of the answer.
struct CommitNote: RouterMiddleware {
    func handle(
        _ request: Request,
        context exchange: CallerExchange,
        next: (Request, CallerExchange) async throws -> Response
    ) async throws -> Response {
        let receipt = CommitReceipt()
        var response = try await CommitReceipt.$current.withValue(receipt) {
            try await next(request, exchange)
        }
        if let seq = receipt.seq, let name = FreshRead.header {
            response.headers[name] = String(seq)
        }
        return response
    }
}
