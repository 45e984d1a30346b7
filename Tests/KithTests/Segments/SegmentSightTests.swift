import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Who sees and changes segments")
struct SegmentSightTests {
    @Test("U13 U26 C7: a filter that a manager saved for themselves is theirs alone", arguments: TestEngine.allCases)
    func personal(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            _ = try await fixture.kith.roles.create(name: "Looker", permissions: [.seeContacts], by: console)
            let ada = try await fixture.manager("ada@example.com", role: "looker", by: console)
            let otto = try await fixture.manager("otto@example.com", role: "owner", by: console)
            let segments = fixture.kith.segments
            try await fixture.person("Ada", by: console)
            let filter = try FilterExpression(parsing: "name = ada")
            let mine = try await segments.create(name: "Mine", filter: filter, isPersonal: true, by: ada)
            let shared = try await segments.create(name: "Shared", filter: filter, by: otto)

            #expect(try await segments.all(by: ada).map(\.segment.name) == ["Mine", "Shared"])
            #expect(try await segments.all(by: otto).map(\.segment.name) == ["Shared"])
            #expect(try await segments.counts(by: otto) == [shared.id: 1])
            await #expect(throws: SegmentError.unknown) { _ = try await segments.find(mine.id, by: otto) }
            await #expect(throws: SegmentError.unknown) { _ = try await segments.members(of: mine.id, by: otto) }
            await #expect(throws: SegmentError.unknown) {
                _ = try await segments.edit(mine.id, .init(name: "Ours"), by: otto)
            }
            await #expect(throws: SegmentError.unknown) { try await segments.delete(mine.id, by: otto) }
            // Nor is it found by way of a filter.
            #expect(try await fixture.count("segment: mine", by: ada) == 1)
            for reference in ["segment: mine", "segment: \(mine.id)"] {
                await #expect(throws: FilterError.self) { _ = try await fixture.count(reference, by: otto) }
            }
            // Who may save no shared ones changes only their own.
            await #expect(throws: PermissionError.missing(.manageSegments)) {
                _ = try await segments.create(name: "Shared too", filter: filter, by: ada)
            }
            await #expect(throws: PermissionError.missing(.manageSegments)) {
                try await segments.delete(shared.id, by: ada)
            }
            _ = try await segments.edit(mine.id, .init(name: "Mine too"), by: ada)
            try await segments.delete(mine.id, by: ada)
        }
    }

    @Test("U13: personal segments may refer to shared ones, not the other way round", arguments: TestEngine.allCases)
    func references(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "basic", by: console)
            let segments = fixture.kith.segments
            let shared = try await segments.create(name: "Shared", filter: .everybody, by: ada)
            let mine = try await segments.create(
                name: "Mine",
                filter: .segment(.init(name: "shared")),
                isPersonal: true,
                by: ada
            )
            let reference = FilterExpression.segment(.init(name: mine.id.description))
            _ = try await segments.create(name: "Mine too", filter: reference, isPersonal: true, by: ada)
            await #expect(throws: FilterError.self) {
                _ = try await segments.create(name: "Shared too", filter: reference, by: ada)
            }
            await #expect(throws: FilterError.self) {
                _ = try await segments.edit(shared.id, .init(filter: reference), by: ada)
            }
            await #expect(throws: FilterError.self) { _ = try await segments.preview(reference, by: ada) }
            #expect(try await segments.preview(reference, isPersonal: true, by: ada).count == 0)
        }
    }

    @Test(
        "U13 U26 C7: programs have no segments of their own; their scope says what they see",
        arguments: TestEngine.allCases
    )
    func programs(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let segments = fixture.kith.segments
            let saver = try await fixture.key([.segments], by: console)
            let reader = try await fixture.key([.readContacts], by: console)
            let inbox = try await fixture.key([.conversations], by: console)
            let made = try await segments.create(name: "a", filter: .everybody, by: saver)
            await #expect(throws: SegmentError.notPersonal) {
                _ = try await segments.create(name: "b", filter: .everybody, isPersonal: true, by: reader)
            }
            await #expect(throws: SegmentError.notPersonal) {
                _ = try await segments.create(name: "b", filter: .everybody, isPersonal: true, by: console)
            }
            #expect(try await segments.all(by: saver).count == 1)
            #expect(try await segments.all(withCounts: true, by: reader).count == 1)
            // How many contacts there are is for those who may see contacts.
            await #expect(throws: PermissionError.missing(.seeContacts)) { _ = try await segments.counts(by: saver) }
            await #expect(throws: PermissionError.missing(.seeContacts)) {
                _ = try await segments.preview(.everybody, by: saver)
            }
            await #expect(throws: PermissionError.missing(.seeContacts)) {
                _ = try await segments.members(of: made.id, by: saver)
            }
            await #expect(throws: PermissionError.missing(.seeContacts)) { _ = try await segments.all(by: inbox) }
            await #expect(throws: PermissionError.missing(.manageSegments)) {
                _ = try await segments.edit(made.id, .init(name: "b"), by: reader)
            }
        }
    }

    @Test(
        "K2: a segment whose filter no longer fits stays, says why, and has nobody in it",
        arguments: TestEngine.allCases
    )
    func problems(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let kith = fixture.kith
            _ = try await kith.properties.define(.init(key: "plan", name: "Plan", type: .text), by: caller)
            try await fixture.person("Ada", ["plan": .text("pro")], by: caller)
            let filter = try FilterExpression(parsing: "name = ada and plan = pro")
            let made = try await kith.segments.create(name: "Pros", filter: filter, by: caller)
            let reference = FilterExpression.segment(.init(name: "Pros"))
            let other = try await kith.segments.create(name: "Not pros", filter: .not(reference), by: caller)
            _ = try await kith.properties.archive("plan", by: caller)

            let shown = try await kith.segments.find(made.id, withCount: true, by: caller)
            #expect(shown.count == 0 && shown.sentence == nil)
            let problem = try #require(shown.problem)
            #expect(problem.description == "/and/1/key: the property “plan” is archived; restore it to filter by it")
            #expect(try await kith.segments.counts(by: caller) == [made.id: 0, other.id: 0])
            await #expect(throws: FilterError.self) { _ = try await kith.segments.members(of: made.id, by: caller) }
            // A name can be mended without the filter.
            _ = try await kith.segments.edit(made.id, .init(name: "Professionals"), by: caller)
            _ = try await kith.properties.restore("plan", by: caller)
            #expect(try await kith.segments.counts(by: caller) == [made.id: 1, other.id: 0])
        }
    }

    @Test(
        "U26: an organization has up to 1,000 segments, also when two are saved at once",
        arguments: TestEngine.allCases
    )
    func limit(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            try await fixture.kith.write { transaction in
                for index in 1..<Segment.limit {
                    let segment = Segment(id: try transaction.nextID(), name: "s\(index)", filter: .everybody)
                    try SegmentStore(caller.organization, transaction.connection).insert(segment)
                }
                transaction.note(Changed(catalogue: true), in: caller.organization)
            }
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for name in ["one", "two", "three"] {
                    group.addTask {
                        let made = try? await fixture.kith.segments.create(name: name, filter: .everybody, by: caller)
                        return made != nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            await #expect(throws: SegmentError.tooMany) {
                _ = try await fixture.kith.segments.create(name: "more", filter: .everybody, by: caller)
            }
        }
    }

    @Test("U26: a manager has up to 100 segments of their own", arguments: TestEngine.allCases)
    func personalLimit(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "basic", by: console)
            let otto = try await fixture.manager("otto@example.com", role: "basic", by: console)
            let segments = fixture.kith.segments
            for index in 1...100 {
                _ = try await segments.create(name: "s\(index)", filter: .everybody, isPersonal: true, by: ada)
            }
            await #expect(throws: SegmentError.tooManyPersonal) {
                _ = try await segments.create(name: "more", filter: .everybody, isPersonal: true, by: ada)
            }
            // Neither shared ones nor those of others count.
            _ = try await segments.create(name: "more", filter: .everybody, by: ada)
            _ = try await segments.create(name: "more", filter: .everybody, isPersonal: true, by: otto)
        }
    }

    @Test("U26: segments of another organization are not there", arguments: TestEngine.allCases)
    func otherOrganization(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let segments = fixture.kith.segments
            try await fixture.person("Ada", by: caller)
            let made = try await segments.create(name: "a", filter: .everybody, by: caller)
            #expect(try await segments.all(by: stranger).isEmpty)
            await #expect(throws: SegmentError.unknown) { _ = try await segments.find(made.id, by: stranger) }
            await #expect(throws: SegmentError.unknown) { _ = try await segments.members(of: made.id, by: stranger) }
            await #expect(throws: SegmentError.unknown) {
                _ = try await segments.edit(made.id, .init(name: "b"), by: stranger)
            }
            await #expect(throws: SegmentError.unknown) { try await segments.delete(made.id, by: stranger) }
            await #expect(throws: FilterError.self) { _ = try await fixture.count("segment: a", by: stranger) }
            _ = try await segments.create(name: "a", filter: .everybody, by: stranger)
            #expect(try await segments.counts(by: caller) == [made.id: 1])
        }
    }
}
