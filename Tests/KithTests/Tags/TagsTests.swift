import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Tags")
struct TagsTests {
    @Test(
        "U23 U24: the list of tags has how many contacts have each, without anonymous ones",
        arguments: TestEngine.allCases
    )
    func counts(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let tags = fixture.kith.tags
            let vip = try await tags.create(name: "VIP", colour: .amber, by: caller)
            let new = try await tags.create(name: "new", by: caller)
            _ = try await tags.create(name: "unused", by: caller)
            let foreign = try await tags.create(name: "vip", by: stranger)
            try await fixture.person("Eve", tags: [foreign], by: stranger)
            try await fixture.person("Ada", tags: [vip, new], by: caller)
            try await fixture.person("Otto", tags: [vip], by: caller)
            try await fixture.person(nil, tags: [vip], kind: .anonymous, by: caller)
            let all = try await tags.all(by: caller)
            #expect(all.map { "\($0.tag.name) \($0.count)" } == ["new 1", "unused 0", "VIP 2"])
            #expect(all.last?.tag.colour == .amber)
            #expect(try await tags.find(vip.id, by: caller).count == 2)
            #expect(try await tags.all(by: stranger).map(\.count) == [1])
            await #expect(throws: TagError.unknown) { _ = try await tags.find(vip.id, by: stranger) }
        }
    }

    @Test(
        "U6 U23: names of tags are compared in any case, and an organization has fewer than 1,000",
        arguments: TestEngine.allCases
    )
    func limits(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let tags = fixture.kith.tags
            _ = try await tags.create(name: "Straße", by: caller)
            await #expect(throws: TagError.nameTaken("Straße")) {
                _ = try await tags.create(name: "STRASSE", by: caller)
            }
            await #expect(throws: TagNameError.self) { _ = try await tags.create(name: "a,b", by: caller) }
            try await fixture.kith.write { transaction in
                let more = try (2..<Domain.Tag.limitPerOrganization).map { index in
                    Domain.Tag(id: try transaction.nextID(), name: try TagName("t\(index)"))
                }
                try TagStore(caller.organization, transaction.connection).insert(more)
                transaction.note(Changed(catalogue: true), in: caller.organization)
            }
            let made = await withTaskGroup(of: Bool.self) { group in
                for name in ["one", "two", "three"] {
                    group.addTask { (try? await tags.create(name: name, by: caller)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(made == 1)
            await #expect(throws: TagError.tooMany) { _ = try await tags.create(name: "more", by: caller) }
        }
    }

    @Test("U23 U24: renaming a tag moves those below it, and segments follow", arguments: TestEngine.allCases)
    func renaming(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let kith = fixture.kith
            let shop = try await kith.tags.create(name: "shop", by: caller)
            let shoes = try await kith.tags.create(name: "shop/Shoes", by: caller)
            _ = try await kith.tags.create(name: "shopping", by: caller)
            let other = try await kith.tags.create(name: "store/hats", by: caller)
            let ada = try await fixture.person("Ada", tags: [shoes], by: caller)
            let filter = try FilterExpression(parsing: "tags: any(SHOP, \"shop/shoes\", gone) or name = shop")
            let made = try await kith.segments.create(name: "Shoppers", filter: filter, by: caller)

            let renamed = try await kith.tags.edit(shop.id, name: "Store", by: caller)
            #expect(renamed.name.text == "Store")
            let names = try await kith.tags.all(by: caller).map(\.tag.name.text)
            #expect(names == ["shopping", "Store", "store/hats", "Store/Shoes"])
            let shown = try await kith.segments.find(made.id, withCount: true, by: caller)
            #expect(shown.segment.filter.description == "tags: any(Store, Store/Shoes, gone) or name = shop")
            #expect(shown.count == 1 && shown.segment.version == 2)
            #expect(try await fixture.count("tags: store", search: "store", by: caller) == 1)
            // Contacts hold the tag, not its name.
            #expect(try await fixture.contact(ada, of: caller).version == 1)

            // Also into its own place below, and back.
            _ = try await kith.tags.edit(shop.id, name: "store/all", by: caller)
            #expect(
                try await kith.tags.all(by: caller).map(\.tag.name.text)
                    == ["shopping", "store/all", "store/all/hats", "store/all/Shoes"]
            )
            _ = try await kith.tags.edit(shop.id, name: "store", by: caller)
            await #expect(throws: TagError.nameTaken("store/hats")) {
                _ = try await kith.tags.edit(shoes.id, name: "STORE/HATS", by: caller)
            }
            // What would not fit three levels moves nothing.
            await #expect(throws: TagNameError.self) {
                _ = try await kith.tags.edit(shop.id, name: "a/b/c", by: caller)
            }
            #expect(try await kith.tags.edit(other.id, name: "Store/HATS", by: caller).name.text == "Store/HATS")
        }
    }

    @Test("U23: a tag has one of twelve colours, or none", arguments: TestEngine.allCases)
    func colours(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let tags = fixture.kith.tags
            let vip = try await tags.create(name: "vip", by: caller)
            #expect(TagColour.allCases.count == 12)
            #expect(try await tags.edit(vip.id, colour: .red, by: caller).colour == .red)
            #expect(try await tags.edit(vip.id, name: "VIP", by: caller).colour == .red)
            #expect(try await tags.find(vip.id, by: caller).tag.colour == .red)
            #expect(try await tags.edit(vip.id, colour: .some(nil), by: caller).colour == nil)
            #expect(try await tags.find(vip.id, by: caller).tag == Domain.Tag(id: vip.id, name: TagName("VIP")))
        }
    }

    @Test("U23: tags need their permission, and are the organization's own", arguments: TestEngine.allCases)
    func permissions(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let basic = try await fixture.manager("ada@example.com", role: "basic", by: caller)
            let reader = try await fixture.key([.readContacts], by: caller)
            let inbox = try await fixture.key([.conversations], by: caller)
            let tags = fixture.kith.tags
            // Made on the spot by whoever edits contacts.
            let vip = try await tags.create(name: "vip", by: basic)
            let other = try await tags.create(name: "other", by: basic)
            let missing = PermissionError.missing(.manageTags)
            await #expect(throws: missing) { _ = try await tags.create(name: "x", by: reader) }
            await #expect(throws: missing) { _ = try await tags.edit(vip.id, name: "x", by: basic) }
            await #expect(throws: missing) { _ = try await tags.merge(vip.id, into: other.id, by: basic) }
            await #expect(throws: missing) { _ = try await tags.delete(vip.id, by: basic) }
            await #expect(throws: PermissionError.missing(.seeContacts)) { _ = try await tags.all(by: inbox) }
            let mine = try await tags.create(name: "mine", by: stranger)
            await #expect(throws: TagError.unknown) { _ = try await tags.edit(vip.id, name: "x", by: stranger) }
            await #expect(throws: TagError.unknown) { _ = try await tags.merge(vip.id, into: mine.id, by: stranger) }
            await #expect(throws: TagError.unknown) { _ = try await tags.merge(mine.id, into: vip.id, by: stranger) }
            await #expect(throws: TagError.unknown) { _ = try await tags.delete(vip.id, by: stranger) }
            #expect(try await tags.all(by: reader).count == 2)
        }
    }
}
