import Domain
package import HTTP
import HTTPTypes
package import Hummingbird
package import Kith

/// Adds the table of routes to a router, each line with what stands before its handler.
package struct APIRouting: Sendable {
    private let kith: Kith
    private let gate: CallerGate
    private let limit: RequestLimit

    package init(kith: Kith, gate: CallerGate, requestsPerMinute: Int) {
        self.kith = kith
        self.gate = gate
        limit = RequestLimit(requestsPerMinute: requestsPerMinute, now: kith.now)
    }

    package func add(_ routes: [APIRoute], to router: Router<Exchange>) {
        let callers = router.group(RouterPath(APIRoute.base)).add(middleware: gate).group(context: CallerExchange.self)
        for route in routes {
            switch route.access {
            case .everybody(let handler):
                router.group(RouterPath(APIRoute.base)).add(middleware: QueryGate(options: route.options))
                    .on(RouterPath(route.path), method: route.method, use: handler)
            case .callers(let permission, let handler):
                let group = callers.group().add(middleware: limit)
                    .add(middleware: RouteGate(permission: permission, options: route.options))
                    .add(middleware: QueryGate(options: route.options))
                if route.method == .get {
                    group.add(middleware: FreshRead(kith: kith)).add(middleware: EntityTags())
                } else {
                    group.add(middleware: FreshRead(kith: kith))
                        .add(middleware: RepeatedRequests(kith: kith, options: route.options))
                        .add(middleware: CommitNote())
                }
                group.on(RouterPath(route.path), method: route.method, use: handler)
            }
        }
        refuseOtherMethods(routes, router)
    }

    /// Answers 405 for the methods that a path does not have, and says which it has.
    private func refuseOtherMethods(_ routes: [APIRoute], _ router: Router<Exchange>) {
        for (path, routes) in Dictionary(grouping: routes, by: \.path) {
            let known = Set(routes.map(\.method))
            var allowed = known.map(\.rawValue)
            if known.contains(.get) { allowed.append("HEAD") }
            let failure = Failure(
                .methodNotAllowed,
                detail: "this path takes \(allowed.sorted().joined(separator: ", "))",
                headers: [.allow: allowed.sorted().joined(separator: ", ")]
            )
            for method in Self.methods where !known.contains(method) {
                router.on(RouterPath(APIRoute.base + path), method: method) { _, _ -> Response in throw failure }
            }
        }
    }

    private static let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options]
}
