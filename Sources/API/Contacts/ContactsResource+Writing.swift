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
                input: ContactInput(fields),
                addsAnyway: fields.optionalBoolean("addAnyway") ?? false,
                memberID: try fields.json("memberId").map { _ in try fields.text("memberId") { try MemberID($0) } }
            )
        }
        let made = try await kith.contacts.create(
            wanted.input,
            memberID: wanted.memberID,
            addsAnyway: wanted.addsAnyway,
            by: exchange.caller
        )
        guard made.isNew || exchange.caller.may(.seeContacts) else {
            throw Failure(.conflict, detail: "somebody has this identity already, and is not for you to see")
        }
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
        return try await Failure.moving(ContactError.self, to: Self.names) {
            try await edit(ContactInput(tagsAdded: names), request, exchange)
        }
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
        let memberID = try Self.memberID(exchange)
        let input = try await exchange.body(of: request) { ContactInput($0) }
        let version = try request.expectedVersion()
        let put = try await kith.contacts.putMember(memberID, input, version: version, by: exchange.caller)
        return Self.answer(put, exchange)
    }

    /// Where the verbs on tags have all that they say.
    private static let names: @Sendable (String) -> String = { _ in "/names" }

    private static func memberID(_ exchange: CallerExchange) throws(Failure) -> MemberID {
        do throws(MemberIDError) {
            return try MemberID(exchange.name("memberId") ?? "\0")
        } catch {
            throw Failure(places: [.init(error.explanation, parameter: "memberId")])
        }
    }

    private func edit(_ input: ContactInput, _ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let edited = try await kith.contacts.edit(
            exchange.id("contact"),
            input,
            version: request.expectedVersion(),
            by: exchange.caller
        )
        return Self.answer(edited, exchange)
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

    static func answer(_ edited: EditedContact, _ exchange: CallerExchange) -> Response {
        answer(.init(contact: edited.contact, isNew: false, catalogue: edited.catalogue), exchange)
    }

    /// Who may write and not read learns of a contact that was there only that it is written: 204.
    private static func answer(_ made: ContactCreation, _ exchange: CallerExchange) -> Response {
        guard made.isNew || exchange.caller.may(.seeContacts) else {
            return .done.tagged(version: made.contact.version)
        }
        exchange.subject.note(made.contact.id)
        let json = made.contact.json(in: made.catalogue)
        let response = made.isNew ? Response.created(json, at: "/contacts/\(made.contact.id)") : .json(json)
        return response.tagged(version: made.contact.version)
    }
}
