import Domain
import Kith

/// What stands around every page of a manager who is signed in.
struct Shell: Sendable {
    struct Item: Sendable {
        let title: String
        let link: String
        let isCurrent: Bool
    }

    let organization: String
    let organizationInitial: String
    let manager: String
    let email: String
    let role: String
    let formToken: String
    let signOut: String
    let items: [Item]

    init(_ session: Session, current: Link) {
        organization = session.organization.name
        organizationInitial = session.organization.name.first.map { String($0).uppercased() } ?? ""
        manager = session.manager.name
        email = session.manager.email.description
        role = session.role.name
        formToken = session.formToken
        signOut = Link.signOut.path
        let contacts = Link.contacts(ContactsPage.Question())
        items = [
            Item(title: "Contacts", link: contacts.path, isCurrent: contacts == current)
        ]
    }
}
