import Database
package import Domain
import Stores

/// Which contacts somebody chose: those ticked, or all that a question finds.
package enum ContactChoice: Hashable, Sendable {
    case named([ContactID])
    case matching(ContactQuestion)

    /// The contacts at this moment, ascending. Those named that are not there are left out.
    func contacts(
        in catalogue: Catalogue,
        of organization: OrganizationID,
        at now: Instant,
        _ connection: any Connection
    )
        throws -> [ContactID]
    {
        let store = ContactStore(organization, connection)
        switch self {
        case .named(let ids):
            guard ids.count <= JobError.mostNamed else { throw JobError.tooManyChosen(ids.count) }
            return try store.existing(ids)
        case .matching(let question):
            return try store.ids(question.selection(question.filter(in: catalogue), in: catalogue, at: now))
        }
    }
}
