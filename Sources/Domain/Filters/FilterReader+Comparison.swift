/// An operator with its values, as they stand in a text.
struct WrittenComparison {
    var comparison: Operator
    var operands: FilterExpression.Operands
    var includesSubtags = false
    var parts: FilterParts
}

extension FilterReader {
    /// Reads an operator and what it is compared with.
    mutating func comparison(of key: String, from start: Int) throws(FilterError) -> WrittenComparison {
        skipSpace()
        let comparisonStart = position
        if take(":") { return try listComparison(from: comparisonStart) }
        if let comparison = try sign() {
            let place = comparisonStart..<position
            skipSpace()
            // Lists are equal to several values at once.
            return written(comparison, next == "(" ? try values() : try singleValue(), at: place)
        }
        guard let comparison = words() else {
            let word = bareWord()
            guard !word.isEmpty else {
                throw FilterError(
                    "after “\(key)” a comparison is missing, such as = or contains",
                    at: .text(start..<comparisonStart)
                )
            }
            throw FilterError(
                """
                “\(word)” is no comparison; use =, !=, <, >, in, between, contains, starts with, ends with, is empty, \
                within last, on, or : for tags and lists
                """,
                at: place(from: comparisonStart)
            )
        }
        let place = comparisonStart..<position
        switch comparison.arity {
        case .none: return written(comparison, WrittenValues(operands: [], places: []), at: place)
        case .one: return written(comparison, try singleValue(), at: place)
        case .many: return written(comparison, try values(), at: place)
        case .two:
            var bounds = try singleValue()
            guard takeWord("and") else { throw error("between wants two values joined by and") }
            bounds.append(try singleValue())
            return written(comparison, bounds, at: place)
        case .duration:
            skipSpace()
            let durationStart = position
            let duration = try duration()
            let parts = FilterParts(comparison: place, values: [durationStart..<position])
            return WrittenComparison(comparison: comparison, operands: .duration(duration), parts: parts)
        }
    }

    private func written(_ comparison: Operator, _ values: WrittenValues, at place: Range<Int>) -> WrittenComparison {
        WrittenComparison(
            comparison: comparison,
            operands: .values(values.operands),
            parts: FilterParts(comparison: place, values: values.places)
        )
    }

    private mutating func sign() throws(FilterError) -> Operator? {
        let start = position
        while let sign = next, "=<>!".unicodeScalars.contains(sign) {
            position += 1
        }
        guard position > start else { return nil }
        let written = String(String.UnicodeScalarView(scalars[start..<position]))
        let signs: [Operator] = [.equal, .notEqual, .greater, .greaterOrEqual, .less, .lessOrEqual]
        guard let comparison = signs.first(where: { $0.text == written }) else {
            throw FilterError("“\(written)” is no comparison; use =, !=, <, <=, > or >=", at: place(from: start))
        }
        return comparison
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

    private mutating func listComparison(from start: Int) throws(FilterError) -> WrittenComparison {
        let forms: [(String, Operator)] = [
            ("any", .containsAny), ("all", .containsAll), ("none", .containsNone), ("only", .setEqual),
        ]
        let afterColon = position
        for (word, comparison) in forms {
            if takeWord(word) {
                let place = start..<position
                skipSpace()
                if next == "(" { return written(comparison, try values(), at: place) }
            }
            position = afterColon
        }
        var single = written(.containsAny, try singleValue(), at: start..<afterColon)
        single.includesSubtags = true
        return single
    }
}
