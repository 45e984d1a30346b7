/// What can come next in a filter's text that somebody is writing.
package struct FilterCompletion: Sendable, Hashable {
    /// A word or several that can stand where the writer is.
    package enum Choice: Sendable, Hashable {
        case key(PropertyKey)
        /// `segment` or `event`.
        case reference(String)
        case comparison(Operator, PropertyType)
        case value(String, of: PropertyKey)
        case segment(Segment)
        case duration(FilterDuration)
        /// `and`, `or`, `not`, a bracket.
        case word(String)

        /// As it is written in the text.
        package var text: String {
            switch self {
            case .key(let key): key.shortDescription
            case .reference(let word): word
            case .comparison(let comparison, _): comparison.text
            case .value(let value, _): FilterExpression.Operand.text(value).description
            case .segment(let segment): FilterExpression.Operand.text(segment.name).description
            case .duration(let duration): duration.text
            case .word(let word): word
            }
        }
    }

    /// Where the word begins that a choice replaces, in Unicode scalars.
    package let start: Int
    package let choices: [Choice]

    package static let mostChoices = 12

    /// Reads the text up to where the writer is.
    package init(of text: String, in catalogue: Catalogue) {
        var walk = FilterWalk(text: text, catalogue: catalogue)
        (start, choices) = walk.end()
    }
}

/// Goes through the beginning of a filter, as far as it can be read, and says what may follow.
private struct FilterWalk {
    private var reader: FilterReader
    private let catalogue: Catalogue

    init(text: String, catalogue: Catalogue) {
        reader = FilterReader(scalars: Array(text.unicodeScalars))
        self.catalogue = catalogue
    }

    mutating func end() -> (Int, [FilterCompletion.Choice]) {
        while true {
            if let found = beforeKey() { return found }
            let start = reader.position
            let name = reader.key()
            if reader.isAtEnd { return (start, keys(from: name)) }
            if name.isEmpty { return (reader.position, []) }
            if let found = name.lowercased() == "segment" ? afterSegment() : afterKey(name) { return found }
            if let found = afterCondition() { return found }
        }
    }

    /// Brackets and `not`, before a condition.
    private mutating func beforeKey() -> (Int, [FilterCompletion.Choice])? {
        while true {
            if reader.take("(") { continue }
            reader.skipSpace()
            let start = reader.position
            guard reader.takeWord("not") else { return nil }
            if reader.isAtEnd { return (start, keys(from: "not")) }
        }
    }

    private func keys(from begun: String) -> [FilterCompletion.Choice] {
        let wanted = begun.folded()
        let own = catalogue.shownProperties.filter { !$0.isHiddenInContacts }
        let keys = own.map(\.propertyKey) + BuiltInKey.allCases.map(PropertyKey.builtIn)
        // Those that begin so come before those that have it inside, or in their name.
        let ranked = keys.compactMap { key -> (rank: Int, key: PropertyKey)? in
            let text = key.shortDescription.folded()
            if text.hasPrefix(wanted) { return (0, key) }
            if text.contains(wanted) { return (1, key) }
            return catalogue.name(of: key).folded().contains(wanted) ? (2, key) : nil
        }
        let words = ["segment:", "event("].filter { $0.hasPrefix(wanted) }.map(FilterCompletion.Choice.reference)
        let sorted = ranked.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        return Array((sorted.map { .key($0.element.key) } + words).prefix(FilterCompletion.mostChoices))
    }

    private mutating func afterSegment() -> (Int, [FilterCompletion.Choice])? {
        guard reader.take(":") else { return (reader.position, []) }
        let segments = catalogue.segments.values
        return value { begun in
            segments.filter { $0.name.folded().contains(begun) }
                .sorted { $0.name.folded() < $1.name.folded() }.map(FilterCompletion.Choice.segment)
        }
    }

