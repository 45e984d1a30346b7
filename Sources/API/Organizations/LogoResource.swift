import HTTP
package import Hummingbird
import Kith

/// The picture of the organization of whoever asks. The body is the picture itself.
package struct LogoResource: Sendable {
    let kith: Kith

    /// `GET /organization/logo`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let logo = try await kith.organizations.logo(by: exchange.caller)
        return .avatar(logo, to: request, cache: "private, no-cache")
    }

    /// `PUT /organization/logo`
    package func put(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let file = try await exchange.bytes(of: request)
        return .json(try await kith.organizations.putLogo(file, by: exchange.caller).json)
    }

    /// `DELETE /organization/logo`
    package func remove(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        _ = try await kith.organizations.removeLogo(by: exchange.caller)
        return .done
    }
}
