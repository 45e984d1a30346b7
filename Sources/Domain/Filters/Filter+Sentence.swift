extension Filter {
    /// The filter as an English sentence, such as: Contacts whose Plan is pro and who have the tag vip.
    package func sentence(in catalogue: Catalogue) -> String {
        guard self != .everybody else { return "All contacts." }
        return "Contacts \(clause(in: catalogue, isNested: false))."
    }

    private func clause(in catalogue: Catalogue, isNested: Bool) -> String {
        switch self {
        case .and(let parts):
            guard !parts.isEmpty else { return "who are anybody" }
            return Self.join(parts, by: "and", in: catalogue, isNested: isNested)
        case .or(let parts):
            guard !parts.isEmpty else { return "who are nobody" }
            return Self.join(parts, by: "or", in: catalogue, isNested: isNested)
        case .not(let part):
            return "for whom it is not so that they are contacts \(part.clause(in: catalogue, isNested: true))"
        case .segment(let id): return "in the segment “\(catalogue.segments[id]?.name ?? id.description)”"
        case .event(let condition): return condition.clause
        case .condition(let condition): return condition.clause(in: catalogue)
        }
    }

    private static func join(_ parts: [Filter], by word: String, in catalogue: Catalogue, isNested: Bool) -> String {
        let clauses = parts.map { $0.clause(in: catalogue, isNested: true) }.joined(separator: " \(word) ")
        return isNested && parts.count > 1 ? "(\(clauses))" : clauses
    }
}

extension Filter.Condition {
    fileprivate func clause(in catalogue: Catalogue) -> String {
        let values = operands.values.map { "“\($0.text)”" }
        if key == .builtIn(.tags) { return tagClause(values) }
        let phrase = comparison.phrase(type: type, operands: operands)
        return "whose \(catalogue.name(of: key)) \(phrase)"
    }

    private func tagClause(_ names: [String]) -> String {
        let below = includesSubtags ? " or one below it" : ""
        return switch comparison {
        case .exists: "who have a tag"
        case .existsNot: "who have no tag"
        case .containsAll: "who have \(names.count == 1 ? "the tag" : "all the tags") \(names.joined(separator: ", "))"
        case .containsNone: "who have none of the tags \(names.joined(separator: ", "))"
        case .setEqual, .equal: "whose only tags are \(names.joined(separator: ", "))"
        case .notEqual: "whose tags are not just \(names.joined(separator: ", "))"
        default:
            "who have \(names.count == 1 ? "the tag" : "one of the tags") \(names.joined(separator: ", "))\(below)"
        }
    }
}

extension Filter.EventCondition {
    fileprivate var clause: String {
        let within = window.map { " within the last \($0.phrase)" } ?? ""
        let phrase = comparison.phrase(type: measure.type, operands: operands)
        return switch measure {
        case .count: "whose number of “\(event)” events\(within) \(phrase)"
        case .firstAt: "whose first “\(event)” event\(within) \(phrase)"
        case .lastAt: "whose last “\(event)” event\(within) \(phrase)"
        case .sum(let property): "whose sum of \(property) over “\(event)” events\(within) \(phrase)"
        }
    }
}

extension Operator {
    /// What follows the name of a property in a sentence.
    fileprivate func phrase(type: PropertyType, operands: Filter.Operands) -> String {
        let isTime = type == .date || type == .datetime
        let values = operands.values.map { type == .text || type == .list ? "“\($0.text)”" : $0.text }
        let first = values.first ?? ""
        let list = values.joined(separator: ", ")
        let amount = if case .duration(let duration) = operands { duration.phrase } else { "" }
        return switch self {
        case .equal: "is \(type.isList ? "exactly \(list)" : first)"
        case .notEqual: "is not \(type.isList ? "exactly \(list)" : first)"
        case .isIn: "is one of \(list)"
        case .isNotIn: "is none of \(list)"
        case .exists: "has a value"
        case .existsNot: "has no value"
        case .greater: isTime ? "is after \(first)" : "is more than \(first)"
        case .greaterOrEqual: isTime ? "is on or after \(first)" : "is at least \(first)"
        case .less: isTime ? "is before \(first)" : "is less than \(first)"
        case .lessOrEqual: isTime ? "is on or before \(first)" : "is at most \(first)"
        case .between: "is between \(first) and \(values.last ?? "")"
        case .withinLast: "is within the last \(amount)"
        case .notWithinLast: "is not within the last \(amount)"
        case .withinNext: "is within the next \(amount)"
        case .onDay: "is on \(first)"
        case .contains: "contains \(first)"
        case .containsNot: "does not contain \(first)"
        case .startsWith: "starts with \(first)"
        case .startsNotWith: "does not start with \(first)"
        case .endsWith: "ends with \(first)"
        case .containsAny: "has one of \(list)"
        case .containsAll: "has all of \(list)"
        case .containsNone: "has none of \(list)"
        case .setEqual: "is exactly \(list)"
        }
    }
}
