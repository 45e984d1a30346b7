import Domain
package import Hummingbird
import Kith

/// How the organization's site speaks to Kith, and proves who its members are.
package struct SitesResource: Sendable {
    let kith: Kith

    /// `GET /organization/site`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(try await kith.sites.access(by: exchange.caller).json)
    }

    /// `PATCH /organization/site`: whether a member's hash is wanted.
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let enforces = try await exchange.body(of: request) { fields in
            fields.change("enforcesMemberHash") { fields.boolean($0) }
        }
        guard let enforces else { return try await show(request, exchange) }
        return .json(try await kith.sites.enforceMemberHash(enforces, by: exchange.caller).json)
    }

    /// `POST /organization/plugin-keys`: pages that show the key before are nobody's from then on.
    package func makePluginKey(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await exchange.optionalBody(of: request) { _ in }
        return .created(try await kith.sites.makePluginKey(by: exchange.caller).json, at: "/organization/site")
    }

    /// `GET /organization/member-secret`
    package func showSecret(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(Self.json(try await kith.sites.showMemberSecret(by: exchange.caller)))
    }

    /// `POST /organization/member-secrets`: hashes of the one before prove nothing from then on.
    package func makeSecret(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await exchange.optionalBody(of: request) { _ in }
        let made = try await kith.sites.makeMemberSecret(by: exchange.caller)
        return .created(Self.json(made), at: "/organization/member-secret")
    }

    private static func json(_ secret: MemberSecret) -> JSON { .object(["secret": .string(secret.text)]) }
}

extension SiteAccess {
    fileprivate var json: JSON {
        .object([
            "pluginKey": pluginKey.map { .string($0.description) },
            "pluginKeyMadeAt": pluginKeyMadeAt?.json,
            "memberSecretMadeAt": memberSecretMadeAt?.json,
            "enforcesMemberHash": .boolean(enforcesMemberHash),
        ])
    }
}
