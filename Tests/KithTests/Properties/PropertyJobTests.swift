import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Contacts that follow a property by a job")
struct PropertyJobTests {
    private static let plan = PropertyDefinition(
        key: "plan",
        name: "Plan",
        type: .select,
        options: ["free", "pro", "max"],
        defaultValue: .string("pro")
    )

    /// More than are done at once, and one who is anonymous.
    private static func people(_ value: Value, _ fixture: Fixture, by caller: Caller) async throws -> [ContactID] {
        let many = (0..<510).map { (name: "P\($0)", profile: ["plan": value], tags: [Domain.Tag]()) }
        let visitor = try await fixture.person(nil, ["plan": value], kind: .anonymous, by: caller)
        return try await fixture.people(many, by: caller) + [visitor]
    }

    @Test("U20: many follow new options by a job, which nobody can stop half-way", arguments: TestEngine.allCases)
    func options(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let (kith, properties) = (fixture.kith, fixture.kith.properties)
            _ = try await properties.define(Self.plan, by: caller)
            let ids = try await Self.people(.text("pro"), fixture, by: caller)
            #expect(try await properties.holders(of: ["free", "PRO", "max"], "plan", by: caller) == ["PRO": 511])
            await #expect(throws: PropertyError.optionInUse("pro", contacts: 511)) {
                _ = try await properties.beginEdit("plan", .init(options: ["free"]), by: caller)
            }
            let filter = try FilterExpression(parsing: "plan = pro")
            _ = try await kith.segments.create(name: "Pros", filter: filter, by: caller)
            let edit = PropertyEdit(options: ["free", "max"], replacing: ["pro": "max"])
            let begun = try await properties.beginEdit("plan", edit, by: caller)
            let job = try #require(begun.adapting.job)
            #expect(begun.adapting.contacts == 511 && job.total == 511 && job.kind == .replaceOptions)
            #expect(begun.property.options == ["free", "max"] && begun.property.defaultValue == .text("max"))
            #expect(try await fixture.contact(ids[0], of: caller).profile["plan"] == .text("pro"))

