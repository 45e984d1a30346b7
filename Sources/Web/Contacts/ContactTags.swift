import Domain
import Kith

/// The tags of a contact, and those that it can get.
struct ContactTags: Sendable {
    let tagNames: [String]
    /// Names of the organization's tags that it has not.
    let choices: [String]
    let comboID = "contact-tag"
    let tagsAction: String
    let mayTag: Bool
    let hasNoTags: Bool
    let tagProblem: String?

    init(_ found: FoundContact, problem: String? = nil, in view: View) {
        tagNames = found.catalogue.names(of: found.contact.tags)
        choices = found.catalogue.names(of: Set(found.catalogue.tags.keys).subtracting(found.contact.tags))
        tagsAction = Link.contactTags(found.contact.id.description).path
        mayTag = view.caller.may(.editContacts)
        hasNoTags = tagNames.isEmpty
        tagProblem = problem
    }
}

extension Catalogue {
    /// In the order in which people look for them.
    func names(of tags: Set<TagID>) -> [String] {
        tags.compactMap { self.tags[$0]?.name }.sorted { $0.folded < $1.folded }.map(\.text)
    }
}
