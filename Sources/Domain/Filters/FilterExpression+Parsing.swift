extension FilterExpression {
    /// The most characters that a filter's text may have.
    package static let greatestLength = 1_000_000
    package static let greatestDepth = 64
    static let tooDeep: Phrase = "the filter is nested deeper than \(greatestDepth) levels"

    /// Reads one line of text, such as `plan = pro and (tags: vip or lastSeenAt within last 7d)`.
    ///
    /// An empty text is a filter that everybody matches.
    package init(parsing text: String) throws(FilterError) {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count <= Self.greatestLength else {
            throw FilterError("the filter is longer than a million characters", at: .text(0..<0))
        }
        var parser = FilterParser(reader: FilterReader(scalars: scalars))
        self = try parser.filter()
        guard depth <= Self.greatestDepth else {
            throw FilterError(Self.tooDeep, at: .text(0..<scalars.count))
        }
    }
}

/// Recursive descent over the grammar: `or` of `and` of `not` of conditions and brackets.
private struct FilterParser {
    var reader: FilterReader

    mutating func filter() throws(FilterError) -> FilterExpression {
        reader.skipSpace()
        guard !reader.isAtEnd else { return .everybody }
        let expression = try either(depth: 0)
        reader.skipSpace()
        guard reader.isAtEnd else { throw unexpectedRest() }
        return expression
    }

    /// Says what is wrong with what stands where `and`, `or` or the end should.
    private mutating func unexpectedRest() -> FilterError {
        if reader.next == ")" {
            return reader.error("this bracket closes nothing; remove it")
        }
        let start = reader.position
        let word = reader.bareWord()
        let shown = word.isEmpty ? String(reader.next.map(String.init) ?? "") : word
        return FilterError(
            "“\(shown)” is not expected here; join conditions with and / or, and put a value of several words in quotes",
            at: reader.mark(from: start)
        )
    }

    private mutating func either(depth: Int) throws(FilterError) -> FilterExpression {
        var parts = [try both(depth: depth)]
        while reader.takeWord("or") {
            parts.append(try both(depth: depth))
        }
        return .any(of: parts)
    }

    private mutating func both(depth: Int) throws(FilterError) -> FilterExpression {
        var parts = [try single(depth: depth)]
        while reader.takeWord("and") {
            parts.append(try single(depth: depth))
        }
        return .all(of: parts)
    }

    private mutating func single(depth: Int) throws(FilterError) -> FilterExpression {
        guard depth < FilterExpression.greatestDepth else {
            throw reader.error(FilterExpression.tooDeep)
        }
        if reader.takeWord("not") {
            return .not(try single(depth: depth + 1))
        }
        let opening = reader.position
        if reader.take("(") {
            // Brackets with nothing between them are everybody, as an empty group is in JSON.
            if reader.take(")") { return .everybody }
            let inner = try either(depth: depth + 1)
            guard reader.take(")") else {
                guard reader.isAtEnd else { throw unexpectedRest() }
                throw FilterError("this bracket is never closed; add )", at: .text(opening..<opening + 1))
            }
            return inner
        }
        return try condition()
    }

    private mutating func condition() throws(FilterError) -> FilterExpression {
        reader.skipSpace()
        let start = reader.position
        let key = reader.key()
        guard !key.isEmpty else {
            throw reader.error("a condition is missing here, such as plan = pro")
        }
        if key.lowercased() == "segment" {
            guard reader.take(":") else {
                throw reader.error("segment wants a colon and a name: segment: \"Big spenders\"")
            }
            let operand = try reader.value()
            return .segment(.init(name: operand.written, place: reader.place(from: start)))
        }
        if key.lowercased() == "event" {
            guard reader.take("(") else {
                throw reader.error("event wants a name in brackets: event(\"Order Completed\") >= 1")
            }
            return .event(try eventCondition(from: start))
        }
        let written = try reader.comparison(of: key, from: start)
        return .condition(
            .init(
                key: key,
                comparison: written.comparison,
                operands: written.operands,
                includesSubtags: written.includesSubtags,
                place: reader.place(from: start),
                parts: written.parts
            )
        )
    }

    private mutating func eventCondition(from start: Int) throws(FilterError) -> FilterExpression.EventCondition {
        let event = try reader.value().written
        guard reader.take(")") else { throw reader.error("a ) is missing after the event's name") }
        var measure = EventMeasure.count
        if reader.take(".") {
            measure = try eventMeasure()
        }
        let written = try reader.comparison(of: "event", from: start)
        var window: FilterDuration?
        if reader.takeWord("within") {
            guard reader.takeWord("last") else {
                throw reader.error("within wants “last” and a time, such as within last 30d")
            }
            window = try reader.duration()
        }
        return .init(
            event: event,
            measure: measure,
            comparison: written.comparison,
            operands: written.operands,
            window: window,
            place: reader.place(from: start),
            parts: written.parts
        )
    }

    private mutating func eventMeasure() throws(FilterError) -> EventMeasure {
        reader.skipSpace()
        let start = reader.position
        let name = reader.key()
        switch name {
        case "count": return .count
        case "firstAt": return .firstAt
        case "lastAt": return .lastAt
        case "sum":
            guard reader.take("(") else { throw reader.error("sum wants a property in brackets, such as sum(total)") }
            let property = try reader.value().written
            guard reader.take(")") else { throw reader.error("a ) is missing after the event's property") }
            return .sum(property)
        default:
            throw FilterError(
                "events have no “\(name)”; use count, firstAt, lastAt or sum(property)",
                at: reader.place(from: start)
            )
        }
    }
}

extension FilterExpression.Operand {
    /// The text of it, whatever it is.
    var written: String {
        switch self {
        case .word(let text), .text(let text): text
        case .number(let number): JSON.written(number).description
        case .boolean(let value): value ? "true" : "false"
        }
    }
}
