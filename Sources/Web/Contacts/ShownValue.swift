import Domain
import Foundation
import Mustache

/// A value as a page shows it: text with its matches marked, a time, or several labels.
struct ShownValue: Sendable {
    struct Label: Sendable, MustacheParent {
        let pieces: [MarkedText.Piece]
        /// That of a tag which has one; empty otherwise.
        var colour = ""
        var isMarked: Bool { pieces.contains(where: \.isMarked) }

        func child(named name: String) -> Any? {
            switch name {
            case "pieces": pieces
            case "colour": colour
            case "isColoured": !colour.isEmpty
            default: nil
            }
        }
    }

    var pieces: [MarkedText.Piece] = []
    var time: ShownTime?
    var labels: [Label] = []
    var isYes = false
    var isNone: Bool { pieces.isEmpty && time == nil && labels.isEmpty }

    static let none = ShownValue()

    private init() {}

    var isMarked: Bool { pieces.contains(where: \.isMarked) || labels.contains(where: \.isMarked) }

    init(_ value: Value?, of key: PropertyKey, type: PropertyType, in view: View, marking marks: MarkedText) {
        switch value {
        case nil: break
        case .text(let text):
            if type == .select {
                labels = [Label(pieces: marks.pieces(of: view.word(text, of: key)))]
            } else {
                pieces = marks.pieces(of: view.word(text, of: key))
            }
        case .number(let number): pieces = marks.plain(view.region.number(number))
        case .boolean(let value):
            isYes = value
            pieces = marks.plain(view.words[value ? "value.yes" : "value.no"])
        case .date(let day): pieces = marks.plain(view.region.day(day))
        case .datetime(let instant): time = view.region.time(instant)
        case .list(let texts): labels = texts.map { Label(pieces: marks.pieces(of: $0)) }
        case .numbers(let numbers): pieces = marks.plain(numbers.map(view.region.number).joined(separator: ", "))
        }
    }

    init(tags: [Tag], marking marks: MarkedText) {
        labels = tags.map { Label(pieces: marks.pieces(of: $0.name.text), colour: $0.colour?.rawValue ?? "") }
    }
}

extension View {
    /// A text that Kith itself chose, such as a kind or a country, in the manager's language; any other as it is.
    func word(_ text: String, of key: PropertyKey) -> String {
        switch key {
        case .builtIn(.kind): words["kind.\(text)"]
        case .builtIn(.lastConversationState): words["conversation.\(text)"]
        case .builtIn(.country): words.name(ofCountry: text)
        case .builtIn(.language): words.locale.localizedString(forIdentifier: text) ?? text
        case .profile(ProfileKey.avatarURL): AvatarAddress(text) == nil ? text : words["contact.picture"]
        default: text
        }
    }
}
