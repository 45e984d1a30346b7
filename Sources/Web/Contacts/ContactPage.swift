import Domain
package import Hummingbird
import Kith

/// All that is known of one contact: as a page of its own, and as a panel beside the list.
package struct ContactPage: Sendable {
    let site: Site

    /// `GET /contacts/{id}`: the id of a contact that was merged leads to the primary's page.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let id = try exchange.contactID()
        let place = ContactPlace(request, isPanel: false)
        let found = try await site.kith.contacts.find(id, by: exchange.caller)
        guard found.contact.id == id else {
            return .seeOther(Link.contactTab(found.contact.id.description, place.tab, kind: place.kind).path)
        }
        let model = try await ContactModel(found, at: place, in: view)
        return try await view.page("contact", title: model.shownName, model, current: .contacts(ContactsState()))
    }

    /// `GET /contacts/{id}/panel`
    package func panel(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try await part(ContactPlace(request, isPanel: true), exchange)
    }

    /// `GET /contacts/{id}/content`: the content of the page anew.
    package func content(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try await part(ContactPlace(request, isPanel: false), exchange)
    }

    private func part(_ place: ContactPlace, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let found = try await site.kith.contacts.find(exchange.contactID(), by: exchange.caller)
        return try view.fragment("contact-content", try await ContactModel(found, at: place, in: view))
    }

    /// `GET /contacts/{id}/activity?before=…`: what happened earlier.
    package func activity(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let place = ContactPlace(request, isPanel: Link.parameters(request.uri.query)["in"] == "panel")
        let before = Link.parameters(request.uri.query)["before"].flatMap { EventID($0) }
        let found = try await site.kith.contacts.find(exchange.contactID(), by: exchange.caller)
        let activity = try await ContactActivity(of: found, at: place, before: before, in: view)
        return try view.fragment("activity-entries", activity)
    }

    /// `POST /contacts/{id}/block`: with `blocked` true or false.
    package func block(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let isBlocked = try await Form(of: request, by: exchange)["blocked"] == "true"
        let edited = try await site.kith.contacts.edit(
            exchange.contactID(),
            ContactInput(flags: [.blocked: isBlocked]),
            by: exchange.caller
        )
        let name = view.name(of: edited.contact)
        let done =
            isBlocked
            ? view.words("contact.was-blocked", ["name": name])
            : view.words("contact.was-unblocked", ["name": name])
        return .telling(.done(done), .contactChanged(edited.contact.id.description))
    }
}
