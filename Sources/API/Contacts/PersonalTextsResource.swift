import Domain
import HTTP
package import Hummingbird
import Kith

/// Texts with places for what is known of a contact.
package struct PersonalTextsResource: Sendable {
    let kith: Kith

    /// `POST /contacts/{contact}/personal-texts`: the text as this contact is to read it.
    package func create(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let text = try await exchange.body(of: request) { $0.text("text", in: 1...PersonalText.greatestLength) }
        let found = try await kith.contacts.find(exchange.id("contact"), by: exchange.caller)
        let personal = try PersonalText(text, in: found.catalogue)
        return .json(.object(["text": .string(personal.text(for: found.contact, in: found.catalogue))]))
    }
}
