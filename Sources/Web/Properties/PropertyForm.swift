import Domain
import Kith

/// The form of a property, new or there already: what is filled in, and what is wrong with it.
struct PropertyForm: Sendable {
    struct Kind: Sendable {
        let typeName: String
        let typeTitle: String
        let isChosen: Bool
    }

    let title: String
    let action: String
    var draft: Draft
    /// What the property was when it was opened; nil for a new one.
    var stamp: String?
    let isNew: Bool
    /// The key, where it can no longer be chosen.
    let fixedKey: String?
    /// How the key is written in texts.
    let example: String?
    /// All types, where one can be chosen.
    let types: [Kind]
    /// The name of the type, where it cannot.
    let fixedType: String?
    let isBoolean: Bool
    /// Where another type is chosen.
    let retype: String?
    let isOwn: Bool
    let reason: String?
    /// The options that there are, with what becomes of them.
    let shownOptions: [Option]
    let hasOptions: Bool
    /// What somebody else made of it meanwhile.
    var theirs: String?
    private(set) var nameProblem: String?
    private(set) var keyProblem: String?
    private(set) var optionsProblem: String?
    private(set) var defaultProblem: String?
    private(set) var problem: String?

    /// A new one.
    init(_ draft: Draft = Draft(), in view: View) {
        self.init(title: "properties.new", action: .properties, draft, key: nil, in: view)
    }

    /// One whose key was seen outside.
    init(registering seen: UnregisteredKey, _ draft: Draft? = nil, in view: View) {
        let begun = Draft(name: seen.key, type: seen.type)
        let action = Link.keyRegistration(seen.key)
        self.init(title: "properties.register", action: action, draft ?? begun, key: seen.key, in: view)
    }

    private init(title: String, action: Link, _ draft: Draft, key: String?, in view: View) {
        self.title = view.words[title]
        self.action = action.path
        self.draft = draft
        isNew = true
        fixedKey = key
        example = key.map { "{{profile.\($0)}}" }
        types = PropertyType.allCases.map { type in
            Kind(
                typeName: type.rawValue,
                typeTitle: view.words["type.\(type.rawValue)"],
                isChosen: type == draft.type
            )
        }
        (fixedType, retype, reason) = (nil, nil, nil)
        (isBoolean, isOwn, hasOptions) = (true, true, false)
        shownOptions = []
    }

    /// One that is there: `draft` is what it is to become.
    init(of property: Property, _ draft: Draft? = nil, isBusy: Bool, in view: View) {
        title = view.words["properties.edit-title"]
        action = Link.property(property.key).path
        stamp = property.stamp
        isNew = false
        self.draft = draft ?? Draft(property, in: view)
        fixedKey = property.key
        example = "{{profile.\(property.key)}}"
        types = []
        fixedType = view.words["type.\(property.type.rawValue)"]
        isBoolean = property.type == .boolean
        retype = property.isDefault || isBusy ? nil : Link.propertyType(property.key).path
        isOwn = !property.isDefault
        reason = view.reason(for: property, isBusy: isBusy)
        hasOptions = property.type == .select
        shownOptions = self.draft.options.isEmpty ? property.options.map { Option($0) } : self.draft.options
    }

    /// The same with what is wrong beside its field. Throws the error where it is none of the form's.
    func refused(_ error: PropertyError, in view: View) throws(PropertyError) -> PropertyForm {
        var form = self
        let sentence = view.sentence(error.explanation)
        switch error {
        case .unknown, .notSeen, .keysTwice, .valuesDoNotFit: throw error
        case .badName: form.nameProblem = sentence
        case .badKey, .builtInKey, .keyTaken: form.keyProblem = sentence
        case .badOptions, .optionsWithoutSelect, .badReplacement, .stillAnOption, .optionInUse:
            form.optionsProblem = sentence
        case .badDefault: form.defaultProblem = sentence
        case .tooMany, .fixedDefault, .neverArchived, .archived, .isChanging: form.problem = sentence
        // Who saves again, having been told, overwrites it.
        case .changed: form.problem = view.words["properties.changed"]
        }
        return form
    }
}

extension PropertyForm {
    /// What the fields hold.
    struct Draft: Sendable {
        var name = ""
        /// Empty where one is to be made of the name.
        var key = ""
        var type = PropertyType.text
        /// The options that there are, each with what becomes of it.
        var options: [Option] = []
        /// One on each line.
        var newOptions = ""
        var usual = ""
        var isOnce = false
        var isShownInContacts = true
        var isShownInInbox = true

