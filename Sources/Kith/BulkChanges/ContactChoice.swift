package import Domain
import Stores

/// Which contacts somebody chose: those ticked, or all that a question finds.
package enum ContactChoice: Hashable, Sendable {
    case named([ContactID])
    case matching(ContactQuestion)

    /// The contacts at this moment, ascending. Those named that are not there are left out.
    func contacts(of organization: OrganizationID, at now: Instant, _ reading: ContactReading) throws -> [ContactID] {
        switch self {
        case .named(let ids):
            guard ids.count <= JobError.mostNamed else { throw JobError.tooManyChosen(ids.count) }
            return try ContactStore(organization, reading.connection).existing(ids)
        case .matching(let question):
            let filter = try question.filter(in: reading.catalogue)
            let selection = question.selection(filter, in: reading.catalogue, at: now)
            return try reading.index.ids(selection, among: question.found(by: reading))
        }
    }
}
