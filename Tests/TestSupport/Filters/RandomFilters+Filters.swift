package import Domain

extension RandomFilters {
    /// Makes a filter that resolves in the catalogue to itself.
    package mutating func filter() -> Filter {
        filter(depth: 0)
    }

    private mutating func filter(depth: Int) -> Filter {
        if depth < 4, random.chance(depth == 0 ? 0.6 : 0.3) {
            return group(depth: depth)
        }
        if random.chance(0.01) { return .everybody }
        if random.chance(0.12) { return .event(eventCondition()) }
        if !catalogue.segments.isEmpty, random.chance(0.06) {
            return .segment(random.one(of: catalogue.segments.keys.sorted()))
        }
        return .condition(condition())
    }

    private mutating func group(depth: Int) -> Filter {
        let kind = random.one(of: ["and", "or", "not"])
        if kind == "not" { return .not(filter(depth: depth + 1)) }
        let parts = (0..<Int.random(in: 2...4, using: &random)).map { _ in filter(depth: depth + 1) }
        return kind == "and" ? .and(parts) : .or(parts)
    }

    private mutating func condition() -> Filter.Condition {
        let keys = BuiltInKey.allCases.map(PropertyKey.builtIn) + catalogue.shownProperties.map(\.propertyKey)
        let own = catalogue.shownProperties.suffix(12).map(\.propertyKey)
        let key = random.one(of: random.chance(0.6) ? own : keys)
        let type = catalogue.type(of: key) ?? .text
        let comparison = random.one(of: Operator.allCases.filter { $0.applies(to: type) })
        let operands = operands(of: comparison, key, type)
        // `tags: vip` has subtags; only JSON can say the same without them, as `any(vip)`.
        let single = if case .values(let values) = operands { values.count == 1 } else { false }
        return Filter.Condition(
            key: key,
            type: type,
            comparison: comparison,
            operands: operands,
            includesSubtags: key == .builtIn(.tags) && comparison == .containsAny && single && random.chance(0.7)
        )
    }

    private mutating func eventCondition() -> Filter.EventCondition {
        let measure = random.one(of: [
            EventMeasure.count, .firstAt, .lastAt, .sum(random.one(of: Self.eventProperties)),
        ])
        let known = Operator.allCases.filter { comparison in
            comparison.applies(to: measure.type) && (measure.type == .datetime || comparison.arity != .none)
        }
        let comparison = random.one(of: known)
        return Filter.EventCondition(
            event: random.one(of: Self.eventNames),
            measure: measure,
            comparison: comparison,
            operands: operands(of: comparison, nil, measure.type),
            window: random.chance(0.4) ? duration(isDate: false) : nil
        )
    }

    private mutating func operands(
        of comparison: Operator,
        _ key: PropertyKey?,
        _ type: PropertyType
    ) -> Filter.Operands {
        let known = key.flatMap { seen[$0] } ?? []
        let count = Int.random(in: 1...3, using: &random)
        switch comparison.arity {
        case .none: return .values([])
        case .duration: return .duration(duration(isDate: type == .date))
        case .two: return .values(bounds(type, known))
        case .one where !type.isList: return .values([operand(of: comparison, key, type, known)])
        case .one, .many: return .values((0..<count).map { _ in operand(of: comparison, key, type, known) })
        }
    }

    private mutating func operand(
        of comparison: Operator,
        _ key: PropertyKey?,
        _ type: PropertyType,
        _ known: [Value]
    ) -> Value {
        let value = known.isEmpty || random.chance(0.3) ? nil : random.one(of: known)
        switch (type, value) {
        case (.select, _) where comparison.isAboutParts: return .text(part(of: random.one(of: options(of: key))))
        case (.select, _): return .text(random.one(of: options(of: key)))
        case (.text, .text(let text)?): return .text(comparison.isAboutParts ? part(of: text) : changed(text))
        case (.list, .list(let texts)?): return .text(changed(random.one(of: texts)))
        case (.list, _) where key == .builtIn(.tags):
            return .text(random.chance(0.2) ? text() : changed(random.one(of: Self.tagNames)))
        case (.text, _), (.list, _): return .text(text())
        case (.number, .number(let number)?): return .number(number)
        case (.listOfNumber, .numbers(let numbers)?): return .number(random.one(of: numbers))
        case (.number, _), (.listOfNumber, _):
            // Small counts, for events; amounts for the rest.
            return .number(
                key == nil ? Double(Int.random(in: 0...6, using: &random)) : random.one(of: Self.numbers)
            )
        case (.boolean, _): return .boolean(random.chance(0.5))
        case (.date, .date(let day)?): return .date(day)
        case (.date, _): return .date(day())
        case (.datetime, .datetime(let instant)?):
            return comparison == .onDay || random.chance(0.5)
                ? .date(moment.zone.day(of: instant).adding(days: 0)) : .datetime(instant)
        case (.datetime, _): return comparison == .onDay || random.chance(0.5) ? .date(day()) : .datetime(instant())
        }
    }

    private func options(of key: PropertyKey?) -> [String] {
        key.map { catalogue.options(of: $0) } ?? []
    }

    /// Two values of which the first is not greater.
    private mutating func bounds(_ type: PropertyType, _ known: [Value]) -> [Value] {
        switch type {
        case .number:
            let numbers = [random.one(of: Self.numbers), random.one(of: Self.numbers)].sorted()
            return numbers.map(Value.number)
        case .datetime where random.chance(0.5):
            return [instant(), instant()].sorted().map(Value.datetime)
        case .text, .boolean, .date, .datetime, .select, .list, .listOfNumber:
            return [day(), day()].sorted().map(Value.date)
        }
    }

    private mutating func duration(isDate: Bool) -> FilterDuration {
        let units = FilterDuration.Unit.allCases.filter { !isDate || $0.isCalendar }
        return FilterDuration(amount: random.one(of: [1, 1, 2, 7, 8, 30, 365, 10_000]), unit: random.one(of: units))
    }

    /// The text in another case or composition, most of which still mean the same.
    private mutating func changed(_ text: String) -> String {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: text.uppercased()
        case 1: text.lowercased()
        case 2: text.folded()
        default: text
        }
    }

    /// Some scalars in a row of a text.
    private mutating func part(of text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let start = random.chance(0.5) ? 0 : Int.random(in: 0..<scalars.count, using: &random)
        let end = random.chance(0.5) ? scalars.count : Int.random(in: start + 1...scalars.count, using: &random)
        return changed(String(String.UnicodeScalarView(scalars[start..<end])))
    }
}

extension Operator {
    /// Whether it looks at a part of a text.
    fileprivate var isAboutParts: Bool {
        switch self {
        case .contains, .containsNot, .startsWith, .startsNotWith, .endsWith: true
        default: false
        }
    }
}
