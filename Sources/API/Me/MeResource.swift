import Domain
package import Hummingbird
import Kith

/// Who is asking.
package struct MeResource: Sendable {
    let kith: Kith

    /// `GET /me`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(try await kith.me(exchange.caller).json)
    }

    /// `PATCH /me`: a manager's own name.
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        guard case .manager(let manager) = exchange.caller.actor else { throw ManagerError.notAManager }
        let name = try await exchange.body(of: request) { fields in
            fields.change("name") { fields.text($0, in: 1...200) }
        }
        if let name { _ = try await kith.managers.rename(manager, to: name, by: exchange.caller) }
        return .json(try await kith.me(exchange.caller).json)
    }
}

extension Me {
    fileprivate var json: JSON {
        .object([
            "key": keyJSON,
            "manager": managerJSON,
            "isOwner": .boolean(caller.isOwner),
            "permissions": .array(caller.permissions.map(\.rawValue).sorted().map(JSON.string)),
            "organization": .object([
                "id": organization.id.json,
                "key": .string(organization.key.description),
                "name": .string(organization.name),
                "country": .string(organization.country.description),
                "timeZone": .string(organization.settings.timeZoneName),
                "language": .string(organization.settings.language),
                "currency": .string(organization.settings.currency),
            ]),
        ])
    }

    private var keyJSON: JSON? {
        if case .key(let key) = who { key.json } else { nil }
    }

    private var managerJSON: JSON? {
        if case .manager(let manager, let role) = who { manager.json(role) } else { nil }
    }
}
