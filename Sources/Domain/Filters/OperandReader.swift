/// Gives the operands of a condition the type of its property, or says which one does not fit.
struct OperandReader {
    let name: String
    let type: PropertyType
    let zone: Zone
    private let options: [String]
    private let optionsByFolded: [String: String]
    private let place: FilterPlace
    private let parts: FilterParts

    init(name: String, type: PropertyType, options: [String], zone: Zone, place: FilterPlace, parts: FilterParts) {
        self.name = name
        self.type = type
        self.zone = zone
        self.options = options
        optionsByFolded = Dictionary(options.map { ($0.folded(), $0) }) { first, _ in first }
        self.place = place
        self.parts = parts
    }

    /// The most values that one condition may have.
    static let valuesLimit = 100_000

    func operands(
        _ operands: FilterExpression.Operands,
        of comparison: Operator
    ) throws(FilterError) -> Filter.Operands {
        switch operands {
        case .duration(let duration):
            guard comparison.arity == .duration else {
                throw wrongCount("“\(comparison.text)” takes values, not an amount of time")
            }
            guard type != .date || duration.unit.isCalendar else {
                throw FilterError(
                    "“\(name)” is a date and has no hours or minutes; use d, w, mo or y",
                    at: parts.values(in: place)
                )
            }
            return .duration(duration)
        case .values(let written):
            try checkCount(written.count, of: comparison)
            var values: [Value] = []
            values.reserveCapacity(written.count)
            for (index, operand) in written.enumerated() {
                values.append(try value(operand, of: comparison, at: parts.value(index, in: place)))
            }
            if comparison == .between { try checkOrder(values) }
            return .values(values)
        }
    }

    private func wrongCount(_ reason: Phrase) -> FilterError {
        FilterError(reason, at: parts.values(in: place))
    }

    private func checkCount(_ count: Int, of comparison: Operator) throws(FilterError) {
        // Lists are equal to several values at once.
        let takesMany = comparison.arity == .many || type.isList && comparison.arity == .one
        switch comparison.arity {
        case .none where count != 0: throw wrongCount("“\(comparison.text)” takes no value")
        case .one where !takesMany && count != 1:
            guard count > 1, Operator.isIn.applies(to: type) else {
                throw wrongCount("“\(comparison.text)” takes one value")
            }
            throw wrongCount("“\(comparison.text)” takes one value; use “in” for several")
        case .two where count != 2: throw wrongCount("“\(comparison.text)” takes two values")
        case .duration: throw wrongCount("“\(comparison.text)” takes an amount of time such as 7d")
        default: break
        }
        guard !takesMany || count > 0 else { throw wrongCount("“\(comparison.text)” takes at least one value") }
        guard count <= Self.valuesLimit else {
            throw wrongCount("“\(comparison.text)” takes at most \(Self.valuesLimit) values")
        }
    }

    private func checkOrder(_ values: [Value]) throws(FilterError) {
        let isOrdered =
            switch (values[0], values[1]) {
            case (.number(let lower), .number(let upper)): lower <= upper
            case (.date(let lower), .date(let upper)): lower <= upper
            case (let lower, let upper):
                if let lower = lower.span(in: zone)?.lower, let upper = upper.span(in: zone)?.upper {
                    lower <= upper
                } else {
                    true
                }
            }
        guard isOrdered else {
            throw FilterError("between wants the smaller value first", at: parts.values(in: place))
        }
    }

    private func value(
        _ operand: FilterExpression.Operand,
        of comparison: Operator,
        at place: FilterPlace
    ) throws(FilterError) -> Value {
        // Made only where it is thrown: a condition may have 100,000 values.
        var mismatch: FilterError {
            FilterError("“\(name)” takes \(type.phrase), not \(operand.phrase)", at: place)
        }
        switch type {
        case .text, .list: return .text(try text(operand, orThrow: mismatch, at: place))
        case .select:
            let text = try text(operand, orThrow: mismatch, at: place)
            guard comparison == .equal || comparison == .notEqual || comparison.arity == .many else {
                return .text(text)
            }
            guard let option = optionsByFolded[text.folded()] else {
                throw noOption(text, at: place)
            }
            return .text(option)
        case .number, .listOfNumber:
            switch operand {
            // There is one zero: JSON in PostgreSQL has no negative one.
            case .number(let number): return .number(number == 0 ? 0 : number)
            case .word(let word):
                guard let number = NumberText.number(word) else { throw mismatch }
                return .number(number)
            case .text, .boolean: throw mismatch
            }
        case .boolean:
            switch operand {
            case .boolean(let value): return .boolean(value)
            case .word("true"): return .boolean(true)
            case .word("false"): return .boolean(false)
            case .word, .text, .number: throw mismatch
            }
        case .date, .datetime:
            return try time(operand, of: comparison, orThrow: mismatch, at: place)
        }
    }

    private func noOption(_ text: String, at place: FilterPlace) -> FilterError {
        let shown = options.prefix(20).joined(separator: ", ")
        guard options.count > 20 else {
            return FilterError("“\(name)” has no option “\(text)”; it has \(shown)", at: place)
        }
        let rest = options.count - 20
        return FilterError("“\(name)” has no option “\(text)”; it has \(shown) and \(rest) more", at: place)
    }

    private func text(
        _ operand: FilterExpression.Operand,
        orThrow mismatch: @autoclosure () -> FilterError,
        at place: FilterPlace
    ) throws(FilterError) -> String {
        switch operand {
        case .number, .boolean: throw mismatch()
        case .word(let text), .text(let text):
            guard !text.isEmpty else {
                throw FilterError("empty text is no value; use “is empty”", at: place)
            }
            guard !text.containsNUL else { throw FilterError("a NUL character cannot be in a text", at: place) }
            return text
        }
    }

    private func time(
        _ operand: FilterExpression.Operand,
        of comparison: Operator,
        orThrow mismatch: @autoclosure () -> FilterError,
        at place: FilterPlace
    ) throws(FilterError) -> Value {
        guard case .word(let text) = operand.asWord, let time = TimeText(text) else { throw mismatch() }
        if case .day(let day) = time { return .date(day) }
        guard comparison != .onDay else {
            throw FilterError("“on” takes a day such as 2026-11-21, not \(operand.phrase)", at: place)
        }
        guard type == .datetime, let instant = time.instant(in: zone) else { throw mismatch() }
        return .datetime(instant)
    }
}

extension FilterExpression.Operand {
    /// The value and its kind as the object of a sentence; a bare word shows what it is.
    fileprivate var phrase: Phrase {
        switch self {
        case .word(let word): "“\(word)”"
        case .text(let text): "the text “\(text)”"
        case .number: "the number \(written)"
        case .boolean: Phrase(verbatim: written)
        }
    }

    /// A text stands for the word of the same letters: dates may or may not be in quotes.
    fileprivate var asWord: FilterExpression.Operand {
        if case .text(let text) = self { .word(text) } else { self }
    }
}
