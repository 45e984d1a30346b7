import Domain
import Kith
import TestSupport
import Testing

@Suite struct OwnPropertyTests {
    /// A value of each type as it goes in, as it is kept, and one that does not fit.
    private static let values: [(PropertyType, JSON, Value, JSON)] = [
        (.text, " Seoul ", .text("Seoul"), 7), (.number, "12.50", .number(12.5), "many"),
        (.number, 0, .number(0), true), (.boolean, false, .boolean(false), "maybe"),
        (.date, "2026-11-21", .date(Day(year: 2026, month: 11, day: 21) ?? .first), "2026-02-30"),
        (.datetime, "2026-11-21 09:00", .datetime(Instant(milliseconds: 1_795_219_200_000)), "soon"),
        (.select, "PRO", .text("pro"), "gold"), (.list, ["red", "Red", "blue"], .list(["red", "blue"]), ["x", 7]),
        (.listOfNumber, [1, .number(2.5)], .numbers([1, 2.5]), ["x"]),
    ]

    @Test(
        "U21 C8: a value of an own property of each type is edited, kept and cleared; one that does not fit is refused",
        arguments: TestEngine.allCases
    )
    func values(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            for (index, (type, written, kept, wrong)) in Self.values.enumerated() {
                let key = "own\(index)"
                let options = type == .select ? ["free", "pro"] : []
                try await stage.define(Property(key: key, name: "Own", type: type, options: options))
                let ann = try await stage.create(["name": .string("Ann \(index)")]).contact
                let edited = try await stage.edit(ann.id, [key: written])
                #expect(edited.profile[key] == kept, "\(type)")
                #expect(try await stage.contact(ann.id) == edited)
                let error = try await #require(throws: ContactError.self) {
                    try await stage.edit(ann.id, [key: wrong, "name": "Never"])
                }
                #expect(error.property == key, "\(type)")
                #expect(try await stage.contact(ann.id) == edited)
                #expect(try await stage.edit(ann.id, [key: .null]).profile[key] == nil)
            }
        }
    }

    @Test("U21: empty text and empty lists are no value; 0 and false are", arguments: TestEngine.allCases)
    func nothing(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            for (key, type) in [("t", PropertyType.text), ("l", .list), ("n", .number), ("b", .boolean)] {
                try await stage.define(Property(key: key, name: key, type: type))
            }
            let ann = try await stage.create(["name": "Ann"]).contact
            let edited = try await stage.edit(ann.id, ["t": " ", "l": [], "n": 0, "b": false])
            #expect(edited.profile == ["name": .text("Ann"), "n": .number(0), "b": .boolean(false)])
            for (filter, count) in [("t is empty", 1), ("l is empty", 1), ("n is empty", 0), ("b = false", 1)] {
                #expect(try await stage.kith.contacts.count(ContactQuestion(filter: filter), by: stage.caller) == count)
            }
        }
    }
}
