import Domain
import HTTP
import HTTPTypes
package import Hummingbird
import Kith

/// The uploaded picture of a contact. The body is the picture itself; what it is is seen by its bytes alone.
package struct AvatarsResource: Sendable {
    let kith: Kith

    /// `GET /contacts/{contact}/avatar`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let avatar = try await kith.avatars.find(of: exchange.id("contact"), by: exchange.caller)
        return .avatar(avatar, to: request, cache: "private, no-cache")
    }

    /// `PUT /contacts/{contact}/avatar`
    package func put(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let file = try await exchange.bytes(of: request)
        let edited = try await kith.avatars.put(
            file,
            of: exchange.id("contact"),
            version: request.expectedVersion(),
            by: exchange.caller
        )
        return ContactsResource.answer(edited, exchange)
    }

    /// `DELETE /contacts/{contact}/avatar`
    package func remove(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let edited = try await kith.avatars.remove(
            of: exchange.id("contact"),
            version: request.expectedVersion(),
            by: exchange.caller
        )
        return ContactsResource.answer(edited, exchange)
    }
}
