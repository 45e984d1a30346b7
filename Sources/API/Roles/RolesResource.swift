import Domain
package import Hummingbird
import Kith

/// Roles: named sets of permissions, one for each manager.
package struct RolesResource: Sendable {
    let kith: Kith

    /// `GET /roles`
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let roles = try await kith.roles.all(by: exchange.caller)
        return .json(.object(["roles": .array(roles.map(\.json))]))
    }

    /// `POST /roles`
    package func create(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (name: fields.text("name"), permissions: Set(fields.choices("permissions", of: Permission.self)))
        }
        let role = try await kith.roles.create(
            name: wanted.name,
            permissions: wanted.permissions,
            by: exchange.caller
        )
        return .created(role.json, at: "/roles/\(role.id)")
    }

    /// `GET /roles/{role}`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(try await kith.roles.find(exchange.id("role"), by: exchange.caller).json)
    }

    /// `PATCH /roles/{role}`
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (
                name: fields.change("name") { fields.text($0) },
                permissions: fields.change("permissions") { Set(fields.choices($0, of: Permission.self)) }
            )
        }
        let role = try await kith.roles.find(exchange.id("role"), by: exchange.caller)
        let changed = try await kith.roles.edit(
            role.id,
            name: wanted.name ?? role.name,
            permissions: wanted.permissions ?? role.permissions,
            by: exchange.caller
        )
        return .json(changed.json)
    }

    /// `DELETE /roles/{role}`
    package func remove(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.roles.remove(exchange.id("role"), by: exchange.caller)
        return .done
    }
}

extension Role {
    fileprivate var json: JSON {
        .object([
            "id": id.json,
            "name": .string(name),
            "builtIn": .boolean(builtIn != nil),
            "permissions": .array(permissions.map(\.rawValue).sorted().map(JSON.string)),
        ])
    }
}
