/// What is to become of a property: what is nil stays. Its key never changes.
package struct PropertyEdit: Hashable, Sendable {
    package var name: String?
    /// All options, in their order.
    package var options: [String]?
    /// What contacts get instead of an option that is no more: one that remains, or nothing.
    package var replacing: [String: String?]
    /// Null for none.
    package var defaultValue: JSON?
    package var isWriteOnce: Bool?
    package var isHiddenInContacts: Bool?
    package var isHiddenInInbox: Bool?

    package init(
        name: String? = nil,
        options: [String]? = nil,
        replacing: [String: String?] = [:],
        defaultValue: JSON? = nil,
        isWriteOnce: Bool? = nil,
        isHiddenInContacts: Bool? = nil,
        isHiddenInInbox: Bool? = nil
    ) {
        self.name = name
        self.options = options
        self.replacing = replacing
        self.defaultValue = defaultValue
        self.isWriteOnce = isWriteOnce
        self.isHiddenInContacts = isHiddenInContacts
        self.isHiddenInInbox = isHiddenInInbox
    }
}

/// What becomes of the options of a select property by an edit.
package struct OptionChange: Hashable, Sendable {
    /// What each former option becomes, by its folded text: another, or nothing.
    package private(set) var replacements: [String: String?] = [:]
    /// Options that are no more, of which nothing was said: possible while no contact has one.
    package private(set) var unsaid: [String] = []

    /// Throws `PropertyError` where a replacement is no option, or an option is replaced that stays.
    package init(from former: [String], to options: [String], _ replacing: [String: String?]) throws(PropertyError) {
        let spellings = Dictionary(options.map { ($0.folded(), $0) }) { first, _ in first }
        for (old, new) in replacing {
            guard spellings[old.folded()] == nil else { throw .stillAnOption(old) }
            guard let new else {
                replacements[old.folded()] = .some(nil)
                continue
            }
            guard let spelling = spellings[new.folded()] else { throw .badReplacement(new) }
            replacements[old.folded()] = spelling
        }
        for option in former where !options.contains(where: { $0.hasSameBytes(as: option) }) {
            let folded = option.folded()
            if let spelling = spellings[folded] {
                // Only its spelling changed.
                replacements[folded] = spelling
            } else if replacements[folded] == nil {
                unsaid.append(option)
            }
        }
    }

    package var isEmpty: Bool { replacements.isEmpty && unsaid.isEmpty }

    /// What a value becomes; nil where it is to be taken away.
    package func value(after value: Value?) -> Value? {
        guard case .text(let text)? = value, let replacement = replacements[text.folded()] else { return value }
        return replacement.map(Value.text)
    }

    /// The replacements that have another option.
    package var renamings: [String: String] { replacements.compactMapValues { $0 } }
}

extension Property {
    /// Takes an edit over. Throws `PropertyError`; what contacts have is not looked at.
    package mutating func apply(_ edit: PropertyEdit, _ change: OptionChange, zone: Zone) throws(PropertyError) {
        if let name = edit.name { self.name = try Self.name(name) }
        if let options = edit.options { self.options = try Self.options(options, of: type) }
        if let isWriteOnce = edit.isWriteOnce, isWriteOnce != self.isWriteOnce {
            guard !isDefault else { throw .fixedDefault(key) }
            self.isWriteOnce = isWriteOnce
        }
        isHiddenInContacts = edit.isHiddenInContacts ?? isHiddenInContacts
        isHiddenInInbox = edit.isHiddenInInbox ?? isHiddenInInbox
        if let json = edit.defaultValue {
            try setDefaultValue(json, zone: zone)
        } else if type == .select {
            defaultValue = change.value(after: defaultValue)
            if case .text(let text)? = defaultValue, !options.contains(text) { defaultValue = nil }
        }
    }
}
