extension FilterReader {
    typealias Comparison = (comparison: Operator, operands: FilterExpression.Operands, includesSubtags: Bool)

    /// Reads an operator and what it is compared with.
    mutating func comparison(of key: String, from start: Int) throws(FilterError) -> Comparison {
        skipSpace()
        if take(":") { return try listComparison() }
        if let comparison = sign() { return (comparison, .values([try value()]), false) }
        let operatorStart = position
        guard let comparison = words() else {
            let word = bareWord()
            throw FilterError(
                word.isEmpty
                    ? "after “\(key)” a comparison is missing, such as = or contains"
                    : "“\(word)” is no comparison; use =, !=, <, >, in, between, contains, starts with, ends with, is empty, "
                        + "within last, on, or : for tags and lists",
                at: .text(word.isEmpty ? start..<operatorStart : operatorStart..<position)
            )
        }
        switch comparison.arity {
        case .none: return (comparison, .values([]), false)
        case .one: return (comparison, .values([try value()]), false)
        case .many: return (comparison, .values(try values()), false)
        case .duration: return (comparison, .duration(try duration()), false)
        case .two:
            let lower = try value()
            guard takeWord("and") else { throw error("between wants two values joined by and", length: 1) }
            return (comparison, .values([lower, try value()]), false)
        }
    }

    private mutating func sign() -> Operator? {
        let signs: [(String, Operator)] = [
            ("!=", .notEqual), (">=", .greaterOrEqual), ("<=", .lessOrEqual), ("=", .equal), (">", .greater),
            ("<", .less),
        ]
        for (sign, comparison) in signs where characters[position...].starts(with: sign) {
            position += sign.count
            return comparison
        }
        return nil
    }

    /// The operators that are words, longer ones before those that they begin with.
    private static let wordOperators: [Operator] = [
        .existsNot, .exists, .isNotIn, .isIn, .between, .notWithinLast, .withinLast, .withinNext, .onDay,
        .containsNot, .contains, .startsNotWith, .startsWith, .endsWith,
    ]

    private mutating func words() -> Operator? {
        for comparison in Self.wordOperators where takeWords(comparison.text) {
            return comparison
        }
        return nil
    }

    private mutating func listComparison() throws(FilterError) -> Comparison {
        let forms: [(String, Operator)] = [
            ("any", .containsAny), ("all", .containsAll), ("none", .containsNone), ("only", .setEqual),
        ]
        for (word, comparison) in forms {
            let start = position
            if takeWord(word) {
                skipSpace()
                if next == "(" { return (comparison, .values(try values()), false) }
            }
            position = start
        }
        return (.containsAny, .values([try value()]), true)
    }
}
