import Domain

extension FilterForm {
    /// The filter that the rows make which are filled in.
    func expression(in catalogue: Catalogue) -> FilterExpression {
        root.parts.isEmpty ? .everybody : root.expression(in: catalogue) ?? .everybody
    }

    /// The form of a filter.
    init(_ expression: FilterExpression, in catalogue: Catalogue) {
        // The outermost group may be empty, which is everybody; any other empty one is a part of it.
        if case .group(let group) = Part(expression, in: catalogue), !group.parts.isEmpty {
            root = group
        } else if expression != .everybody {
            root = Group(parts: [Part(expression, in: catalogue)])
        }
    }
}

extension FilterForm.Group {
    /// What the group asks; nil where nothing in it is filled in yet.
    fileprivate func expression(in catalogue: Catalogue) -> FilterExpression? {
        let asked = parts.compactMap { part in
            switch part {
            case .group(let group): group.expression(in: catalogue)
            case .row(let row): row.expression(in: catalogue)
            }
        }
        guard !asked.isEmpty || parts.isEmpty else { return nil }
        return switch joint {
        case .all: .all(of: asked)
        case .any: .any(of: asked)
        case .none: .not(.any(of: asked))
        case .notAll: .not(.all(of: asked))
        }
    }
}

extension FilterForm.Part {
    fileprivate init(_ expression: FilterExpression, in catalogue: Catalogue) {
        func group(_ joint: FilterForm.Joint, _ parts: [FilterExpression]) -> Self {
            .group(FilterForm.Group(joint: joint, parts: parts.map { Self($0, in: catalogue) }))
        }
        switch expression {
        case .and(let parts): self = group(.all, parts)
        case .or(let parts): self = group(.any, parts)
        case .not(.or(let parts)): self = group(.none, parts)
        case .not(.and(let parts)): self = group(.notAll, parts)
        case .not(let part): self = group(.none, [part])
        case .condition(let condition): self = .row(FilterForm.Row(condition, in: catalogue))
        case .segment(let reference):
            var row = FilterForm.Row()
            row.key = FilterForm.Row.segment
            let segment =
                SegmentID(reference.name).flatMap { catalogue.segments[$0] }
                ?? catalogue.segments.values.first { $0.name.folded() == reference.name.folded() }
            row.values = [segment?.id.description ?? reference.name]
            self = .row(row)
        case .event(let condition): self = .row(FilterForm.Row(condition))
        }
    }
}

extension FilterForm.Row {
    fileprivate init(_ condition: FilterExpression.Condition, in catalogue: Catalogue) {
        key = PropertyKey(condition.key)?.description ?? condition.key
        comparison = condition.includesSubtags ? Self.withSubtags : condition.comparison.rawValue
        take(condition.operands)
    }

    fileprivate init(_ condition: FilterExpression.EventCondition) {
        key = Self.event
        eventName = condition.event
        comparison = condition.comparison.rawValue
        take(condition.operands)
        switch condition.measure {
        case .count: measure = .count
        case .firstAt: measure = .firstAt
        case .lastAt: measure = .lastAt
        case .sum(let property): (measure, summed) = (.sum, property)
        }
        if let window = condition.window {
            self.window = String(window.amount)
            windowUnit = window.unit
        }
    }

    private mutating func take(_ operands: FilterExpression.Operands) {
        switch operands {
        case .values(let operands): values = operands.map(\.plain)
        case .duration(let duration):
            values = [String(duration.amount)]
            unit = duration.unit
        }
    }

    /// The type of what is compared; nil where the key is not known.
    func type(in catalogue: Catalogue) -> PropertyType? {
        switch key {
        case Self.segment: nil
        case Self.event: measure == .count || measure == .sum ? .number : .datetime
        default: PropertyKey(key).flatMap { catalogue.type(of: $0) }
        }
    }

    /// What the row asks; nil while something is missing.
    fileprivate func expression(in catalogue: Catalogue) -> FilterExpression? {
        if key == Self.segment {
            return values.first.map { .segment(.init(name: $0)) }
        }
        let type = type(in: catalogue) ?? .text
        if comparison == Self.withSubtags {
            return values.first.map { tag in
                .condition(
                    .init(key: short, comparison: .containsAny, operands: .values([.text(tag)]), includesSubtags: true)
                )
            }
        }
        guard !key.isEmpty, let comparison = Operator(rawValue: comparison),
            let operands = operands(for: comparison, type)
        else { return nil }
        guard key == Self.event else {
            return .condition(.init(key: short, comparison: comparison, operands: operands))
        }
        guard !eventName.isEmpty, measure != .sum || !summed.isEmpty else { return nil }
        return .event(
            .init(
                event: eventName,
                measure: eventMeasure,
                comparison: comparison,
                operands: operands,
                window: Int(window).map { FilterDuration(amount: $0, unit: windowUnit) }
            )
        )
    }

    private var short: String { PropertyKey(key)?.shortDescription ?? key }

    var eventMeasure: EventMeasure {
        switch measure {
        case .count: .count
        case .firstAt: .firstAt
        case .lastAt: .lastAt
        case .sum: .sum(summed)
        }
    }

    private func operands(for comparison: Operator, _ type: PropertyType) -> FilterExpression.Operands? {
        let given = values.filter { !$0.isEmpty }.map { $0.operand(of: type) }
        switch comparison.arity {
        case .none: return .values([])
        case .one: return given.first.map { .values(type.isList ? given : [$0]) }
        case .two: return given.count < 2 ? nil : .values(Array(given.prefix(2)))
        case .many: return given.isEmpty ? nil : .values(given)
        case .duration:
            guard let amount = values.first.flatMap({ Int($0) }), FilterDuration.amounts.contains(amount) else {
                return nil
            }
            return .duration(FilterDuration(amount: amount, unit: unit))
        }
    }
}

extension FilterExpression.Operand {
    fileprivate var plain: String {
        switch self {
        case .word(let text), .text(let text): text
        case .number(let number): JSON.written(number).description
        case .boolean(let value): value ? "true" : "false"
        }
    }
}

extension String {
    /// Of text, what looks like a number is text all the same.
    fileprivate func operand(of type: PropertyType) -> FilterExpression.Operand {
        switch type {
        case .text, .select, .list: .text(self)
        case .number, .boolean, .date, .datetime, .listOfNumber:
            unicodeScalars.contains { $0 == " " || $0 == "\"" || $0 == "(" || $0 == ")" || $0 == "," } || isEmpty
                ? .text(self) : .word(self)
        }
    }
}
