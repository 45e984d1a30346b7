import Domain

extension PropertyType {
    /// The operators that a row offers, those asked for most first.
    var operators: [Operator] {
        let order: [Operator] =
            switch self {
            case .text:
                [.contains, .equal, .startsWith, .endsWith, .isIn, .containsNot, .notEqual, .startsNotWith, .isNotIn]
            case .select:
                [.equal, .notEqual, .isIn, .isNotIn, .contains, .containsNot, .startsWith, .startsNotWith, .endsWith]
            case .number:
                [.equal, .notEqual, .greater, .greaterOrEqual, .less, .lessOrEqual, .between, .isIn, .isNotIn]
            case .boolean: [.equal, .notEqual]
            case .date, .datetime:
                [
                    .withinLast, .notWithinLast, .withinNext, .onDay, .greaterOrEqual, .greater, .lessOrEqual, .less,
                    .between,
                ]
            case .list, .listOfNumber: [.containsAny, .containsAll, .containsNone, .setEqual]
            }
        return order + [.exists, .existsNot]
    }
}

extension View {
    /// What a row calls an operator: times are before and after, numbers less and more.
    func name(of comparison: Operator, for type: PropertyType) -> String {
        let name = String(comparison.rawValue.dropFirst())
        let isTime = type == .date || type == .datetime
        return switch comparison {
        case .greater, .greaterOrEqual, .less, .lessOrEqual: words["operator.\(isTime ? "time" : "number").\(name)"]
        default: words["operator.\(name)"]
        }
    }
}
