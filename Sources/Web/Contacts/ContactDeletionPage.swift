import Domain
package import Hummingbird
import Kith

/// Removing a person for good, after saying what goes.
package struct ContactDeletionPage: Sendable {
    struct Model: Sendable {
        let deletionName: String
        let deletionAction: String
        let isErasure: Bool
    }

    let site: Site

    /// `GET /contacts/{id}/deletion`: the dialog; with `erase`, of the removal that takes the messages, too.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let deletion = Self.deletion(Link.parameters(request.uri.query)["erase"])
        try exchange.caller.require(deletion.permission)
        let found = try await site.kith.contacts.find(exchange.contactID(), by: exchange.caller)
        let isErasure = deletion == .erase
        let model = Model(
            deletionName: view.name(of: found.contact),
            deletionAction: Link.contactDeletion(found.contact.id.description, isErasure: isErasure).path,
            isErasure: isErasure
        )
        return try view.fragment("contact-deletion", model)
    }

    /// `POST /contacts/{id}/deletion`
    package func delete(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let deletion = Self.deletion(Link.parameters(request.uri.query)["erase"])
        let found = try await site.kith.contacts.find(exchange.contactID(), by: exchange.caller)
        try await site.kith.contacts.delete(found.contact.id, deletion, by: exchange.caller)
        let name = view.name(of: found.contact)
        let done =
            deletion == .erase
            ? view.words("contact.was-erased", ["name": name])
            : view.words("contact.was-deleted", ["name": name])
        return .telling(.closeDialog, .done(done), .contactGone(found.contact.id.description))
    }

    private static func deletion(_ erase: String?) -> Contacts.Deletion {
        erase == nil ? .delete : .erase
    }
}
