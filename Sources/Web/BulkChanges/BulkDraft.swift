import Domain
import Foundation
import Kith

/// The dialog in which is filled in what is to be done with many contacts.
struct BulkDraft: Sendable {
    struct Channel: Sendable {
        let key: String
        let name: String
        let options: [Choice]
    }

    let action: String
    let title: String
    let who: String
    let choice: [FormField]
    let problem: String?
    /// The form's fields are those of one action alone.
    var tags: [Choice] = []
    let hasTags: Bool
    let addsTags: Bool
    let takesTags: Bool
    let typedTags: String
    var channels: [Channel] = []
    let hasChannels: Bool
    var keys: [Choice] = []
    let hasKeys: Bool
    var value: BulkValue?
    let isReady: Bool
    let rehearsals = Link.bulkRehearsals.path
    let valueLink = Link.bulkValue.path

    init(_ action: BulkAction, _ form: Form, who: String, problem: String? = nil, in view: View) async throws {
        let catalogue = try await view.site.kith.catalogue(by: view.caller)
        self.action = action.rawValue
        title = view.words["bulk.action.\(action.rawValue)"]
        self.who = who
        choice = BulkChoice(form).fields
        self.problem = problem
        addsTags = action == .addTags
        takesTags = action == .addTags || action == .removeTags
        isReady = action != .delete
        typedTags = form["tags"]
        hasChannels = action == .consent
        hasKeys = action == .property
        if takesTags {
            let chosen = Set(form.all("tag"))
            tags = catalogue.tags.values.map(\.name).sorted { $0.folded < $1.folded }.map { name in
                Choice(value: name.text, title: name.text, isChosen: chosen.contains(name.text))
            }
        }
        hasTags = !tags.isEmpty
        if action == .consent {
            channels = BulkAction.channels.map { Channel($0, form, in: view) }
        }
        if action == .property {
            keys = catalogue.shownProperties.filter { !$0.isChangingType }.map { property in
                Choice(
                    value: property.key,
                    title: view.name(of: property.propertyKey, in: catalogue),
                    isChosen: property.key == form["key"]
                )
            }
            value = BulkValue(form, in: catalogue, view)
        }
    }
}

extension BulkDraft.Channel {
    fileprivate init(_ channel: BuiltInKey, _ form: Form, in view: View) {
        key = channel.rawValue
        name = view.words["bulk.channel.\(channel.rawValue)"]
        options = [("", "bulk.keep"), ("out", "bulk.opt-out"), ("in", "bulk.opt-in")].map { value, text in
            Choice(value: value, title: view.words[text], isChosen: form[channel.rawValue] == value)
        }
    }
}

/// The field for a value of a property, by its type.
struct BulkValue: Sendable {
    let value: ValueField
    let clears: Bool
    let hint: String?

    /// Nil where no property is chosen.
    init?(_ form: Form, in catalogue: Catalogue, _ view: View) {
        let key = PropertyKey.profile(form["key"])
        guard let type = catalogue.type(of: key) else { return nil }
        guard let field = ValueField(key, of: nil, in: catalogue, named: "value", view) else { return nil }
        value = field.holding(form["value"])
        clears = form.has("clear")
        hint =
            switch type {
            case .list, .listOfNumber: view.words["bulk.list-hint"]
            case .datetime: view.region.zone.identifier
            case .text, .number, .boolean, .date, .select: nil
            }
    }
}
