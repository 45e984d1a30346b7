/// Gives the operands of a condition the type of its property, or says which one does not fit.
struct OperandReader {
    let name: String
    let type: PropertyType
    let options: [String]
    let zone: Zone
    let place: FilterPlace

    /// The most values that one condition may have.
    static let valuesLimit = 100_000

    func operands(
        _ operands: FilterExpression.Operands,
        of comparison: Operator
    ) throws(FilterError) -> Filter.Operands {
        switch operands {
        case .duration(let duration):
            guard comparison.arity == .duration else { throw wrongCount("values, not an amount of time") }
            guard type != .date || duration.unit.isCalendar else {
                throw FilterError("“\(name)” is a date and has no hours or minutes; use d, w, mo or y", at: valuesPlace)
            }
            return .duration(duration)
        case .values(let written):
            try checkCount(written.count, of: comparison)
            var values: [Value] = []
            values.reserveCapacity(written.count)
            for (index, operand) in written.enumerated() {
                values.append(try value(operand, of: comparison, at: valuesPlace.appending(index)))
            }
            if comparison == .between { try checkOrder(values) }
            return .values(values)
        }
    }

    private var valuesPlace: FilterPlace { place.appending("values") }

    private func wrongCount(_ expected: String) -> FilterError {
        FilterError("“\(name)” is compared with \(expected) here", at: valuesPlace)
    }

    private func checkCount(_ count: Int, of comparison: Operator) throws(FilterError) {
        // Lists are equal to several values at once.
        let takesMany = comparison.arity == .many || type.isList && comparison.arity == .one
        switch comparison.arity {
        case .none where count != 0: throw wrongCount("nothing")
        case .one where !takesMany && count != 1: throw wrongCount("one value; use $in for several")
        case .two where count != 2: throw wrongCount("two values")
        case .duration: throw wrongCount("an amount of time such as 7d")
        default: break
        }
        guard !takesMany || count > 0 else { throw wrongCount("at least one value") }
        guard count <= Self.valuesLimit else { throw wrongCount("at most \(Self.valuesLimit) values") }
    }

    private func checkOrder(_ values: [Value]) throws(FilterError) {
        let bounds = values.map { value -> Double in
            switch value {
            case .number(let number): number
            case .date(let day): Double(type == .date ? Int64(day.number) : zone.start(of: day).milliseconds)
            case .datetime(let instant): Double(instant.milliseconds)
            case .text, .boolean, .list, .numbers: 0
            }
        }
        guard bounds[0] <= bounds[1] else {
            throw FilterError("between wants the smaller value first", at: valuesPlace)
        }
    }

    private func value(
        _ operand: FilterExpression.Operand,
        of comparison: Operator,
        at place: FilterPlace
    ) throws(FilterError) -> Value {
        let mismatch = FilterError("“\(name)” takes \(type.phrase), not “\(operand.written)”", at: place)
        switch type {
        case .text, .list: return .text(try text(operand, orThrow: mismatch, at: place))
        case .select:
            let text = try text(operand, orThrow: mismatch, at: place)
            guard comparison == .equal || comparison == .notEqual || comparison.arity == .many else {
                return .text(text)
            }
            let wanted = text.folded()
            guard let option = options.first(where: { $0.folded() == wanted }) else {
                throw FilterError("“\(name)” has no option “\(text)”; it has \(shownOptions)", at: place)
            }
            return .text(option)
        case .number, .listOfNumber:
            switch operand {
            case .number(let number): return .number(number)
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
            return try time(operand, of: comparison, orThrow: mismatch)
        }
    }

    private var shownOptions: String {
        options.prefix(20).joined(separator: ", ") + (options.count > 20 ? " and \(options.count - 20) more" : "")
    }

    private func text(
        _ operand: FilterExpression.Operand,
        orThrow mismatch: FilterError,
        at place: FilterPlace
    ) throws(FilterError) -> String {
        switch operand {
        case .number, .boolean: throw mismatch
        case .word(let text), .text(let text):
            guard !text.isEmpty else {
                throw FilterError("empty text is no value; use “is empty”", at: place)
            }
            guard !text.utf8.contains(0) else { throw FilterError("a NUL character cannot be in a text", at: place) }
            return text
        }
    }

    private func time(
        _ operand: FilterExpression.Operand,
        of comparison: Operator,
        orThrow mismatch: FilterError
    ) throws(FilterError) -> Value {
        guard case .word(let text) = operand.asWord, let time = TimeText(text) else { throw mismatch }
        if case .day(let day) = time { return .date(day) }
        guard type == .datetime, comparison != .onDay, let instant = time.instant(in: zone) else { throw mismatch }
        return .datetime(instant)
    }
}

extension FilterExpression.Operand {
    /// A text stands for the word of the same letters: dates may or may not be in quotes.
    fileprivate var asWord: FilterExpression.Operand {
        if case .text(let text) = self { .word(text) } else { self }
    }
}
