import Domain
import HTTP
import HTTPTypes
import Kith

/// One thing that can be done with many contacts at once. The raw value is that of forms.
enum BulkAction: String, CaseIterable, Sendable {
    case addTags = "add-tags"
    case removeTags = "remove-tags"
    case consent
    case property
    case delete

    static let channels: [BuiltInKey] = [.unsubscribeEmail, .unsubscribeTexting, .unsubscribeAppPush]

    var permission: Permission {
        switch self {
        case .addTags, .removeTags, .consent, .property: .editContacts
        case .delete: .deleteContacts
        }
    }

    var icon: String {
        switch self {
        case .addTags: "tag"
        case .removeTags: "tags"
        case .consent: "mail"
        case .property: "pencil"
        case .delete: "trash-2"
        }
    }

    /// The fields of its form, which say what is to be done.
    var fields: [String] {
        switch self {
        case .addTags, .removeTags: ["tag", "tags"]
        case .consent: Self.channels.map(\.rawValue)
        case .property: ["key", "value", "clear"]
        case .delete: []
        }
    }

    /// What a form asks for. Throws what is wrong with it, safe to show.
    func change(_ form: Form, in view: View) throws -> BulkChange {
        var input = ContactInput()
        switch self {
        case .delete: return .delete
        case .addTags: input.tagsAdded = try form.tagNames
        case .removeTags: input.tagsRemoved = try form.tagNames
        case .consent:
            for channel in Self.channels {
                if let isOut = Self.isOut(channel, form) { input.flags[channel] = isOut }
            }
        case .property:
            let value = form["value"]
            if !form["key"].isEmpty, form.has("clear") || !value.allSatisfy(\.isWhitespace) {
                input.profile[form["key"]] = form.has("clear") ? .null : .string(value)
            }
        }
        guard input != ContactInput() else {
            throw Failure(.unprocessableContent, detail: Phrase(verbatim: view.words["bulk.nothing"]))
        }
        return .edit(input)
    }

    /// What is to be done, in a few words.
    func sentence(_ form: Form, in view: View, _ catalogue: Catalogue) throws -> String {
        switch self {
        case .delete: return ""
        case .addTags, .removeTags: return try form.tagNames.map(\.text).joined(separator: ", ")
        case .consent:
            let parts = Self.channels.compactMap { channel in
                Self.isOut(channel, form).map { isOut in
                    "\(view.words["bulk.channel.\(channel.rawValue)"]): \(view.words[isOut ? "bulk.opt-out" : "bulk.opt-in"])"
                }
            }
            return parts.joined(separator: ", ")
        case .property:
            let key = PropertyKey(form["key"])
            let name = key.map { view.name(of: $0, in: catalogue) } ?? form["key"]
            if form.has("clear") { return "\(name): \(view.words["bulk.clear"])" }
            guard key.flatMap({ catalogue.type(of: $0) }) == .boolean, let value = BooleanText.value(form["value"])
            else {
                return "\(name): \(form["value"])"
            }
            return "\(name): \(view.words[value ? "value.yes" : "value.no"])"
        }
    }

    static func isOut(_ channel: BuiltInKey, _ form: Form) -> Bool? {
        switch form[channel.rawValue] {
        case "out": true
        case "in": false
        default: nil
        }
    }
}

extension Form {
    /// The tags that were ticked, and those that were typed with commas between them.
    fileprivate var tagNames: [TagName] {
        get throws {
            let typed = self["tags"].split(separator: ",").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
            var names: [TagName] = []
            for text in all("tag") + typed {
                let name = try TagName(text)
                if !names.contains(name) { names.append(name) }
            }
            return names
        }
    }
}
