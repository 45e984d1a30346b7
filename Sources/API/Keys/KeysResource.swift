import Domain
package import Hummingbird
import Kith

/// Keys: what programs show to be let in.
package struct KeysResource: Sendable {
    let kith: Kith

    /// `GET /keys`
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let keys = try await kith.keys.all(by: exchange.caller)
        return .json(.object(["keys": .array(keys.map(\.json))]))
    }

    /// `POST /keys`: the answer alone has the secret.
    package func create(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (name: fields.text("name"), scopes: Set(fields.choices("scopes", of: Scope.self)))
        }
        let made = try await kith.keys.create(name: wanted.name, scopes: wanted.scopes, by: exchange.caller)
        let json = (made.key.json.object ?? []) + [JSON.Member("secret", .string(made.secret))]
        return .created(.object(json), at: "/keys/\(made.key.id)")
    }

    /// `GET /keys/{key}`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(try await kith.keys.find(exchange.id("key"), by: exchange.caller).json)
    }

    /// `PATCH /keys/{key}`: gives it another name. Its scopes are what they are.
    package func rename(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let name = try await exchange.body(of: request) { $0.text("name") }
        return .json(try await kith.keys.rename(exchange.id("key"), to: name, by: exchange.caller).json)
    }

    /// `DELETE /keys/{key}`: revokes it, at once and for good. It stays in the list.
    package func revoke(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.keys.revoke(exchange.id("key"), by: exchange.caller)
        return .done
    }
}

extension Key {
    var json: JSON {
        .object([
            "id": id.json,
            "name": .string(name),
            "scopes": .array(scopes.map(\.rawValue).sorted().map(JSON.string)),
            "createdAt": createdAt.json,
            "createdBy": .string(createdBy.description),
            "lastUsedAt": lastUsedAt?.json,
            "revokedAt": revokedAt?.json,
        ])
    }
}
