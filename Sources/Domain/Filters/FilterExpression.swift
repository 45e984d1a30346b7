/// A filter as it was typed or sent: well formed, but not yet compared with what the organization has.
///
/// `Filter` is what it means, made by `resolved(in:)`.
package indirect enum FilterExpression: Hashable, Sendable {
    case and([FilterExpression])
    case or([FilterExpression])
    case not(FilterExpression)
    case condition(Condition)
    case segment(SegmentReference)
    case event(EventCondition)

    /// A value as it was written.
    package enum Operand: Hashable, Sendable {
        /// Without quotes in text: what it is depends on the property's type.
        case word(String)
        case text(String)
        case number(Double)
        case boolean(Bool)
    }

    package enum Operands: Hashable, Sendable {
        case values([Operand])
        case duration(FilterDuration)
    }

    package struct Condition: Hashable, Sendable {
        package var key: String
        /// The type that JSON may state, which must then agree.
        package var type: String?
        package var comparison: Operator
        package var operands: Operands
        /// Whether tags below the named one count as well.
        package var includesSubtags: Bool
        package var place: FilterPlace
        package var parts: FilterParts

        package init(
            key: String,
            type: String? = nil,
            comparison: Operator,
            operands: Operands,
            includesSubtags: Bool = false,
            place: FilterPlace = .none,
            parts: FilterParts = FilterParts()
        ) {
            self.key = key
            self.type = type
            self.comparison = comparison
            self.operands = operands
            self.includesSubtags = includesSubtags
            self.place = place
            self.parts = parts
        }
    }

    package struct SegmentReference: Hashable, Sendable {
        /// The id, or in text also the name.
        package var name: String
        package var place: FilterPlace

        package init(name: String, place: FilterPlace = .none) {
            self.name = name
            self.place = place
        }
    }

    package struct EventCondition: Hashable, Sendable {
        package var event: String
        package var measure: EventMeasure
        package var comparison: Operator
        package var operands: Operands
        package var window: FilterDuration?
        package var place: FilterPlace
        package var parts: FilterParts

        package init(
            event: String,
            measure: EventMeasure,
            comparison: Operator,
            operands: Operands,
            window: FilterDuration? = nil,
            place: FilterPlace = .none,
            parts: FilterParts = FilterParts()
        ) {
            self.event = event
            self.measure = measure
            self.comparison = comparison
            self.operands = operands
            self.window = window
            self.place = place
            self.parts = parts
        }
    }

    /// A filter that everybody matches.
    package static let everybody = FilterExpression.and([])

    /// A group of which all must hold; a single one needs no group.
    package static func all(of parts: [FilterExpression]) -> FilterExpression {
        parts.count == 1 ? parts[0] : .and(parts)
    }

    /// A group of which one must hold; of none, nobody does.
    package static func any(of parts: [FilterExpression]) -> FilterExpression {
        switch parts.count {
        case 0: .not(.everybody)
        case 1: parts[0]
        default: .or(parts)
        }
    }

    /// The levels of groups and `not` above the deepest condition, and the condition itself.
    var depth: Int {
        switch self {
        case .and(let parts), .or(let parts): 1 + (parts.map(\.depth).max() ?? 0)
        case .not(let part): 1 + part.depth
        case .condition, .segment, .event: 1
        }
    }
}

/// What is measured of a contact's tracked events of one name.
package enum EventMeasure: Hashable, Sendable {
    case count
    case firstAt
    case lastAt
    /// The sum of a numeric property of the events.
    case sum(String)

    package var type: PropertyType {
        switch self {
        case .count, .sum: .number
        case .firstAt, .lastAt: .datetime
        }
    }
}
