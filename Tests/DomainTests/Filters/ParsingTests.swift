import Domain
import TestSupport
import Testing

@Suite("Reading a filter's text")
struct ParsingTests {
    private typealias Expression = FilterExpression

    private static func equal(_ key: String, _ value: String) -> FilterExpression {
        .condition(.init(key: key, comparison: .equal, operands: .values([.word(value)])))
    }

    private static let a = equal("a", "1")
    private static let b = equal("b", "2")
    private static let c = equal("c", "3")

    @Test(
        "C2 C3: and binds tighter than or, not binds tightest, brackets group",
        arguments: [
            ("a = 1 and b = 2 and c = 3", Expression.and([a, b, c])),
            ("a = 1 or b = 2 or c = 3", .or([a, b, c])),
            ("a = 1 or b = 2 and c = 3", .or([a, .and([b, c])])),
            ("a = 1 and b = 2 or c = 3", .or([.and([a, b]), c])),
            ("(a = 1 or b = 2) and c = 3", .and([.or([a, b]), c])),
            ("a = 1 and (b = 2 and c = 3)", .and([a, .and([b, c])])),
            ("not a = 1 and b = 2", .and([.not(a), b])),
            ("not (a = 1 and b = 2)", .not(.and([a, b]))),
            ("not not a = 1", .not(.not(a))),
            ("((a = 1))", a),
            ("not(a = 1)or(b = 2)", .or([.not(a), b])),
            ("a = 1 and not b = 2 or not c = 3", .or([.and([a, .not(b)]), .not(c)])),
            ("", .everybody), ("   ", .everybody), ("()", .everybody), ("( )", .everybody),
            ("a = 1 and ()", .and([a, .everybody])), ("not ()", .not(.everybody)),
        ]
    )
    func binds(text: String, expected: FilterExpression) throws {
        #expect(try FilterExpression(parsing: text) == expected)
    }

    @Test(
        "words of the language are read in either case, and any space is space",
        arguments: [
            "A = 1 AND B = 2", "A = 1 And B = 2", "A=1 and B=2", "A =1 and B= 2", "\tA = 1\nand\r\nB = 2\u{A0}",
            "A=1 and(B=2)", "(A=1)and B=2", "(A = 1)AND(B = 2)",
        ]
    )
    func ignoresCase(text: String) throws {
        #expect(try FilterExpression(parsing: text) == .and([Self.equal("A", "1"), Self.equal("B", "2")]))
    }

    @Test(
        "each operator is read from its text",
        arguments: [
            ("k = v", Operator.equal, ["v"]), ("k != v", .notEqual, ["v"]), ("k > v", .greater, ["v"]),
            ("k >= v", .greaterOrEqual, ["v"]), ("k < v", .less, ["v"]), ("k <= v", .lessOrEqual, ["v"]),
            ("k>=v", .greaterOrEqual, ["v"]), ("k!=v", .notEqual, ["v"]), ("k>-5", .greater, ["-5"]),
            ("k between 1 and 2", .between, ["1", "2"]), ("k in (a)", .isIn, ["a"]), ("k in(a,b)", .isIn, ["a", "b"]),
            ("k not in ( a , b , c )", .isNotIn, ["a", "b", "c"]), ("k is empty", .existsNot, []),
            ("k is not empty", .exists, []), ("k IS NOT EMPTY", .exists, []),
            ("k on 2026-11-21", .onDay, ["2026-11-21"]),
            ("k contains v", .contains, ["v"]), ("k not contains v", .containsNot, ["v"]),
            ("k starts with v", .startsWith, ["v"]), ("k not starts with v", .startsNotWith, ["v"]),
            ("k ends  with v", .endsWith, ["v"]), ("k: any(a, b)", .containsAny, ["a", "b"]),
            ("k:all (a)", .containsAll, ["a"]), ("k : none(a)", .containsNone, ["a"]), ("k: ONLY(a)", .setEqual, ["a"]),
            ("k = (a, b)", .equal, ["a", "b"]), ("k=(a)", .equal, ["a"]), ("k != (a, b)", .notEqual, ["a", "b"]),
            ("contains contains contains", .contains, ["contains"]), ("in in (in)", .isIn, ["in"]),
            ("is is empty", .existsNot, []), ("between between between and is", .between, ["between", "is"]),
        ]
    )
    func readsOperators(text: String, comparison: Operator, values: [String]) throws {
        guard case .condition(let condition) = try FilterExpression(parsing: text) else {
            Issue.record("no condition")
            return
        }
        #expect(condition.comparison == comparison)
        #expect(condition.operands == .values(values.map(FilterExpression.Operand.word)))
        #expect(!condition.includesSubtags)
    }

    @Test(
        "a single value after the colon stands for a tag and what is below it",
        arguments: [
            ("tags: vip", FilterExpression.Operand.word("vip")), ("tags:vip", .word("vip")),
            ("tags: any", .word("any")),
            ("(tags: none)", .word("none")), ("tags: \"any\"", .text("any")), ("tags: a/b:c", .word("a/b:c")),
        ]
    )
    func readsSubtags(text: String, value: FilterExpression.Operand) throws {
        let expected = FilterExpression.Condition(
            key: "tags",
            comparison: .containsAny,
            operands: .values([value]),
            includesSubtags: true
        )
        #expect(try FilterExpression(parsing: text) == .condition(expected))
    }

