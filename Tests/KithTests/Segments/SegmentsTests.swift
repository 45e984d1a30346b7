import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Segments")
struct SegmentsTests {
    @Test(
        "U26 C7: a segment is saved, shows who matches today, is edited, and deleted without touching contacts",
        arguments: TestEngine.allCases
    )
    func life(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let segments = fixture.kith.segments
            let ada = try await fixture.person("Ada", by: caller)
            let made = try await segments.create(
                name: "  Great people ",
                description: "Those whom we like",
                filter: try FilterExpression(parsing: "name contains a"),
                by: caller
            )
            #expect(made.name == "Great people" && made.version == 1)
            #expect(try await segments.find(made.id, withCount: true, by: caller).count == 1)
            // Never a list: evaluated anew each time.
            try await fixture.person("Grace", by: caller)
            try await fixture.person("Otto", by: caller)
            #expect(try await segments.counts(by: caller) == [made.id: 2])
            let page = try await segments.members(of: made.id, ContactQuestion(search: "grace"), by: caller)
            #expect(page.contacts.map(\.shownName) == ["Grace"])
            let narrowed = try await segments.members(
                of: made.id,
                ContactQuestion(filter: "name = ada or name = otto"),
                by: caller
            )
            #expect(narrowed.contacts.map(\.id) == [ada])

            let edited = try await segments.edit(
                made.id,
                .init(filter: try FilterExpression(parsing: "name = otto")),
                by: caller
            )
            #expect(edited.name == "Great people" && edited.description == "Those whom we like" && edited.version == 2)
            let shown = try #require(try await segments.all(by: caller).first)
            #expect(shown.segment.filter.json == edited.filter.json && shown.count == nil)
            #expect(shown.sentence == "Contacts whose Name is “otto”.")

            let before = try await fixture.contact(ada, of: caller)
            try await segments.delete(made.id, by: caller)
            #expect(try await segments.all(by: caller).isEmpty)
            #expect(try await fixture.contact(ada, of: caller) == before)
            #expect(try await fixture.count(by: caller) == 3)
            #expect(
                try await fixture.audit(caller).reversed() == [.createdSegment, .editedSegment, .deletedSegment]
            )
        }
    }

    @Test(
        "U26: a preview says what a filter means and how many it finds, before it is saved",
        arguments: TestEngine.allCases
    )
    func preview(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            try await fixture.person("Ada", by: caller)
            try await fixture.person("Otto", kind: .anonymous, by: caller)
            let all = try await fixture.kith.segments.preview(.everybody, by: caller)
            #expect(all.count == 1 && all.sentence == "All contacts.")
            await #expect(throws: FilterError.self) {
                let filter = try FilterExpression(parsing: "gone = 1")
                _ = try await fixture.kith.segments.preview(filter, by: caller)
            }
            await #expect(throws: FilterError.self) {
                let filter = try FilterExpression(parsing: "gone = 1")
                _ = try await fixture.kith.segments.create(name: "Gone", filter: filter, by: caller)
            }
        }
    }

    @Test("C7: a segment in use is not deleted, and says where it is used", arguments: TestEngine.allCases)
    func inUse(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "basic", by: caller)
            let otto = try await fixture.manager("otto@example.com", role: "basic", by: caller)
            let segments = fixture.kith.segments
            let base = try await segments.create(name: "Base", filter: .everybody, by: caller)
            let filter = try FilterExpression(parsing: "name = x or not segment: base")
            let other = try await segments.create(name: "Other", filter: filter, by: caller)
            // The filter keeps the id, whatever the segment is called.
            _ = try await segments.edit(base.id, .init(name: "Basis"), by: caller)
            _ = try await segments.create(
                name: "Mine",
                filter: try FilterExpression(parsing: "segment: basis"),
                isPersonal: true,
                by: ada
            )
            await #expect(throws: SegmentError.inUse(by: ["Other"], others: 1)) {
                try await segments.delete(base.id, by: otto)
            }
            await #expect(throws: SegmentError.inUse(by: ["Mine", "Other"], others: 0)) {
                try await segments.delete(base.id, by: ada)
            }
            try await segments.delete(other.id, by: otto)
            await #expect(throws: SegmentError.inUse(by: [], others: 1)) {
                try await segments.delete(base.id, by: otto)
            }
        }
    }

    @Test("U26 U28: no edit lets a segment refer to itself, also by way of others", arguments: TestEngine.allCases)
    func cycles(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let segments = fixture.kith.segments
            let a = try await segments.create(name: "a", filter: .everybody, by: caller)
            let b = try await segments.create(name: "b", filter: .segment(.init(name: "a")), by: caller)
            let c = try await segments.create(name: "c", filter: .segment(.init(name: "b")), by: caller)
            for name in ["a", "b", "c"] {
                await #expect(throws: FilterError.self, "\(name)") {
                    _ = try await segments.edit(a.id, .init(filter: .segment(.init(name: name))), by: caller)
                }
            }
            // An edit that would make a chain too deep for those that refer to it.
            var last = c
            for index in 4...16 {
                let filter = FilterExpression.segment(.init(name: last.id.description))
                last = try await segments.create(name: "s\(index)", filter: filter, by: caller)
            }
            let more = try await segments.create(name: "more", filter: .everybody, by: caller)
            await #expect(throws: FilterError.self) {
                let filter = FilterExpression.segment(.init(name: more.id.description))
                _ = try await segments.edit(a.id, .init(filter: filter), by: caller)
            }
            #expect(try await segments.all(withCounts: true, by: caller).allSatisfy { $0.problem == nil })
            _ = try await segments.edit(b.id, .init(filter: .segment(.init(name: more.id.description))), by: caller)
        }
    }

    @Test("U26: an edit of a version that is not the newest is lost with that word", arguments: TestEngine.allCases)
    func versions(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let segments = fixture.kith.segments
            let made = try await segments.create(name: "a", filter: .everybody, by: caller)
            let edited = try await segments.edit(made.id, .init(description: "x"), version: 1, by: caller)
            #expect(edited.version == 2 && edited.updatedAt > made.updatedAt)
            await #expect(throws: SegmentError.changed(version: 2)) {
                _ = try await segments.edit(made.id, .init(description: "y"), version: 1, by: caller)
            }
            await #expect(throws: SegmentError.changed(version: 2)) {
                try await segments.delete(made.id, version: 1, by: caller)
            }
            // An edit that changes nothing is no new version.
            #expect(try await segments.edit(made.id, .init(name: "a"), version: 2, by: caller) == edited)
        }
    }

    @Test(
        "U26: names are unique among shared segments in any case, and texts have limits",
        arguments: TestEngine.allCases
    )
    func names(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "basic", by: caller)
            let segments = fixture.kith.segments
            let made = try await segments.create(name: "Große", filter: .everybody, by: caller)
            let other = try await segments.create(name: "Other", filter: .everybody, by: caller)
            await #expect(throws: SegmentError.nameTaken("GROSSE")) {
                _ = try await segments.create(name: "GROSSE", filter: .everybody, by: caller)
            }
            await #expect(throws: SegmentError.nameTaken("große")) {
                _ = try await segments.edit(other.id, .init(name: "große"), by: caller)
            }
            _ = try await segments.edit(made.id, .init(name: "GROSSE"), by: caller)
            _ = try await segments.create(name: "große", filter: .everybody, isPersonal: true, by: ada)
            await #expect(throws: SegmentError.nameTaken("grosse")) {
                _ = try await segments.create(name: "grosse", filter: .everybody, isPersonal: true, by: ada)
            }
            await #expect(throws: SegmentError.badName) {
                _ = try await segments.create(name: " ", filter: .everybody, by: caller)
            }
            await #expect(throws: SegmentError.badDescription) {
                let long = String(repeating: "x", count: 1_001)
                _ = try await segments.create(name: "x", description: long, filter: .everybody, by: caller)
            }
        }
    }
}
