import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Contacts that follow a tag by a job")
struct TagJobTests {
    private static func many(_ tag: Domain.Tag, _ fixture: Fixture, by caller: Caller) async throws -> [ContactID] {
        let people = (0..<510).map { (name: "P\($0)", profile: [String: Value](), tags: [tag]) }
        return try await fixture.people(people, by: caller)
    }

    @Test("U23: many are merged by a job, with those who get the tag meanwhile", arguments: TestEngine.allCases)
    func merging(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let tags = fixture.kith.tags
            let manager = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            let old = try await tags.create(name: "old", by: caller)
            let new = try await tags.create(name: "new", by: caller)
            let third = try await tags.create(name: "third", by: caller)
            let ids = try await Self.many(old, fixture, by: caller)
            let filter = try FilterExpression(parsing: "tags: old")
            _ = try await fixture.kith.segments.create(name: "Olds", filter: filter, by: caller)
            let begun = try await tags.beginMerge(old.id, into: new.id, by: manager)
            let job = try #require(begun.job)
            #expect(begun.contacts == 510 && job.kind == .mergeTags)
            #expect(job.summary.description == #"{"tag":"old","into":"new"}"#)
            // What would be lost with a tag that goes is refused.
            await #expect(throws: TagError.isGoing("old")) { _ = try await tags.beginDeletion(old.id, by: caller) }
            await #expect(throws: TagError.isGoing("old")) {
                _ = try await tags.beginMerge(third.id, into: old.id, by: caller)
            }
            await #expect(throws: TagError.isGoing("old")) { _ = try await tags.beginDeletion(new.id, by: caller) }
            let late = try await fixture.person("Late", tags: [old, third], by: caller)
            while try await JobRunner(kith: fixture.kith).runOne() {}
            #expect(try await tags.all(by: caller).map { "\($0.tag.name) \($0.count)" } == ["new 511", "third 1"])
            #expect(try await fixture.contact(late, of: caller).tags == [new.id, third.id])
            let event = try #require(try await fixture.events(of: ids[3], caller).first)
            #expect(event.actor == manager.actor)
            #expect(event.data.description == #"{"tagsAdded":["new"],"tagsRemoved":["old"]}"#)
            let segment = try await fixture.kith.segments.all(withCounts: true, by: caller).first
            #expect(segment?.segment.filter.description == "tags: new" && segment?.count == 511)
            #expect(try await fixture.audit(caller).filter { $0 == .mergedTags }.count == 1)
        }
    }

    @Test("U23: many lose a tag by a job, few at once", arguments: TestEngine.allCases)
    func removing(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let tags = fixture.kith.tags
            let (large, small) = (
                try await tags.create(name: "large", by: caller), try await tags.create(name: "small", by: caller)
            )
            let ids = try await Self.many(large, fixture, by: caller)
            let ada = try await fixture.person("Ada", tags: [large, small], by: caller)
            let few = try await tags.beginDeletion(small.id, by: caller)
            #expect(few.contacts == 1 && few.job == nil)
            #expect(try await fixture.contact(ada, of: caller).tags == [large.id])
            #expect(try await tags.all(by: caller).map(\.tag.id) == [large.id])
            await #expect(throws: TagError.unknown) { _ = try await tags.beginDeletion(large.id, by: stranger) }
            let reader = try await fixture.key([.readContacts], by: caller)
            await #expect(throws: PermissionError.missing(.manageTags)) {
                _ = try await tags.beginDeletion(large.id, by: reader)
            }
            #expect(try await tags.beginDeletion(large.id, by: caller).job?.total == 511)
            while try await JobRunner(kith: fixture.kith).runOne() {}
            #expect(try await tags.all(by: caller).isEmpty)
            #expect(try await fixture.contact(ids[509], of: caller).tags.isEmpty)
            #expect(try await fixture.audit(caller).filter { $0 == .deletedTag }.count == 2)
        }
    }

    @Test("who edits a tag that somebody else edited meanwhile is told", arguments: TestEngine.allCases)
    func seen(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let tags = fixture.kith.tags
            let tag = try await tags.create(name: "vip", by: caller)
            _ = try await tags.edit(tag.id, colour: .some(.red), seen: ("vip", nil), by: caller)
            for seen: (String, TagColour?) in [("vip", nil), ("VIP", .red), ("vip", .blue)] {
                await #expect(throws: TagError.changed) {
                    _ = try await tags.edit(tag.id, name: "best", seen: seen, by: caller)
                }
            }
            #expect(try await tags.edit(tag.id, name: "best", seen: ("vip", .red), by: caller).name.text == "best")
        }
    }
}
