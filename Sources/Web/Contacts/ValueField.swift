import Domain
import Kith

/// What somebody types a value into, by its type.
struct ValueField: Sendable {
    /// Texts that have more than one line.
    static let longKeys: Set<PropertyKey> = [.profile(ProfileKey.notes), .profile(ProfileKey.address)]

    /// The name of the form's field.
    let field: String
    let label: String
    let inputID: String
    /// The value as it is typed.
    var written: String
    let isPlain: Bool
    let isLong: Bool
    /// Whether each line is an element of its own.
    let isLines: Bool
    let isSelect: Bool
    let isTags: Bool
    let inputType: String
    let inputMode: String
    var selectChoices: [Choice]
    let tagNames: [String]
    let choices: [String]
    let comboID: String
    var fieldProblem: [String] = []
    /// Whether it gets the focus when the form is drawn.
    var isFirst = false
    var isInvalid = false

    /// Nil where the organization has no such property, or is changing its type.
    init?(_ key: PropertyKey, of contact: Contact?, in catalogue: Catalogue, named field: String, _ view: View) {
        guard let type = catalogue.type(of: key) else { return nil }
        self.field = field
        label = view.name(of: key, in: catalogue)
        inputID = "\(contact?.id.description ?? "new")-\(key.description.replacing(".", with: "-"))"
        comboID = inputID
        let value = contact?[key]
        isTags = key == .builtIn(.tags)
        tagNames = isTags ? catalogue.names(of: contact?.tags ?? []) : []
        choices = isTags ? catalogue.names(of: Set(catalogue.tags.keys)) : []
        written = isTags ? tagNames.joined(separator: ",") : Self.written(value, in: catalogue.zone)
        isLines = Self.needsLines(value)
        isLong = Self.longKeys.contains(key) || written.contains("\n") || isLines
        isSelect = type == .boolean || type == .select
        isPlain = !isTags && !isLong && !isSelect
        inputType =
            switch type {
            case .date: "date"
            case .datetime: "datetime-local"
            default: "text"
            }
        inputMode = type == .number ? "decimal" : key == .profile(ProfileKey.email) ? "email" : "text"
        selectChoices = isSelect ? Self.choices(of: key, type, written: written, in: catalogue, view) : []
    }

    /// The field as somebody left it, with what is wrong.
    func holding(_ text: String, problem: String? = nil) -> ValueField {
        var field = self
        field.written = text
        field.selectChoices = selectChoices.map { choice in
            Choice(value: choice.value, title: choice.title, isChosen: choice.value == text)
        }
        field.fieldProblem = problem.map { [$0] } ?? []
        field.isInvalid = problem != nil
        return field
    }

    private static func choices(
        of key: PropertyKey,
        _ type: PropertyType,
        written: String,
        in catalogue: Catalogue,
        _ view: View
    ) -> [Choice] {
        let none = ("", view.words["contact.no-value"])
        let yes = ("true", view.words["value.yes"])
        let no = ("false", view.words["value.no"])
        let options: [(String, String)] =
            switch (type, key) {
            case (.boolean, .builtIn): [("true", view.consent(isOut: true)), ("false", view.consent(isOut: false))]
            case (.boolean, .profile): [none, yes, no]
            default: [none] + catalogue.options(of: key).map { ($0, $0) }
            }
        // A value that is no option any more can stay.
        let others = options.contains { $0.0 == written } ? [] : [(written, written)]
        return (options + others).map { Choice(value: $0.0, title: $0.1, isChosen: $0.0 == written) }
    }

    /// A list with commas in its elements stands on lines.
    private static func needsLines(_ value: Value?) -> Bool {
        if case .list(let texts)? = value { texts.contains { $0.contains(",") } } else { false }
    }

    private static func written(_ value: Value?, in zone: Zone) -> String {
        switch value {
        case nil: ""
        case .datetime(let instant)?: zone.text(of: instant).replacing(" ", with: "T")
        case .list(let texts)? where needsLines(value): texts.joined(separator: "\n")
        case let value?: value.text
        }
    }
}

extension ContactInput {
    /// Reads what was typed into a field. Throws what cannot be a name of a tag.
    init(_ key: PropertyKey, _ sent: SentValue) throws(TagNameError) {
        self.init()
        switch key {
        case .builtIn(.tags):
            // What was added and what was taken away: so it stands beside what others do to the tags meanwhile.
            let names = try sent.tags.map { text throws(TagNameError) in try TagName(text) }
            let formerNames = try sent.formerTags.map { text throws(TagNameError) in try TagName(text) }
            tagsAdded = names.filter { !formerNames.contains($0) }
            tagsRemoved = formerNames.filter { !names.contains($0) }
        case .builtIn(let flag):
            flags[flag] = sent.text == "true"
            consentSource = sent.source.isEmpty ? nil : sent.source
        case .profile(let name):
            let lines = sent.text.split(whereSeparator: \.isNewline).map { JSON.string(String($0)) }
            profile[name] = sent.text.isEmpty ? .null : sent.isOnLines ? .array(lines) : .string(sent.text)
        }
    }
}
