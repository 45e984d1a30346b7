import Domain
package import Hummingbird
import Kith

/// Where the manager who asks is signed in, and their own password.
package struct OwnSessionsResource: Sendable {
    let kith: Kith

    /// `GET /me/sessions`
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let sessions = try await kith.managers.sessions(by: exchange.caller)
        let current = try await current(request)
        return .json(.object(["sessions": .array(sessions.map { $0.json(isCurrent: $0.id == current) })]))
    }

    /// `DELETE /me/sessions/{session}`
    package func end(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.managers.revoke(exchange.id("session") as SessionID, by: exchange.caller)
        return .done
    }

    /// `DELETE /me/sessions`: ends all but the one that asks.
    package func endOthers(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        guard let current = try await current(request) else { throw ManagerError.unknownSession }
        _ = try await kith.managers.revokeSessions(but: current, by: exchange.caller)
        return .done
    }

    /// `PUT /me/password`: the session that asks goes on, all others end.
    package func changePassword(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let passwords = try await exchange.body(of: request) { fields in
            (old: fields.text("password"), new: fields.text("newPassword"))
        }
        try await kith.managers.changePassword(
            from: passwords.old,
            to: passwords.new,
            keeping: try await current(request),
            by: exchange.caller
        )
        return .done
    }

    private func current(_ request: Request) async throws -> SessionID? {
        try await kith.managers.session(CallerGate.token(of: request))?.id
    }
}

extension ManagerSession {
    fileprivate func json(isCurrent: Bool) -> JSON {
        .object([
            "id": id.json,
            "isCurrent": .boolean(isCurrent),
            "createdAt": createdAt.json,
            "seenAt": seenAt.json,
            "address": address.map(JSON.string),
            "userAgent": userAgent.map(JSON.string),
        ])
    }
}