        var usualIsTrue: Bool { usual == "true" }
        var usualIsFalse: Bool { usual == "false" }
    }

    /// An option that there is, as the form has it.
    struct Option: Sendable {
        /// What the contacts get who have it, where it goes.
        struct Choice: Sendable {
            let value: String
            let title: String
            let isChosen: Bool
        }

        let former: String
        var option: String
        var isGone = false
        /// Nil where nothing was said; else `-` for no value, or `=` and another option.
        var replacement: String?
        /// How many have it, where it goes and that must be said.
        var holders: String?
        var choices: [Choice] = []

        init(_ former: String) {
            self.former = former
            option = former
        }
    }
}

extension PropertyForm.Draft {
    init(name: String, type: PropertyType) {
        self.name = name
        self.type = type
    }

    init(_ property: Property, in view: View) {
        name = view.name(of: property)
        key = property.key
        type = property.type
        usual = property.defaultValue?.text ?? ""
        isOnce = property.isWriteOnce
        isShownInContacts = !property.isHiddenInContacts
        isShownInInbox = !property.isHiddenInInbox
    }

    init(_ form: Form) {
        name = form["name"]
        key = form["key"].trimmed
        type = PropertyType(rawValue: form["type"]) ?? .text
        newOptions = form["new_options"]
        usual = type == .boolean ? form["usual_boolean"] : form["usual"]
        isOnce = !form["once"].isEmpty
        isShownInContacts = !form["in_contacts"].isEmpty
        isShownInInbox = !form["in_inbox"].isEmpty
        let gone = Set(form.all("gone"))
        let replacements = form.values(beginning: "then:")
        options = zip(form.all("former"), form.all("option")).map { former, text in
            var option = PropertyForm.Option(former)
            option.option = text
            option.isGone = gone.contains(former)
            option.replacement = replacements[former].flatMap { $0.isEmpty ? nil : $0 }
            return option
        }
    }

    var addedOptions: [String] {
        newOptions.split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }
    }

    /// All options as they are to be.
    var wantedOptions: [String] { options.filter { !$0.isGone }.map(\.option) + addedOptions }

    /// The options that go.
    var gone: [String] { options.filter(\.isGone).map(\.former) }

    /// A new property.
    var definition: PropertyDefinition {
        PropertyDefinition(
            key: key,
            name: name,
            type: type,
            options: type == .select ? addedOptions : [],
            defaultValue: usual.isEmpty ? .null : .string(usual),
            isWriteOnce: isOnce,
            isHiddenInContacts: !isShownInContacts,
            isHiddenInInbox: !isShownInInbox
        )
    }

    /// What is to become of one that there is. What was not touched stays as it is.
    func edit(of property: Property, in view: View) -> PropertyEdit {
        let former = PropertyForm.Draft(property, in: view)
        var edit = PropertyEdit(isHiddenInContacts: !isShownInContacts, isHiddenInInbox: !isShownInInbox)
        // A default property that nobody named goes by the manager's language.
        if name != former.name { edit.name = name }
        if usual != former.usual { edit.defaultValue = usual.isEmpty ? .null : .string(usual) }
        if !property.isDefault { edit.isWriteOnce = isOnce }
        guard property.type == .select else { return edit }
        edit.options = wantedOptions
        for option in options {
            if option.isGone {
                if let replacement = option.replacement {
                    let other = replacement == "-" ? nil : String(replacement.dropFirst())
                    edit.replacing.updateValue(other, forKey: option.former)
                }
            } else if option.option.trimmed.folded() != option.former.folded() {
                edit.replacing[option.former] = option.option.trimmed
            }
        }
        return edit
    }

    /// The same, asking what contacts get who have the options that go.
    func asking(_ holders: [String: Int], in view: View) -> PropertyForm.Draft {
        var draft = self
        let wanted = wantedOptions.map(\.trimmed).filter { !$0.isEmpty }
        draft.options = options.map { option in
            guard option.isGone, let count = holders[option.former] else { return option }
            var option = option
            option.holders = view.count("properties.holders", count)
            let none = [("", view.words["properties.choose"]), ("-", view.words["contact.no-value"])]
            option.choices = (none + wanted.map { ("=" + $0, $0) }).map { value, title in
                .init(value: value, title: title, isChosen: value == option.replacement ?? "")
            }
            return option
        }
        return draft
    }
}
