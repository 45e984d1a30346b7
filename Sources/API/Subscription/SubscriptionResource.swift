import Domain
package import Hummingbird
import Kith

/// How many managed users the organization may have, and has.
package struct SubscriptionResource: Sendable {
    let kith: Kith

    /// `GET /subscription`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(try await kith.subscription.usage(by: exchange.caller).json)
    }

    /// `POST /subscription/additions`: owners add capacity.
    package func add(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let most = Int64(SubscriptionUsage.mostManagedUsers)
        let count = try await exchange.body(of: request) { Int($0.integer("managedUsers", in: 1...most)) }
        let usage = try await kith.subscription.addCapacity(count, by: exchange.caller)
        return .created(usage.json, at: "/subscription")
    }
}

extension SubscriptionUsage {
    fileprivate var json: JSON {
        .object([
            "plan": .string(plan),
            "managedUsers": .object([
                "included": included.map { .integer(Int64($0)) } ?? .null,
                "added": .integer(Int64(added)),
                "used": .integer(Int64(used)),
                "free": free.map { .integer(Int64($0)) } ?? .null,
            ]),
            "isOver": .boolean(isOver),
        ])
    }
}
