import Domain
import Kith

/// The form of a tag, new or there already.
struct TagForm: Sendable {
    struct Colour: Sendable {
        let value: String
        let title: String
        let isChosen: Bool
    }

    let title: String
    let action: String
    let name: String
    let colours: [Colour]
    let isNew: Bool
    /// What the tag was when it was opened.
    private(set) var seenName: String
    private(set) var seenColour: String
    /// How many move along with it.
    let below: String?
    private(set) var nameProblem: String?
    private(set) var problem: String?

    /// A new one.
    init(_ form: Form? = nil, in view: View) {
        title = view.words["tags.new"]
        action = Link.tags.path
        name = form?["name"] ?? ""
        colours = Self.colours(form.flatMap { TagColour(rawValue: $0["colour"]) } ?? .gray, in: view)
        isNew = true
        (seenName, seenColour) = ("", "")
        below = nil
    }

    /// One that is there; `form` is what was sent for it.
    init(of tag: Tag, among tags: [CountedTag], _ form: Form? = nil, in view: View) {
        title = view.words["tags.edit-title"]
        action = Link.tag(tag.id).path
        name = form?["name"] ?? tag.name.text
        let chosen = form.map { TagColour(rawValue: $0["colour"]) } ?? tag.colour
        colours = Self.colours(chosen ?? .gray, in: view)
        isNew = false
        seenName = form?["seen_name"] ?? tag.name.text
        seenColour = form?["seen_colour"] ?? tag.colour?.rawValue ?? ""
        let count = tags.countBelow(tag)
        below = count > 0 ? view.count("tags.below", count) : nil
    }

    /// The same with what is wrong. Throws the error where it is none of the form's. `tag` is as it is by now.
    func refused(_ error: any Error, of tag: Tag? = nil, in view: View) throws -> TagForm {
        var form = self
        switch error {
        case let error as TagNameError: form.nameProblem = view.sentence(error.explanation)
        case let error as TagError:
            switch error {
            case .nameTaken: form.nameProblem = view.sentence(error.explanation)
            case .tooMany: form.problem = view.sentence(error.explanation)
            case .changed:
                // Who saves again, having been told, overwrites it.
                form.problem = view.words(
                    "tags.changed-to",
                    ["name": tag?.name.text ?? "", "colour": view.name(of: tag?.colour ?? .gray)]
                )
                form.seenName = tag?.name.text ?? ""
                form.seenColour = tag?.colour?.rawValue ?? ""
            case .unknown, .mergeWithItself, .isGoing, .sparesContacts: throw error
            }
        default: throw error
        }
        return form
    }

    private static func colours(_ chosen: TagColour, in view: View) -> [Colour] {
        TagColour.allCases.map { colour in
            Colour(value: colour.rawValue, title: view.name(of: colour), isChosen: colour == chosen)
        }
    }
}

extension View {
    fileprivate func name(of colour: TagColour) -> String { words["colour.\(colour.rawValue)"] }
}
