import Domain
package import HTTP
import HTTPTypes
package import Hummingbird
import Kith

/// Sessions: what a manager gets for e-mail and password, to ask the API in their own name.
package struct SessionsResource: Sendable {
    let kith: Kith
    let sender: SenderAddress

    /// `POST /sessions`: signs in. For everybody, within the limits of signing in.
    package func begin(_ request: Request, _ exchange: Exchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (
                email: fields.text("email"), password: fields.text("password"),
                code: fields.optionalText("code", in: 1...100),
                organization: fields.optionalText("organization", in: 1...100)
            )
        }
        do {
            let session = try await kith.managers.signIn(
                email: wanted.email,
                password: wanted.password,
                code: wanted.code,
                address: sender.of(request, exchange),
                userAgent: request.headers[.userAgent],
                organization: try wanted.organization.map { try OrganizationKey($0) }
            )
            return .created(try await json(session), at: "/sessions/current")
        } catch let error as ManagerError where Failure(error).status == .unauthorized {
            throw Failure(
                .unauthorized,
                detail: error.explanation,
                places: error.isAboutTheCode ? [.init(error.explanation, pointer: "/code")] : [],
                headers: [.wwwAuthenticate: "Bearer"]
            )
        }
    }

    /// `DELETE /sessions/current`: signs out.
    package func end(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.managers.signOut(CallerGate.token(of: request))
        return .done
    }

    private func json(_ session: NewSession) async throws -> JSON {
        guard let found = try await kith.managers.session(session.token) else { throw Failure.wrongToken }
        return .object([
            "token": .string(session.token),
            "expiresAt": session.expiresAt.json,
            "manager": found.manager.json(found.role),
            "organization": .object([
                "id": found.organization.id.json,
                "key": .string(found.organization.key.description),
                "name": .string(found.organization.name),
            ]),
        ])
    }
}

extension ManagerError {
    fileprivate var isAboutTheCode: Bool { self == .codeNeeded || self == .codeRefused }
}
