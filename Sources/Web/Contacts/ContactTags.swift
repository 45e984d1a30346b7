import Domain
import Kith

/// The tags of a contact, and those that it can get.
struct ContactTags: Sendable {
    struct Shown: Sendable {
        let name: String
        let colour: String
        let isColoured: Bool
    }

    let tags: [Shown]
    /// Names of the organization's tags that it has not.
    let choices: [String]
    let comboID = "contact-tag"
    let tagsAction: String
    let mayTag: Bool
    let hasNoTags: Bool
    let tagProblem: String?

    init(_ found: FoundContact, problem: String? = nil, in view: View) {
        tags = found.contact.tags.compactMap { found.catalogue.tags[$0] }
            .sorted { $0.name.folded < $1.name.folded }
            .map { tag in
                Shown(name: tag.name.text, colour: tag.colour?.rawValue ?? "", isColoured: tag.colour != nil)
            }
        choices = found.catalogue.names(of: Set(found.catalogue.tags.keys).subtracting(found.contact.tags))
        tagsAction = Link.contactTags(found.contact.id.description).path
        mayTag = view.caller.may(.editContacts)
        hasNoTags = tags.isEmpty
        tagProblem = problem
    }
}

extension Catalogue {
    /// In the order in which people look for them.
    func names(of tags: Set<TagID>) -> [String] {
        tags.compactMap { self.tags[$0]?.name }.sorted { $0.folded < $1.folded }.map(\.text)
    }
}
