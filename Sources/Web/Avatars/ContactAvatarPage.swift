import Domain
import HTTP
package import Hummingbird
import Kith

/// The uploaded picture of a contact: shown on every page that shows the contact, changed where the contact is open.
package struct ContactAvatarPage: Sendable {
    /// A picture has another address once it is another one.
    private static let keepsForever = "private, max-age=31536000, immutable"

    let site: Site

    /// `GET /contacts/{id}/avatar?v=…`: the picture of now, whichever version is asked for.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let avatar = try await site.kith.avatars.find(of: exchange.contactID(), by: exchange.caller)
        let isNamed = Link.parameters(request.uri.query)["v"] == avatar.version.description
        return .avatar(avatar, to: request, cache: isNamed ? Self.keepsForever : "private, no-cache")
    }

    /// `POST /contacts/{id}/avatar`: the body is the file. 422 with the portrait as it was, and why.
    package func put(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let id = try exchange.contactID()
        do {
            let file = try await Form.file(of: request, by: exchange, upTo: Avatar.mostBytes)
            let edited = try await site.kith.avatars.put(file, of: id, by: exchange.caller)
            return try changed(edited.contact, view) { view.words("contact.picture-saved", ["name": $0]) }
        } catch {
            guard let problem = view.pictureProblem(error) else { throw error }
            let found = try await site.kith.contacts.find(id, by: exchange.caller)
            let portrait = ContactPortrait(found.contact, problem: problem, in: view)
            return try view.fragment("contact-portrait", portrait, status: .unprocessableContent)
        }
    }

    /// `POST /contacts/{id}/avatar/removal`
    package func remove(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let edited = try await site.kith.avatars.remove(of: exchange.contactID(), by: exchange.caller)
        return try changed(edited.contact, view) { view.words("contact.picture-removed", ["name": $0]) }
    }

    private func changed(_ contact: Contact, _ view: View, _ done: (String) -> String) throws -> Response {
        let portrait = ContactPortrait(contact, done: done(view.name(of: contact)), in: view)
        return try view.fragment("contact-portrait", portrait)
    }
}

/// The picture of a contact where it is open, and what changes it as far as the role allows that.
struct ContactPortrait: Sendable {
    let person: Person
    let mayPicture: Bool
    let hasPicture: Bool
    let uploadLink: String
    let removalLink: String
    let mostBytes = Avatar.mostBytes
    let tooManyBytes: String
    let pictureProblem: String?
    /// What was done, to be told once.
    let pictureDone: String?

    init(_ contact: Contact, problem: String? = nil, done: String? = nil, in view: View) {
        let id = contact.id.description
        person = Person(contact, marks: MarkedText(search: ""), view: view)
        mayPicture = view.caller.may(.editContacts)
        hasPicture = contact.avatar != nil
        uploadLink = Link.contactAvatar(id).path
        removalLink = Link.contactAvatarRemoval(id).path
        tooManyBytes = view.sentence(PictureProblem.tooManyBytes.explanation)
        pictureProblem = problem
        pictureDone = done
    }
}

extension View {
    /// Why a file does not become a picture, in words; nil for what is no fault of the file or the moment.
    func pictureProblem(_ error: any Error) -> String? {
        switch error {
        case let problem as PictureProblem: sentence(problem.explanation)
        case let error as AvatarError where error == .busy: sentence(error.explanation)
        case let error as any HTTPResponseError where error.status == .contentTooLarge:
            sentence(PictureProblem.tooManyBytes.explanation)
        case let error as ContactError: ValueProblem(error, in: self)?.sentence
        default: nil
        }
    }
}
