import Domain
package import Hummingbird
import Kith

/// Putting tags on a contact and taking them away, each saved at once.
package struct ContactTagsPage: Sendable {
    let site: Site

    /// `POST /contacts/{id}/tags`: with `add` or `remove`, the name of a tag. One that there is not yet is made.
    package func change(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        let id = try exchange.contactID()
        do {
            let input = try ContactInput(
                tagsAdded: form.all("add").filter { !$0.isEmpty }.map { try TagName($0) },
                tagsRemoved: form.all("remove").map { try TagName($0) }
            )
            let edited = try await site.kith.contacts.edit(id, input, by: exchange.caller)
            let found = FoundContact(contact: edited.contact, catalogue: edited.catalogue)
            return try view.fragment("contact-tags", ContactTags(found, in: view))
        } catch {
            guard let problem = ValueProblem(error, in: view) else { throw error }
            let found = try await site.kith.contacts.find(id, by: exchange.caller)
            let tags = ContactTags(found, problem: problem.sentence, in: view)
            return try view.fragment("contact-tags", tags, status: .unprocessableContent)
        }
    }
}

/// Why something that was typed cannot be saved, in a sentence.
struct ValueProblem {
    let sentence: String
    /// The property that it is about, without `profile.`.
    let property: String?

    /// Nil for what is no mistake of typing.
    init?(_ error: any Error, in view: View) {
        switch error {
        case ContactError.unknown, ContactError.changed: return nil
        case is ContactError, is ValueTextError, is TagNameError, is TagError, is PropertyError, is SubscriptionError:
            sentence = view.sentence(Phrase(of: error))
            property = (error as? ContactError)?.property
        default: return nil
        }
    }
}
