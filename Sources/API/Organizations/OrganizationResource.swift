import Domain
import HTTP
package import Hummingbird
import Kith

/// The organization of whoever asks.
package struct OrganizationResource: Sendable {
    let kith: Kith

    /// `GET /organization`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(try await kith.organizations.current(by: exchange.caller).json)
    }

    /// `PATCH /organization`: what is absent stays; nothing of it can be cleared.
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let edit = try await exchange.body(of: request) { fields in
            OrganizationEdit(
                name: fields.change("name") { fields.text($0) },
                country: fields.change("country") { fields.text($0) },
                timeZone: fields.change("timeZone") { fields.text($0) },
                language: fields.change("language") { fields.text($0) },
                currency: fields.change("currency") { fields.text($0) },
                purchaseWindowDays: fields.change("purchaseWindowDays") { Int(fields.integer($0, in: 1...3_650)) }
            )
        }
        do {
            return .json(try await kith.organizations.edit(edit, by: exchange.caller).json)
        } catch let error as OrganizationError {
            throw error.setting.map { Failure(places: [.init(error.explanation, pointer: "/\($0.rawValue)")]) }
                ?? Failure(error)
        }
    }
}

extension Organization {
    var json: JSON {
        .object([
            "id": id.json,
            "key": .string(key.description),
            "name": .string(name),
            "country": .string(country.description),
            "timeZone": .string(settings.timeZoneName),
            "language": .string(settings.language),
            "currency": .string(settings.currency),
            "purchaseWindowDays": .integer(Int64(settings.purchaseWindowDays)),
            "hasLogo": .boolean(logo != nil),
            "createdAt": createdAt.json,
        ])
    }
}
