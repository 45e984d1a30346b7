import Domain
import HTTP
package import Hummingbird
import Kith

/// Keys that came from outside and are no property: seen, not collected.
package struct UnregisteredKeysResource: Sendable {
    let kith: Kith

    /// `GET /unregistered-keys`
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await answer(exchange)
    }

    /// `PATCH /unregistered-keys`: whether keys from outside become properties by themselves.
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let collects = try await exchange.body(of: request) { $0.boolean("collectsUnknownKeys") }
        try await kith.properties.setCollectsUnknownKeys(collects, by: exchange.caller)
        return try await answer(exchange)
    }

    /// `POST /unregistered-keys/{key}/registration`: makes a property of it.
    package func register(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.optionalBody(of: request) { fields in
            (
                name: fields.optionalText("name", in: 1...Fields.mostTextLength),
                type: fields.choice("type", of: PropertyType.self),
                options: fields.options() ?? []
            )
        }
        let property = try await kith.properties.register(
            try exchange.unregisteredKey(),
            name: wanted.name,
            type: wanted.type,
            options: wanted.options,
            by: exchange.caller
        )
        return .created(property.json, at: property.path)
    }

    /// `DELETE /unregistered-keys/{key}`: takes it off the list, until it is seen again.
    package func ignore(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.properties.ignore(try exchange.unregisteredKey(), by: exchange.caller)
        return .done
    }

    private func answer(_ exchange: CallerExchange) async throws -> Response {
        let collects = try await kith.properties.collectsUnknownKeys(by: exchange.caller)
        let keys = try await kith.properties.unregisteredKeys(by: exchange.caller)
        return .json(
            .object([
                "collectsUnknownKeys": .boolean(collects),
                "unregisteredKeys": .array(keys.map(\.json)),
            ])
        )
    }
}

extension CallerExchange {
    fileprivate func unregisteredKey() throws(PropertyError) -> String {
        guard let key = name("key") else { throw .notSeen("") }
        return key
    }
}

extension UnregisteredKey {
    fileprivate var json: JSON {
        .object([
            "key": .string(key),
            "type": .string(type.rawValue),
            "shape": .string(shape),
            "count": .integer(Int64(count)),
            "firstSeenAt": firstSeenAt.json,
            "lastSeenAt": lastSeenAt.json,
        ])
    }
}
