import Domain
import HTTP
package import Hummingbird
import Kith

/// Contacts, written.
extension ContactsResource {
    /// `POST /contacts`: 201 with the new contact, or 200 with the one that is known by the same identity.
    package func create(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (
                memberID: try fields.has("memberId") ? fields.text("memberId") { try MemberID($0) } : nil,
                input: ContactInput(fields),
                addsAnyway: fields.optionalBoolean("addAnyway") ?? false
            )
        }
        let made = try await kith.contacts.create(
            wanted.input,
            memberID: wanted.memberID,
            addsAnyway: wanted.addsAnyway,
            by: exchange.caller
        )
        return Self.answer(made, exchange)
    }

    /// `PATCH /contacts/{contact}`
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let input = try await exchange.body(of: request) { ContactInput($0) }
        return try await edit(input, request, exchange)
    }

    /// `POST /contacts/{contact}/tags`: adds tags; those that there are not yet are made.
    package func tag(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let names = try await exchange.body(of: request) { $0.tagNames("names") }
        return try await edit(ContactInput(tagsAdded: names), request, exchange)
    }

    /// `POST /contacts/{contact}/tag-removals`
    package func untag(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let names = try await exchange.body(of: request) { $0.tagNames("names") }
        return try await edit(ContactInput(tagsRemoved: names), request, exchange)
    }

    /// `PUT /contacts/{contact}/block`
    package func block(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await edit(ContactInput(flags: [.blocked: true]), request, exchange)
    }

    /// `DELETE /contacts/{contact}/block`
    package func unblock(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await edit(ContactInput(flags: [.blocked: false]), request, exchange)
    }

    /// `DELETE /contacts/{contact}`
    package func remove(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await remove(.delete, request, exchange)
    }

    /// `PUT /contacts/{contact}/erasure`: the messages go, too.
    package func erase(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await remove(.erase, request, exchange)
    }

    /// `PUT /members/{memberId}`: what a company's own server says of its member.
    package func putMember(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let memberID = try MemberID(exchange.name("memberId") ?? "")
        let input = try await exchange.body(of: request) { ContactInput($0) }
        return Self.answer(try await kith.contacts.putMember(memberID, input, by: exchange.caller), exchange)
    }

    private func edit(_ input: ContactInput, _ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let edited = try await kith.contacts.edit(
            exchange.id("contact"),
            input,
            version: request.expectedVersion(),
            by: exchange.caller
        )
        exchange.subject.note(edited.contact.id)
        return .json(edited.contact.json(in: edited.catalogue)).tagged(version: edited.contact.version)
    }

    private func remove(
        _ deletion: Contacts.Deletion,
        _ request: Request,
        _ exchange: CallerExchange
    ) async throws -> Response {
        let version = try request.expectedVersion()
        try await kith.contacts.delete(exchange.id("contact"), deletion, version: version, by: exchange.caller)
        return .done
    }

    private static func answer(_ made: ContactCreation, _ exchange: CallerExchange) -> Response {
        exchange.subject.note(made.contact.id)
        let json = made.contact.json(in: made.catalogue)
        let response = made.isNew ? Response.created(json, at: "/contacts/\(made.contact.id)") : .json(json)
        return response.tagged(version: made.contact.version)
    }
}
