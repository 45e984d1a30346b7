/// How a condition compares.
package enum Operator: String, CaseIterable, Hashable, Sendable {
    case equal = "$eq"
    case notEqual = "$ne"
    case isIn = "$in"
    case isNotIn = "$nin"
    case exists = "$exist"
    case existsNot = "$nexist"
    case greater = "$gt"
    case greaterOrEqual = "$gte"
    case less = "$lt"
    case lessOrEqual = "$lte"
    case between = "$between"
    case withinLast = "$withinLast"
    case notWithinLast = "$notWithinLast"
    case withinNext = "$withinNext"
    case onDay = "$onDay"
    case contains = "$contain"
    case containsNot = "$nContain"
    case startsWith = "$startWith"
    case startsNotWith = "$nStartWith"
    case endsWith = "$endWith"
    case containsAny = "$containsAny"
    case containsAll = "$containsAll"
    case containsNone = "$containsNone"
    case setEqual = "$setEqual"

    /// How many values stand after it.
    package enum Arity: Hashable, Sendable {
        case none
        case one
        case two
        case many
        /// An amount of time.
        case duration
    }

    package var arity: Arity {
        switch self {
        case .exists, .existsNot: .none
        case .between: .two
        case .isIn, .isNotIn, .containsAny, .containsAll, .containsNone, .setEqual: .many
        case .withinLast, .notWithinLast, .withinNext: .duration
        case .equal, .notEqual, .greater, .greaterOrEqual, .less, .lessOrEqual, .onDay, .contains, .containsNot,
            .startsWith, .startsNotWith, .endsWith:
            .one
        }
    }

    /// The types whose properties can be compared by it.
    package func applies(to type: PropertyType) -> Bool {
        switch self {
        case .equal, .notEqual, .exists, .existsNot: true
        case .isIn, .isNotIn: !type.isList
        case .greater, .greaterOrEqual, .less, .lessOrEqual, .between:
            type == .number || type == .date || type == .datetime
        case .withinLast, .notWithinLast, .withinNext, .onDay: type == .date || type == .datetime
        case .contains, .containsNot, .startsWith, .startsNotWith, .endsWith: type == .text || type == .select
        case .containsAny, .containsAll, .containsNone, .setEqual: type.isList
        }
    }

    /// The operator that this one is the opposite of: it is true wherever that one is false, so also without a value.
    package var positive: Operator? {
        switch self {
        case .notEqual: .equal
        case .isNotIn: .isIn
        case .existsNot: .exists
        case .notWithinLast: .withinLast
        case .containsNot: .contains
        case .startsNotWith: .startsWith
        case .containsNone: .containsAny
        case .equal, .isIn, .exists, .greater, .greaterOrEqual, .less, .lessOrEqual, .between, .withinLast,
            .withinNext, .onDay, .contains, .startsWith, .endsWith, .containsAny, .containsAll, .setEqual:
            nil
        }
    }

    /// How it is written in text; lists have forms of their own.
    package var text: String {
        switch self {
        case .equal: "="
        case .notEqual: "!="
        case .isIn: "in"
        case .isNotIn: "not in"
        case .exists: "is not empty"
        case .existsNot: "is empty"
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .less: "<"
        case .lessOrEqual: "<="
        case .between: "between"
        case .withinLast: "within last"
        case .notWithinLast: "not within last"
        case .withinNext: "within next"
        case .onDay: "on"
        case .contains: "contains"
        case .containsNot: "not contains"
        case .startsWith: "starts with"
        case .startsNotWith: "not starts with"
        case .endsWith: "ends with"
        case .containsAny: ": any"
        case .containsAll: ": all"
        case .containsNone: ": none"
        case .setEqual: ": only"
        }
    }
}
