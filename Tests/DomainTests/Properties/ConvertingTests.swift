import Domain
import Testing

@Suite("Values of another type")
struct ConvertingTests {
    private static let seoul = Zone(name: "Asia/Seoul") ?? .utc
    private static let midnight = Instant(milliseconds: 1_795_186_800_000)  // 2026-11-21 in Seoul
    private static let day = Day(year: 2026, month: 11, day: 21) ?? .first

    @Test(
        "a value becomes what it says in the other type",
        arguments: [
            (.text(" 12.5 "), .number, .number(12.5)), (.number(12), .text, .text("12")),
            (.text("yes"), .boolean, .boolean(true)), (.boolean(false), .text, .text("false")),
            (.number(1), .boolean, .boolean(true)), (.date(day), .datetime, .datetime(midnight)),
            (.datetime(midnight + 86_399_999), .date, .date(day)), (.date(day), .text, .text("2026-11-21")),
            (.text("2026/11/21"), .date, .date(day)), (.text("2026-11-21"), .datetime, .datetime(midnight)),
            (.datetime(midnight), .text, .text("2026-11-20T15:00:00Z")),
            (.datetime(midnight), .number, .number(1_795_186_800_000)),
            (.number(1_795_186_800_000), .datetime, .datetime(midnight)),
            (.text("RED"), .select, .text("Red")), (.text("Red"), .text, .text("Red")),
            (.text("a, b,a"), .list, .list(["a", "b"])), (.list(["a", "b"]), .text, .text("a, b")),
            (.list(["Red"]), .select, .text("Red")), (.list(["7"]), .number, .number(7)),
            (.list(["1", "2.5"]), .listOfNumber, .numbers([1, 2.5])),
            (.numbers([1, 2.5]), .list, .list(["1", "2.5"])),
            (.numbers([7]), .number, .number(7)), (.number(7), .listOfNumber, .numbers([7])),
            (.text("1, 2"), .listOfNumber, .numbers([1, 2])), (.number(7), .list, .list(["7"])),
        ] as [(Value, PropertyType, Value)]
    )
    func converts(value: Value, type: PropertyType, expected: Value) {
        #expect(value.converted(to: type, options: ["Red"], zone: Self.seoul) == expected)
    }

    @Test(
        "a value that would lose what it says does not fit",
        arguments: [
            (.text("x"), .number), (.text("007"), .number), (.text("+8210"), .number),
            (.text("12345678901234567890"), .number), (.text("perhaps"), .boolean), (.number(5), .boolean),
            (.text("soon"), .date), (.number(5), .date), (.number(1.5), .datetime), (.number(1e18), .datetime),
            (.text("Blue"), .select), (.list(["Red", "Blue"]), .select), (.list(["1", "2"]), .number),
            (.list(["1", "x"]), .listOfNumber), (.list(["1,5"]), .listOfNumber), (.text("1, x"), .listOfNumber),
        ] as [(Value, PropertyType)]
    )
    func unfit(value: Value, type: PropertyType) {
        #expect(value.converted(to: type, options: ["Red"], zone: Self.seoul) == nil)
    }

    @Test(
        "while a type is being changed, rewritten and other contacts are read alike",
        arguments: PropertyType.allCases
    )
    func reading(former: PropertyType) {
        let values: [Value] = [
            .text("Red"), .text("red"), .text("12"), .text("2026-11-21"), .number(12), .boolean(true), .date(Self.day),
            .datetime(Self.midnight), .list(["1", "2"]), .list(["Red"]), .list(["x"]), .numbers([1, 2]),
        ]
        for type in PropertyType.allCases where type != former {
            let property = Property(key: "x", name: "X", type: type, options: ["Red"], formerType: former)
            for value in values where value.fits(former) && (former != .select || value == .text("Red")) {
                let expected = value.converted(to: type, options: ["Red"], zone: Self.seoul)
                let read = property.value(stored: value.json, zone: Self.seoul)
                #expect(read == expected, "\(value) from \(former) to \(type)")
                if let expected {
                    #expect(property.value(stored: expected.json, zone: Self.seoul) == expected)
                }
            }
        }
    }

    @Test(
        "what a value looks like does not say what it is",
        arguments: [
            (.string("Ünal 42, x@y.de"), "aaaa 99, a@a.aa"), (.string("김철수 3호"), "aaa 9a"), (.integer(-1_234), "-9999"),
            (.boolean(true), "aaaa"), (.array([.string("a1")]), "[\"a9\"]"), (.string("a\u{0}b"), "a a"),
            (.string(String(repeating: "x", count: 100)), String(repeating: "a", count: 40)),
        ] as [(JSON, String)]
    )
    func shape(value: JSON, expected: String) {
        #expect(UnregisteredKey.shape(of: value) == expected)
    }

    @Test(
        "JSON is read as a value in its own kind or as people type it",
        arguments: [
            (.null, .text, nil), (.string(" "), .text, nil), (.array([]), .list, nil),
            (.integer(5), .number, .number(5)),
            (.string("5"), .number, .number(5)), (.boolean(true), .boolean, .boolean(true)),
            (.integer(1_795_186_800_000), .datetime, .datetime(midnight)),
            (.string("2026-11-21"), .datetime, .datetime(midnight)),
            (.array([.string("a"), .string("b")]), .list, .list(["a", "b"])),
            (.array([.integer(1)]), .listOfNumber, .numbers([1])), (.string("RED"), .select, .text("Red")),
        ] as [(JSON, PropertyType, Value?)]
    )
    func json(json: JSON, type: PropertyType, expected: Value?) throws {
        #expect(try Value.reading(json, as: type, options: ["Red"], zone: Self.seoul) == expected)
    }

    @Test(
        "JSON of another kind is refused",
        arguments: [
            (.integer(5), .text), (.boolean(true), .number), (.object([]), .text), (.array([.integer(1)]), .list),
            (.array([.string("x")]), .listOfNumber), (.integer(.max), .datetime), (.number(1.5), .datetime),
            (.string("x"), .number), (.string("Blue"), .select),
        ] as [(JSON, PropertyType)]
    )
    func refused(json: JSON, type: PropertyType) {
        #expect(throws: ValueTextError.self) { try Value.reading(json, as: type, options: ["Red"], zone: Self.seoul) }
    }
}