    private mutating func afterKey(_ name: String) -> (Int, [FilterCompletion.Choice])? {
        guard let key = PropertyKey(name), let type = catalogue.type(of: key) else { return (reader.position, []) }
        reader.skipSpace()
        let start = reader.position
        let rest = String(String.UnicodeScalarView(reader.scalars[start...]))
        // An operator that is written out, with something after it, has been chosen.
        let operators = Operator.allCases.filter { $0.applies(to: type) }.sorted { $0.text.count > $1.text.count }
        guard let comparison = operators.first(where: { isWritten($0, in: rest) }) ?? tagForm(in: rest, type) else {
            let begun = rest.folded()
            let fitting = Operator.allCases.filter { $0.applies(to: type) && $0.text.hasPrefix(begun) }
            return (start, fitting.prefix(FilterCompletion.mostChoices * 2).map { .comparison($0, type) })
        }
        reader.position = start + (rest.hasPrefix(comparison.text) ? comparison.text.unicodeScalars.count : 1)
        return operands(of: key, type, comparison)
    }

    private func isWritten(_ comparison: Operator, in rest: String) -> Bool {
        guard rest.lowercased().hasPrefix(comparison.text) else { return false }
        let after = rest.dropFirst(comparison.text.count).first
        // `<` may become `<=`, and `in` is no `in` without a space behind it.
        return after.map {
            $0.isWhitespace || $0 == "(" || $0 == "\"" || !(comparison.text.last?.isLetter ?? false) && $0 != "="
        } ?? false
    }

    /// `tags: vip`, a list with one value.
    private func tagForm(in rest: String, _ type: PropertyType) -> Operator? {
        type.isList && rest.hasPrefix(":") ? .containsAny : nil
    }

    private mutating func operands(
        of key: PropertyKey,
        _ type: PropertyType,
        _ comparison: Operator
    ) -> (Int, [FilterCompletion.Choice])? {
        let known = values(of: key, type)
        switch comparison.arity {
        case .none: return nil
        case .duration:
            return value { begun in
                FilterDuration.usual.filter { $0.text.hasPrefix(begun) }.map(FilterCompletion.Choice.duration)
            }
        case .one, .two, .many:
            let isList = reader.take("(")
            while true {
                let found = value { begun in
                    known.filter { $0.folded().contains(begun) }.map { .value($0, of: key) }
                }
                if let found { return found }
                if isList, reader.take(",") { continue }
                if isList { _ = reader.take(")") }
                if comparison.arity == .two, reader.takeWord("and") { continue }
                return nil
            }
        }
    }

    /// Reads a value; where the text ends within it, says which it can become.
    private mutating func value(
        _ fitting: (String) -> [FilterCompletion.Choice]
    ) -> (Int, [FilterCompletion.Choice])? {
        reader.skipSpace()
        let start = reader.position
        let begun = String(String.UnicodeScalarView(reader.scalars[start...]))
        let read = try? reader.value()
        guard read == nil || reader.isAtEnd else { return nil }
        let word = begun.hasPrefix("\"") ? String(begun.dropFirst()) : begun
        guard !begun.hasSuffix("\"") || begun.count < 2 else { return (start, []) }
        return (start, Array(fitting(word.folded()).prefix(FilterCompletion.mostChoices)))
    }

    private func values(of key: PropertyKey, _ type: PropertyType) -> [String] {
        switch key {
        case .builtIn(.tags): catalogue.tags.values.map(\.name.text).sorted()
        case .builtIn(.country): Country.codes.sorted()
        default: type == .boolean ? ["true", "false"] : catalogue.options(of: key)
        }
    }

    /// What joins conditions; nil where another one begins.
    private mutating func afterCondition() -> (Int, [FilterCompletion.Choice])? {
        while reader.take(")") {}
        reader.skipSpace()
        let start = reader.position
        if reader.takeWord("and"), !reader.isAtEnd { return nil }
        reader.position = start
        if reader.takeWord("or"), !reader.isAtEnd { return nil }
        reader.position = start
        let begun = reader.bareWord().lowercased()
        guard reader.isAtEnd else { return (reader.position, []) }
        return (start, ["and", "or"].filter { $0.hasPrefix(begun) && $0 != begun }.map(FilterCompletion.Choice.word))
    }
}

extension FilterDuration {
    fileprivate static let usual = [
        FilterDuration(amount: 1, unit: .day), FilterDuration(amount: 7, unit: .day),
        FilterDuration(amount: 30, unit: .day), FilterDuration(amount: 90, unit: .day),
        FilterDuration(amount: 24, unit: .hour), FilterDuration(amount: 2, unit: .week),
        FilterDuration(amount: 6, unit: .month), FilterDuration(amount: 1, unit: .year),
    ]
}
