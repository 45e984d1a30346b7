import Domain
import HTTP
package import Hummingbird
import Kith

extension ContactsResource {
    /// `POST /contacts/{contact}/touches`
    package func touch(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let now = kith.now()
        let touch = try await exchange.body(of: request) { fields in
            let platform = try fields.requiredChoice("platform", of: Touch.Platform.self)
            return try Touch(
                platform,
                at: fields.optionalMoment("at") ?? now,
                facts: fields.facts(platform.facts)
            )
        }
        let touched = try await kith.contacts.touch(exchange.id("contact"), touch, by: exchange.caller)
        return Self.answer(touched, exchange)
    }
}

extension Fields {
    private static let mostFactLength = 200

    /// What is said of some keys: `web.browser` stands here as `browser`.
    fileprivate func facts(_ keys: [BuiltInKey]) throws -> [BuiltInKey: Value] {
        var facts: [BuiltInKey: Value] = [:]
        for key in keys {
            let name = key.rawValue.split(separator: ".").last.map(String.init) ?? key.rawValue
            guard json(name) != nil else { continue }
            facts[key] = try text(name) { text throws(ValueTextError) in
                guard text.unicodeScalars.count <= Self.mostFactLength else {
                    throw ValueTextError("a text of at most \(Self.mostFactLength) characters is expected")
                }
                return try key.reading(text, zone: .utc)
            }
        }
        return facts
    }
}
