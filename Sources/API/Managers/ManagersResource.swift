import Domain
package import Hummingbird
import Kith

/// Managers: the people of the organization who sign in.
package struct ManagersResource: Sendable {
    let kith: Kith

    /// `GET /managers`
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let managers = try await kith.managers.all(by: exchange.caller)
        let roles = try await roles(exchange)
        return .json(.object(["managers": .array(managers.map { $0.json(roles[$0.role]) })]))
    }

    /// `POST /managers`: the answer has the one-time link by which they choose a password.
    package func invite(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (email: fields.text("email"), name: fields.optionalText("name", in: 1...200), role: fields.text("role"))
        }
        let invitation = try await kith.managers.invite(
            email: wanted.email,
            name: wanted.name,
            role: wanted.role,
            by: exchange.caller
        )
        let manager = try await json(invitation.manager, exchange)
        return .created(invitation.json(manager), at: "/managers/\(invitation.manager.id)")
    }

    /// `GET /managers/{manager}`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let manager = try await kith.managers.find(exchange.id("manager") as ManagerID, by: exchange.caller)
        return .json(try await json(manager, exchange))
    }

    /// `PATCH /managers/{manager}`
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (
                name: fields.change("name") { fields.text($0, in: 1...200) },
                role: fields.change("role") { fields.text($0) }
            )
        }
        let manager = try await kith.managers.edit(
            exchange.id("manager"),
            name: wanted.name,
            role: wanted.role,
            by: exchange.caller
        )
        return .json(try await json(manager, exchange))
    }

    /// `DELETE /managers/{manager}/sessions`: signs them out everywhere.
    package func endSessions(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        _ = try await kith.managers.revokeSessions(of: exchange.id("manager"), by: exchange.caller)
        return .done
    }

    /// `DELETE /managers/{manager}/totp`: for one who lost the device. Owners only.
    package func switchOffTOTP(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.managers.disableTOTP(of: exchange.id("manager"), by: exchange.caller)
        return .done
    }

    /// `DELETE /managers/{manager}`
    package func remove(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.managers.remove(exchange.id("manager"), by: exchange.caller)
        return .done
    }

    /// `POST /managers/{manager}/links`: a new one-time link; earlier ones end.
    package func makeLink(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await exchange.optionalBody(of: request) { _ in }
        let invitation = try await kith.managers.makeLink(for: exchange.id("manager"), by: exchange.caller)
        return .json(invitation.linkJSON, status: .created)
    }

    private func json(_ manager: Manager, _ exchange: CallerExchange) async throws -> JSON {
        manager.json(try await roles(exchange)[manager.role])
    }

    private func roles(_ exchange: CallerExchange) async throws -> [RoleID: Role] {
        let roles = try await kith.roles.all(by: exchange.caller)
        return Dictionary(roles.map { ($0.id, $0) }) { first, _ in first }
    }
}

extension Manager {
    func json(_ role: Role?) -> JSON {
        .object([
            "id": id.json,
            "email": .string(email.description),
            "name": .string(name),
            "role": .object(["id": self.role.json, "name": .string(role?.name ?? "")]),
            "hasPassword": .boolean(hasPassword),
            "hasTOTP": .boolean(hasTOTP),
            "createdAt": createdAt.json,
        ])
    }
}

extension Invitation {
    fileprivate var linkJSON: JSON {
        .object(["token": .string(linkToken), "path": .string("/welcome/" + linkToken), "expiresAt": expiresAt.json])
    }

    fileprivate func json(_ manager: JSON) -> JSON {
        .object((manager.object ?? []) + [JSON.Member("link", linkJSON)])
    }
}