            // Until they have followed, nothing else is done to what they have.
            await #expect(throws: PropertyError.isChanging("plan")) {
                _ = try await properties.edit("plan", .init(options: ["free"], replacing: ["max": nil]), by: caller)
            }
            await #expect(throws: PropertyError.isChanging("plan")) {
                _ = try await properties.beginTypeChange("plan", .init(to: .text), by: caller)
            }
            await #expect(throws: PropertyError.isChanging("plan")) {
                _ = try await properties.archive("plan", by: caller)
            }
            _ = try await properties.edit("plan", .init(name: "Tariff"), by: caller)
            await #expect(throws: JobError.mustEnd) { _ = try await kith.jobs.cancel(job.id, by: caller) }

            let seq = try await kith.changes.newest(by: caller)
            while try await JobRunner(kith: fixture.another()).runOne() {}
            for id in [ids[0], ids[509], ids[510]] {
                #expect(try await fixture.contact(id, of: caller).profile["plan"] == .text("max"))
            }
            let done = try await kith.jobs.find(job.id, by: caller)
            #expect(done.state == .done && done.progress.changed == 511)
            #expect(try await kith.segments.all(by: caller).first?.segment.filter.description == "plan = max")
            let changes = try await fixture.changes(after: seq, caller)
            #expect(changes.allSatisfy { $0.what.contacts.count <= 500 } && changes.last?.what.catalogue == true)
            #expect(try await fixture.events(of: ids[0], caller).isEmpty)
            let again = try await properties.beginEdit("plan", .init(options: ["free", "max", "new"]), by: caller)
            #expect(again.adapting.job == nil)
        }
    }

    @Test("U20: few follow at once", arguments: TestEngine.allCases)
    func few(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            _ = try await properties.define(Self.plan, by: caller)
            let ada = try await fixture.person("Ada", ["plan": .text("pro")], by: caller)
            let edit = PropertyEdit(options: ["free"], replacing: ["pro": nil])
            let begun = try await properties.beginEdit("plan", edit, by: caller)
            #expect(begun.adapting.contacts == 1 && begun.adapting.job == nil)
            #expect(try await fixture.contact(ada, of: caller).profile["plan"] == nil)
            _ = try await properties.beginEdit("plan", .init(options: ["free", "pro"]), by: caller)
            let otto = try await fixture.person("Otto", ["plan": .text("free")], by: caller)
            let changed = try await properties.beginTypeChange("plan", .init(to: .list), by: caller)
            #expect(changed.effect.converted == 1 && changed.property.type == .list)
            #expect(try await properties.find("plan", by: caller).formerType == nil)
            #expect(try await fixture.contact(otto, of: caller).profile["plan"] == .list(["free"]))
            _ = try await properties.beginArchiving("plan", by: caller)
            #expect(try await properties.find("plan", by: caller).formerType == nil)
            #expect(try await fixture.contact(otto, of: caller).profile["plan"] == nil)
            _ = try await properties.beginRestoring("plan", by: caller)
            #expect(try await fixture.contact(otto, of: caller).profile["plan"] == .list(["free"]))
        }
    }

    @Test(
        "U20 C10: many follow another type, archiving and restoring by jobs; the same change again is no second one",
        arguments: TestEngine.allCases
    )
    func rewriting(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let (kith, properties) = (fixture.kith, fixture.kith.properties)
            _ = try await properties.define(.init(key: "plan", name: "Plan", type: .text), by: caller)
            let ids = try await Self.people(.text("7"), fixture, by: caller)
            await #expect(throws: PropertyError.valuesDoNotFit(511, .boolean)) {
                _ = try await properties.beginTypeChange("plan", .init(to: .boolean), by: caller)
            }
            for _ in 0..<2 {
                let begun = try await properties.beginTypeChange("plan", .init(to: .number), by: caller)
                #expect(begun.property.isChangingType && begun.property.type == .number)
            }
            let jobs = try await kith.jobs.current(by: caller)
            #expect(jobs.map(\.kind) == [.rewriteProperty] && jobs[0].total == 511)
            while try await JobRunner(kith: kith).runOne() {}
            #expect(try await properties.find("plan", by: caller).formerType == nil)
            #expect(try await fixture.count("plan = 7", by: caller) == 510)

            _ = try await properties.beginArchiving("plan", by: caller)
            #expect(try await fixture.contact(ids[0], of: caller).profile["plan"] == nil)
            await #expect(throws: PropertyError.isChanging("plan")) {
                _ = try await properties.beginRestoring("plan", by: caller)
            }
            while try await JobRunner(kith: kith).runOne() {}
            _ = try await properties.beginRestoring("plan", by: caller)
            while try await JobRunner(kith: kith).runOne() {}
            #expect(try await properties.find("plan", by: caller).formerType == nil)
            #expect(try await fixture.contact(ids[510], of: caller).profile["plan"] == .number(7))
            let actions = try await fixture.audit(caller)
            #expect(
                actions.reversed() == [
                    .definedProperty, .changedPropertyType, .archivedProperty, .restoredProperty,
                ]
            )
        }
    }

    @Test("who edits what somebody else edited meanwhile is told", arguments: TestEngine.allCases)
    func stamps(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            let seen = try await properties.define(Self.plan, by: caller)
            _ = try await properties.order(["plan"], by: caller)
            let edited = try await properties.beginEdit("plan", .init(name: "Tariff"), seen: seen.stamp, by: caller)
            #expect(edited.property.name == "Tariff")
            await #expect(throws: PropertyError.changed("plan")) {
                _ = try await properties.beginEdit("plan", .init(name: "Rate"), seen: seen.stamp, by: caller)
            }
            let stamps = try await [
                PropertyEdit(isHiddenInContacts: true), .init(isHiddenInInbox: true), .init(isWriteOnce: true),
                .init(options: ["a", "b"]), .init(defaultValue: .string("a")), .init(defaultValue: .null),
            ].asyncMap { try await properties.edit("plan", $0, by: caller).stamp }
            // The default goes with its option.
            #expect(Set(stamps + [seen.stamp, edited.property.stamp]).count == 7)
        }
    }
}

extension Array where Element: Sendable {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
