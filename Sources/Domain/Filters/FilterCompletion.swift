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
        /// `and`, `or`, a sign between values.
        case word(String)

        /// As it is written in the text.
        package var text: String {
            switch self {
            case .key(let key): key.shortDescription
            case .reference(let word): word
            case .comparison(let comparison, _): comparison.opening
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
    typealias Found = (start: Int, choices: [FilterCompletion.Choice])

    private var reader: FilterReader
    private let catalogue: Catalogue
    /// Brackets around conditions that are open.
    private var brackets = 0

    init(text: String, catalogue: Catalogue) {
        reader = FilterReader(scalars: Array(text.unicodeScalars))
        self.catalogue = catalogue
    }

    mutating func end() -> Found {
        while true {
            if let found = condition() ?? joint() { return found }
        }
    }

    private var nothing: Found { (reader.position, []) }

    /// Brackets and `not`, then a condition; nil where it is written to its end.
    private mutating func condition() -> Found? {
        while true {
            if reader.take("(") {
                brackets += 1
                // Brackets with nothing between them are everybody.
                if reader.take(")") {
                    brackets -= 1
                    return nil
                }
                continue
            }
            let start = reader.position
            guard reader.takeWord("not") else { break }
            if reader.isAtEnd { return (start, keys(from: "not")) }
        }
        let start = reader.position
        let name = reader.key()
        if reader.isAtEnd { return (start, keys(from: name)) }
        switch name.lowercased() {
        case "segment": return afterSegment()
        case "", "event": return nothing
        default: return afterKey(name)
        }
    }

    /// What joins conditions; nil where another one begins.
    private mutating func joint() -> Found? {
        var follows = reader.position
        while brackets > 0, reader.take(")") {
            brackets -= 1
            follows = reader.position
        }
        // A word that is not finished is no place for the next one.
        reader.skipSpace()
        guard !reader.isAtEnd || reader.position > follows else { return nothing }
        let start = reader.position
        if reader.takeWord("and") || reader.takeWord("or"), !reader.isAtEnd { return nil }
        reader.position = start
        return words(["and", "or"] + (brackets > 0 ? [")"] : []))
    }

    /// Those of some words that begin as the text ends.
    private mutating func words(_ words: [String]) -> Found {
        let start = reader.position
        let begun = reader.bareWord().lowercased()
        guard reader.isAtEnd else { return nothing }
        return (start, words.filter { $0.hasPrefix(begun) && $0 != begun }.map(FilterCompletion.Choice.word))
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
        let sorted = ranked.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map { FilterCompletion.Choice.key($0.element.key) }
        let words = ["segment:", "event("].filter { $0.hasPrefix(wanted) }.map(FilterCompletion.Choice.reference)
        // What is begun is more likely meant than what only has it inside.
        let choices = wanted.isEmpty ? sorted + words : words + sorted
        return Array(choices.prefix(FilterCompletion.mostChoices))
    }

    private mutating func afterSegment() -> Found? {
        guard reader.take(":") else { return nothing }
        let segments = catalogue.segments.values
        return value { begun in
            segments.filter { $0.name.folded().contains(begun) }
                .sorted { $0.name.folded() < $1.name.folded() }.map(FilterCompletion.Choice.segment)
        }
    }

    private mutating func afterKey(_ name: String) -> Found? {
        guard let key = PropertyKey(name), let type = catalogue.type(of: key) else { return nothing }
        reader.skipSpace()
        let start = reader.position
        if let comparison = comparison(of: type) { return operands(of: key, type, comparison) }
        let begun = String(String.UnicodeScalarView(reader.scalars[start...])).lowercased()
        // `tags: vip` is what is written most.
        let colon = type.isList && begun.isEmpty ? [FilterCompletion.Choice.word(":")] : []
        let fitting = Operator.allCases.filter { $0.applies(to: type) && $0.text.hasPrefix(begun) }
        return (start, colon + fitting.map { .comparison($0, type) })
    }

    /// Reads an operator that is written out, with something after it.
    private mutating func comparison(of type: PropertyType) -> Operator? {
        let start = reader.position
        // Longer ones before those that they begin with.
        for comparison in Operator.allCases.filter({ $0.applies(to: type) }).sorted(by: {
            $0.text.count > $1.text.count
        }) {
            if takes(comparison), !reader.isAtEnd { return comparison }
            reader.position = start
        }
        // `tags: vip`, a list with one value.
        return type.isList && reader.take(":") ? .containsAny : nil
    }

    private mutating func takes(_ comparison: Operator) -> Bool {
        if comparison.text.hasPrefix(":") {
            guard reader.take(":"), reader.takeWords(String(comparison.text.dropFirst())) else { return false }
            reader.skipSpace()
            return reader.next == "("
        }
        guard !(comparison.text.first?.isLetter ?? false) else { return reader.takeWords(comparison.text) }
        let signs = reader.scalars[reader.position...].prefix { "=<>!".unicodeScalars.contains($0) }
        reader.position += signs.count
        return String(String.UnicodeScalarView(signs)) == comparison.text
    }

    private mutating func operands(of key: PropertyKey, _ type: PropertyType, _ comparison: Operator) -> Found? {
        switch comparison.arity {
        case .none: return nil
        case .duration:
            return value { begun in
                FilterDuration.usual.filter { $0.text.hasPrefix(begun) }.map(FilterCompletion.Choice.duration)
            }
        case .one, .two, .many: break
        }
        let known = values(of: key, type)
        let takesList = type.isList || comparison.arity == .many
        let isList = takesList && reader.take("(")
        // Lists of a property may have one value without brackets; `in` may not.
        if !type.isList, takesList, !isList { return reader.isAtEnd ? (reader.position, [.word("(")]) : nothing }
        var count = 0
        while true {
            let found = value { begun in
                let fitting = known.filter { $0.folded().contains(begun) }
                // Those that begin so come before those that have it inside.
                return
                    (fitting.filter { $0.folded().hasPrefix(begun) } + fitting.filter { !$0.folded().hasPrefix(begun) })
                    .map { type == .boolean ? .word($0) : .value($0, of: key) }
            }
            if let found { return found }
            count += 1
            reader.skipSpace()
            if isList {
                if reader.isAtEnd { return words([",", ")"]) }
                if reader.take(",") { continue }
                return reader.take(")") ? nil : nothing
            }
            guard comparison.arity == .two, count == 1 else {
                // The space is what parts it from the next word.
                reader.position = end(before: reader.position)
                return nil
            }
            let start = reader.position
            guard reader.takeWord("and"), !reader.isAtEnd else {
                reader.position = start
                return words(["and"])
            }
        }
    }

    /// Where the space before a place begins.
    private func end(before position: Int) -> Int {
        let space = reader.scalars[..<position].reversed().prefix { $0.properties.isWhitespace }
        return position - space.count
    }

    /// Reads a value; where the text ends within it, says which it can become.
    private mutating func value(_ fitting: (String) -> [FilterCompletion.Choice]) -> Found? {
        reader.skipSpace()
        let start = reader.position
        let isQuoted = reader.next == "\""
        let begun = String(String.UnicodeScalarView(reader.scalars[start...].dropFirst(isQuoted ? 1 : 0)))
        let read = try? reader.value()
        guard read == nil || reader.isAtEnd else { return nil }
        guard read == nil || !isQuoted else { return nothing }
        return (start, Array(fitting(begun.folded()).prefix(FilterCompletion.mostChoices)))
    }

    private func values(of key: PropertyKey, _ type: PropertyType) -> [String] {
        switch key {
        case .builtIn(.tags): catalogue.tags.values.map(\.name.text).sorted()
        case .builtIn(.country): Country.codes.sorted()
        default: type == .boolean ? ["true", "false"] : catalogue.options(of: key)
        }
    }
}

extension Operator {
    /// As it is written before its values: where several are wanted, with their bracket.
    fileprivate var opening: String {
        switch self {
        case .isIn, .isNotIn: "\(text) ("
        case .containsAny, .containsAll, .containsNone, .setEqual: "\(text)("
        default: text
        }
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