    @Test(
        "amounts of time are read with their units",
        arguments: [
            ("within last 7d", Operator.withinLast, FilterDuration(amount: 7, unit: .day)),
            ("not within last 90M", .notWithinLast, FilterDuration(amount: 90, unit: .minute)),
            ("within next 2w", .withinNext, FilterDuration(amount: 2, unit: .week)),
            ("within last 1h", .withinLast, FilterDuration(amount: 1, unit: .hour)),
            ("within last 3mo", .withinLast, FilterDuration(amount: 3, unit: .month)),
            ("within last 10000y", .withinLast, FilterDuration(amount: 10_000, unit: .year)),
        ]
    )
    func readsDurations(text: String, comparison: Operator, duration: FilterDuration) throws {
        let expected = FilterExpression.Condition(key: "k", comparison: comparison, operands: .duration(duration))
        #expect(try FilterExpression(parsing: "k \(text)") == .condition(expected))
    }

    @Test(
        "what is no amount of time is refused",
        arguments: ["7", "d", "7x", "0d", "10001d", "-1d", "1.5d", "7 d", "٧d"]
    )
    func refusesDurations(text: String) throws {
        let error = try mistake(in: "lastSeenAt within last \(text)")
        #expect(error.reason.description.contains("amount of time"))
    }

    @Test(
        "quoted values keep every sign, and escapes are read",
        arguments: [
            (#"k = "a b""#, "a b"), (#"k = "a \"b\" \\ c""#, #"a "b" \ c"#), (#"k = "and""#, "and"),
            (#"k = """#, ""), ("k = \"line\nbreak\"", "line\nbreak"), (#"k = "(a, b)""#, "(a, b)"),
            ("k = \"\u{301}x\"", "\u{301}x"), (#"k="x""#, "x"), ("k = \"\u{1F469}\u{200D}\"", "\u{1F469}\u{200D}"),
        ]
    )
    func readsQuotes(text: String, value: String) throws {
        guard case .condition(let condition) = try FilterExpression(parsing: text),
            case .values(let values) = condition.operands, case .text(let read)? = values.first
        else {
            Issue.record("no text")
            return
        }
        #expect(Array(read.utf8) == Array(value.utf8))
    }

    @Test(
        "words of the language can be values where they cannot be mistaken",
        arguments: [
            ("k = in", "in"), ("k = empty", "empty"), ("k = contains and a = 1", "contains"), ("k = within", "within"),
            ("k = a=b", "a=b"), ("k = <b>", "<b>"), ("k = x:y", "x:y"), ("k = last", "last"), ("k = andy", "andy"),
        ]
    )
    func readsWordsAsValues(text: String, value: String) throws {
        let expression = try FilterExpression(parsing: text)
        let first = if case .and(let parts) = expression { parts[0] } else { expression }
        #expect(first == Self.equal("k", value))
    }

    @Test(
        "events are read with their measure, comparison and window",
        arguments: [
            ("event(\"X\") >= 3", EventMeasure.count, nil),
            ("event(X).count >= 3 within last 30d", .count, FilterDuration(amount: 30, unit: .day)),
            ("EVENT ( \"X\" ) . sum ( total ) >= 3", .sum("total"), nil),
            ("event(X).sum(\"a b\") >= 3 within last 1h", .sum("a b"), FilterDuration(amount: 1, unit: .hour)),
            ("event(X).firstAt >= 3", .firstAt, nil), ("event(X).lastAt >= 3", .lastAt, nil),
        ]
    )
    func readsEvents(text: String, measure: EventMeasure, window: FilterDuration?) throws {
        let expected = FilterExpression.EventCondition(
            event: "X",
            measure: measure,
            comparison: .greaterOrEqual,
            operands: .values([.word("3")]),
            window: window
        )
        #expect(try FilterExpression(parsing: text) == .event(expected))
    }

    @Test("an event's time within a time may also have a window")
    func readsTwoDurations() throws {
        let expected = FilterExpression.EventCondition(
            event: "X",
            measure: .lastAt,
            comparison: .withinLast,
            operands: .duration(.init(amount: 1, unit: .day)),
            window: .init(amount: 2, unit: .week)
        )
        #expect(try FilterExpression(parsing: "event(X).lastAt within last 1d within last 2w") == .event(expected))
    }

    @Test("segments are read by name or id", arguments: ["segment: \"Big spenders\"", "SEGMENT:\"Big spenders\""])
    func readsSegments(text: String) throws {
        #expect(try FilterExpression(parsing: text) == .segment(.init(name: "Big spenders")))
    }

    @Test("sixty levels of brackets are read, seventy are refused where the limit is crossed")
    func limitsDepth() throws {
        let deep = { (levels: Int) in
            String(repeating: "(", count: levels) + "plan = pro" + String(repeating: ")", count: levels)
        }
        #expect(try resolved(deep(60)) == resolved("plan = pro"))
        let error = try mistake(in: deep(70))
        #expect(error.reason.description.contains("64 levels"))
        #expect(error.part(of: deep(70)) != nil)
        #expect(try mistake(in: String(repeating: "not ", count: 100_000)).reason.description.contains("64 levels"))
        // Each level here has an `or` and an `and`, which nest in JSON though the brackets are few.
        let mixed =
            String(repeating: "(plan = pro or ltv = 1 and ", count: 40) + "ltv = 2" + String(repeating: ")", count: 40)
        #expect(try mistake(in: mixed).reason.description.contains("64 levels"))
    }

    @Test("a filter of a million characters is too long")
    func limitsLength() throws {
        let text = "plan = \"" + String(repeating: "x", count: 1_000_000) + "\""
        #expect(try mistake(in: text).reason.description.contains("million"))
    }
}
