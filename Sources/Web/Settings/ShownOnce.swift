import Domain
import Hummingbird
import Kith

/// A dialog with a secret that is shown this once, ready to be copied.
struct ShownOnce: Sendable {
    let title: String
    let lead: String
    /// What the text is, for whoever does not see it.
    let name: String
    let text: String
    let hint: String
    let copy: String
    let copied: String
}

extension ShownOnce {
    /// The one-time link, with the address by which the caller's own browser reached Kith.
    init(_ invitation: Invitation, for request: Request, in view: View) {
        title = view.words("managers.link.for", ["name": invitation.manager.name])
        lead = view.words("managers.link.until", ["time": view.region.moment(invitation.expiresAt)])
        name = view.words["managers.link.name"]
        text = (request.headers[.origin] ?? "") + Link.welcome(token: invitation.linkToken).path
        hint = view.words["managers.no-mail"]
        copy = view.words["managers.link.copy"]
        copied = view.words["managers.link.copied"]
    }
}
