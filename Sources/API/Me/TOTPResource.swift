import Domain
import HTTP
package import Hummingbird
import Kith

/// Codes with which the manager who asks signs in beside the password (RFC 6238).
package struct TOTPResource: Sendable {
    let kith: Kith

    /// `GET /me/totp`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let state = try await kith.managers.totp(by: exchange.caller)
        return .json(
            .object([
                "isOn": .boolean(state.isOn),
                "since": state.since?.json,
                "recoveryCodesLeft": .integer(Int64(state.recoveryCodesLeft)),
            ])
        )
    }

    /// `POST /me/totp`: makes the secret for an app. It counts for nothing until a code of it is confirmed.
    package func begin(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await exchange.optionalBody(of: request) { _ in }
        let begun = try await kith.managers.beginTOTP(by: exchange.caller)
        let json = JSON.object(["secret": .string(begun.secret), "link": .string(begun.link)])
        return .created(json, at: "/me/totp")
    }

    /// `PUT /me/totp`: switches codes on with the first one; the answer alone has the recovery codes.
    package func confirm(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let code = try await exchange.body(of: request) { $0.text("code", in: 1...100) }
        do {
            return .json(Self.json(try await kith.managers.confirmTOTP(code: code, by: exchange.caller)))
        } catch ManagerError.codeRefused {
            throw Failure.wrongCode
        }
    }

    /// `DELETE /me/totp`: needs the password and a code, which may be a recovery code.
    package func switchOff(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let proof = try await exchange.body(of: request) { fields in
            (password: fields.text("password"), code: fields.text("code", in: 1...100))
        }
        do {
            try await kith.managers.disableTOTP(password: proof.password, code: proof.code, by: exchange.caller)
        } catch ManagerError.codeRefused {
            throw Failure.wrongCode
        }
        return .done
    }

    /// `POST /me/recovery-codes`: makes them anew; the earlier ones end.
    package func makeRecoveryCodes(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let password = try await exchange.body(of: request) { $0.text("password") }
        let codes = try await kith.managers.newRecoveryCodes(password: password, by: exchange.caller)
        return .json(Self.json(codes), status: .created)
    }

    private static func json(_ recoveryCodes: [String]) -> JSON {
        .object(["recoveryCodes": .array(recoveryCodes.map(JSON.string))])
    }
}

extension Failure {
    /// The token is right, so this is no 401: what is wrong is in the body.
    fileprivate static let wrongCode = Failure(
        places: [.init(ManagerError.codeRefused.explanation, pointer: "/code")]
    )
}
