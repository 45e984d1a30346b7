import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Merging and removing tags")
struct TagRemovalTests {
    @Test(
        "U23 U24: merging a tag gives its contacts the other one, each with an entry on its timeline",
        arguments: TestEngine.allCases
    )
    func merging(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let kith = fixture.kith
            let manager = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            let old = try await kith.tags.create(name: "old", by: caller)
            let new = try await kith.tags.create(name: "new", by: caller)
            let both = try await fixture.person("Both", tags: [old, new], by: caller)
            let none = try await fixture.person("None", tags: [new], by: caller)
            let visitor = try await fixture.person(nil, tags: [old], kind: .anonymous, by: caller)
            let people = (0..<600).map { (name: "P\($0)", profile: [String: Value](), tags: [old]) }
            let ids = try await fixture.people(people, by: caller)
            let filter = try FilterExpression(parsing: "tags: old")
            let made = try await kith.segments.create(name: "Olds", filter: filter, by: caller)
            let seq = try await kith.changes.newest(by: caller)

            // A rehearsal says as many, and changes nothing.
            #expect(try await kith.tags.rehearseMerge(old.id, into: new.id, by: manager) == 602)
            #expect(try await kith.changes.newest(by: caller) == seq)
            #expect(try await kith.tags.merge(old.id, into: new.id, by: manager) == 602)
            #expect(try await kith.tags.all(by: caller).map { "\($0.tag.name) \($0.count)" } == ["new 602"])
            let contact = try await fixture.contact(ids[7], of: caller)
            #expect(contact.tags == [new.id] && contact.version == 2 && contact.facts[.updatedAt] != nil)
            #expect(try await fixture.contact(both, of: caller).tags == [new.id])
            #expect(try await fixture.contact(visitor, of: caller).tags == [new.id])
            #expect(try await fixture.contact(none, of: caller).version == 1)
            let event = try #require(try await fixture.events(of: ids[7], caller).first)
            #expect(event.kind == .changed && event.actor == manager.actor)
            #expect(event.data.description == #"{"tagsAdded":["new"],"tagsRemoved":["old"]}"#)
            let changes = try await fixture.changes(after: seq, caller)
            #expect(Set(changes.flatMap(\.what.contacts)).count == 602)
            #expect(changes.allSatisfy { $0.what.contacts.count <= 500 } && changes.last?.what.catalogue == true)
            let shown = try await kith.segments.find(made.id, withCount: true, by: caller)
            #expect(shown.segment.filter.description == "tags: new" && shown.count == 602)
            #expect(try await fixture.audit(caller).first == .mergedTags)
            let (stranger, reader) = (
                try await fixture.organization("other"), try await fixture.key([.readContacts], by: caller)
            )
            for verb in [kith.tags.merge, kith.tags.rehearseMerge] {
                await #expect(throws: TagError.mergeWithItself) { _ = try await verb(new.id, new.id, caller) }
                await #expect(throws: TagError.unknown) { _ = try await verb(old.id, new.id, caller) }
                await #expect(throws: TagError.unknown) { _ = try await verb(new.id, old.id, caller) }
                await #expect(throws: TagError.unknown) { _ = try await verb(new.id, old.id, stranger) }
                await #expect(throws: PermissionError.missing(.manageTags)) {
                    _ = try await verb(new.id, old.id, reader)
                }
            }
        }
    }

    @Test(
        "U23: a removed tag is gone from all contacts, and segments that name it are reported",
        arguments: TestEngine.allCases
    )
    func removing(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let kith = fixture.kith
            let shop = try await kith.tags.create(name: "shop", by: caller)
            let shoes = try await kith.tags.create(name: "shop/shoes", by: caller)
            let foreign = try await kith.tags.create(name: "shop/shoes", by: stranger)
            let eve = try await fixture.person("Eve", tags: [foreign], by: stranger)
            let ada = try await fixture.person("Ada", tags: [shop, shoes], by: caller)
            let named = ["tags: \"SHOP/shoes\"", "tags: shop", "not (name = x or tags: all(\"shop/shoes\"))"]
            for filter in named + ["tags: all(shop)", "name contains shop"] {
                let filter = try FilterExpression(parsing: filter)
                _ = try await kith.segments.create(name: filter.description, filter: filter, by: caller)
            }
            let naming = try await kith.tags.segments(naming: shoes.id, by: caller)
            #expect(naming.count == 3)
            let removed = try await kith.tags.delete(shoes.id, by: caller)
            #expect(removed.changed == 1 && removed.segments.map(\.id) == naming.map(\.id))
            #expect(try await fixture.contact(ada, of: caller).tags == [shop.id])
            let event = try #require(try await fixture.events(of: ada, caller).first)
            #expect(event.data.description == #"{"tagsRemoved":["shop/shoes"]}"#)
            #expect(try await kith.tags.all(by: caller).map(\.tag.name.text) == ["shop"])
            #expect(try await fixture.contact(eve, of: stranger).tags == [foreign.id])
            // A filter on a tag that there is not matches nobody, without an error.
            #expect(try await fixture.count("tags: \"shop/shoes\"", by: caller) == 0)
            #expect(try await kith.segments.all(by: caller).allSatisfy { $0.problem == nil })
        }
    }

    @Test("U23: a tag that somebody puts on a contact meanwhile is gone from it, too", arguments: TestEngine.allCases)
    func racing(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let kith = stage.kith
            for round in 0..<5 {
                let tag = try await kith.tags.create(name: "t\(round)", by: stage.caller)
                let rows = (0..<200).map { "m\($0),t\(round)" }.joined(separator: "\n")
                async let counts = stage.members("memberId,tags\n\(rows)") { $0.batchRows = 20 }
                async let removed = kith.tags.delete(tag.id, by: stage.caller)
                _ = try await (counts, removed)
            }
            // Whoever has a tag has one that there is.
            let catalogue = try await stage.catalogue()
            let held = Set(try await stage.contacts().flatMap(\.tags))
            #expect(held.isSubset(of: Set(catalogue.tags.keys)))
        }
    }
}
