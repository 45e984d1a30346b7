import Domain
import Stores

/// What contacts follow after something that the organization has defined became different.
///
/// It is right at any moment, however many of them have followed by then, and doing it twice changes nothing.
enum Adaptation: Hashable, Sendable {
    /// Options of a property that became others, or nothing: by their folded texts.
    case options([String: String?], of: String)
    /// A property that got another type, was archived or was restored.
    case rewriting(Rewriting)
    /// A tag that goes, and what contacts get instead.
    case tag(TagID, into: TagID?)

    /// A contact that is read has the value as the property is now; writing it back is all there is to do.
    struct Rewriting: Hashable, Sendable {
        let key: String
        let type: PropertyType
        let formerType: PropertyType
        let isArchived: Bool
    }

    /// The contacts that have not followed yet.
    var contacts: Predicate {
        switch self {
        case .options(let replacements, let key):
            .test(.profile(key), .text(.isOneOf(Set(replacements.keys))))
        case .rewriting(let rewriting): .test(.profile(rewriting.key), .exists)
        case .tag(let id, _): .tags(.hasAny([id]))
        }
    }

    func apply(to contact: inout Contact, in catalogue: Catalogue) {
        switch self {
        case .options(let replacements, let key):
            guard case .text(let text)? = contact.profile[key], let replacement = replacements[text.folded()] else {
                return
            }
            contact.profile[key] = replacement.map(Value.text)
        case .rewriting: break
        case .tag(let id, let replacement):
            contact.tags.remove(id)
            if let replacement, catalogue.tags[replacement] != nil { contact.tags.insert(replacement) }
        }
    }

    /// Whether those are written, too, that stayed as they were: how they are stored becomes different.
    var rewritesAll: Bool {
        if case .rewriting = self { true } else { false }
    }

    /// Whether their timelines tell of it. Of a property the same is known as before.
    var isTold: Bool {
        if case .tag = self { true } else { false }
    }

    /// The key of the property that it is about.
    var property: String? {
        switch self {
        case .options(_, let key): key
        case .rewriting(let rewriting): rewriting.key
        case .tag: nil
        }
    }
}

extension Adaptation.Rewriting {
    /// Nil where nothing is to be rewritten any more.
    init?(_ property: Property) {
        guard let formerType = property.formerType else { return nil }
        self.init(key: property.key, type: property.type, formerType: formerType, isArchived: property.isArchived)
    }

    /// Whether the property is as it was then: another change may have begun since.
    func isStill(of property: Property) -> Bool {
        property.formerType == formerType && property.type == type && property.isArchived == isArchived
    }
}
