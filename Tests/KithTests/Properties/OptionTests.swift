import Domain
import Kith
import TestSupport
import Testing

@Suite("Options of select properties")
struct OptionTests {
    private static func define(_ fixture: Fixture, by caller: Caller) async throws {
        let plan = PropertyDefinition(
            key: "plan",
            name: "Plan",
            type: .select,
            options: ["free", "pro", "max"],
            defaultValue: .string("pro")
        )
        _ = try await fixture.kith.properties.define(plan, by: caller)
    }

    @Test("U20: options are added and put into another order without a word", arguments: TestEngine.allCases)
    func adding(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            try await Self.define(fixture, by: caller)
            let ada = try await fixture.person("Ada", ["plan": .text("pro")], by: caller)
            let edited = try await fixture.kith.properties.edit(
                "plan",
                .init(options: ["ultra", "max", "pro", "free"]),
                by: caller
            )
            #expect(edited.options == ["ultra", "max", "pro", "free"] && edited.defaultValue == .text("pro"))
            #expect(try await fixture.contact(ada, of: caller).version == 1)
        }
    }

    @Test(
        "U20: an option that contacts have is removed only with a word of what they get",
        arguments: TestEngine.allCases
    )
    func removing(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let properties = fixture.kith.properties
            for owner in [caller, stranger] { try await Self.define(fixture, by: owner) }
            let foreign = try await fixture.person("Eve", ["plan": .text("pro")], by: stranger)
            let ada = try await fixture.person("Ada", ["plan": .text("pro")], by: caller)
            let visitor = try await fixture.person(nil, ["plan": .text("pro")], kind: .anonymous, by: caller)
            let otto = try await fixture.person("Otto", ["plan": .text("free")], by: caller)
            await #expect(throws: PropertyError.optionInUse("pro", contacts: 2)) {
                _ = try await properties.edit("plan", .init(options: ["free", "max"]), by: caller)
            }
            await #expect(throws: PropertyError.badReplacement("gold")) {
                _ = try await properties.edit("plan", .init(options: ["free"], replacing: ["pro": "gold"]), by: caller)
            }
            await #expect(throws: PropertyError.stillAnOption("pro")) {
                _ = try await properties.edit("plan", .init(replacing: ["pro": "free"]), by: caller)
            }
            // One that nobody has needs no word.
            _ = try await properties.edit("plan", .init(options: ["free", "pro"]), by: caller)
            let edited = try await properties.edit(
                "plan",
                .init(options: ["free", "Max"], replacing: ["PRO": "max"]),
                by: caller
            )
            #expect(edited.defaultValue == .text("Max"))
            #expect(try await fixture.contact(ada, of: caller).profile["plan"] == .text("Max"))
            #expect(try await fixture.contact(visitor, of: caller).profile["plan"] == .text("Max"))
            #expect(try await fixture.contact(otto, of: caller).version == 1)
            #expect(try await fixture.contact(foreign, of: stranger).profile["plan"] == .text("pro"))
            #expect(try await fixture.count("plan = max", search: "max", by: caller) == 1)

            _ = try await properties.edit("plan", .init(options: ["free"], replacing: ["Max": nil]), by: caller)
            #expect(try await fixture.contact(ada, of: caller).profile["plan"] == nil)
            #expect(try await fixture.count("plan is empty", by: caller) == 1)
        }
    }

    @Test(
        "U20: where only the spelling of an option changes, contacts and segments follow",
        arguments: TestEngine.allCases
    )
    func spelling(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            try await Self.define(fixture, by: caller)
            let kith = fixture.kith
            let ada = try await fixture.person("Ada", ["plan": .text("pro")], by: caller)
            let filter = try FilterExpression(parsing: "plan in (pro, max) and plan not contains pro")
            let made = try await kith.segments.create(name: "Pros", filter: filter, by: caller)
            _ = try await kith.properties.edit("plan", .init(options: ["free", "PRO", "max"]), by: caller)
            #expect(try await fixture.contact(ada, of: caller).profile["plan"] == .text("PRO"))
            _ = try await kith.properties.edit(
                "plan",
                .init(options: ["free", "Business", "max"], replacing: ["pro": "Business"]),
                by: caller
            )
            let shown = try await kith.segments.find(made.id, withCount: true, by: caller)
            #expect(shown.segment.filter.description == "plan in (Business, max) and plan not contains pro")
            #expect(shown.count == 1 && shown.segment.version == 3)
        }
    }
}
