/// A filter that is known to make sense in an organization: keys exist, values have their types.
///
/// `description` and `json` give it back as text and JSON; `predicate(at:in:)` is what evaluators work from.
package indirect enum Filter: Hashable, Sendable {
    case and([Filter])
    case or([Filter])
    case not(Filter)
    case condition(Condition)
    case segment(SegmentID)
    case event(EventCondition)

    /// A filter that everybody matches.
    package static let everybody = Filter.and([])

    package enum Operands: Hashable, Sendable {
        /// Texts, numbers, booleans, days and instants; of a datetime both days and instants.
        case values([Value])
        case duration(FilterDuration)
    }

    package struct Condition: Hashable, Sendable {
        package var key: PropertyKey
        package var type: PropertyType
        package var comparison: Operator
        package var operands: Operands
        package var includesSubtags: Bool

        package init(
            key: PropertyKey,
            type: PropertyType,
            comparison: Operator,
            operands: Operands,
            includesSubtags: Bool = false
        ) {
            self.key = key
            self.type = type
            self.comparison = comparison
            self.operands = operands
            self.includesSubtags = includesSubtags
        }
    }

    package struct EventCondition: Hashable, Sendable {
        package var event: String
        package var measure: EventMeasure
        package var comparison: Operator
        package var operands: Operands
        package var window: FilterDuration?

        package init(
            event: String,
            measure: EventMeasure,
            comparison: Operator,
            operands: Operands,
            window: FilterDuration? = nil
        ) {
            self.event = event
            self.measure = measure
            self.comparison = comparison
            self.operands = operands
            self.window = window
        }
    }
}

extension Filter {
    /// The filter as an expression, which prints as text and as JSON.
    package var expression: FilterExpression {
        switch self {
        case .and(let parts): .all(of: parts.map(\.expression))
        case .or(let parts): .any(of: parts.map(\.expression))
        case .not(let part): .not(part.expression)
        case .segment(let id): .segment(.init(name: id.description))
        case .condition(let condition):
            .condition(
                .init(
                    key: condition.key.shortDescription,
                    comparison: condition.comparison,
                    operands: condition.operands.expression,
                    includesSubtags: condition.includesSubtags
                )
            )
        case .event(let condition):
            .event(
                .init(
                    event: condition.event,
                    measure: condition.measure,
                    comparison: condition.comparison,
                    operands: condition.operands.expression,
                    window: condition.window
                )
            )
        }
    }

    /// The filter as JSON.
    package var json: JSON { expression.json }
}

extension Filter: CustomStringConvertible {
    /// The filter as one line of text.
    package var description: String { expression.description }
}

extension Filter.Operands {
    fileprivate var expression: FilterExpression.Operands {
        switch self {
        case .duration(let duration): .duration(duration)
        case .values(let values): .values(values.map(\.operand))
        }
    }
}

extension Value {
    fileprivate var operand: FilterExpression.Operand {
        switch self {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .boolean(let value): .boolean(value)
        case .date, .datetime, .list, .numbers: .text(text)
        }
    }
}
