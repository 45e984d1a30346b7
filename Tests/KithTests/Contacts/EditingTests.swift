import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite struct EditingTests {
    @Test("U4: what is named changes, null clears, what is absent stays", arguments: TestEngine.allCases)
    func mergePatch(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "company": "Acme", "title": "CEO"]).contact
            let edited = try await stage.edit(ann.id, ["company": "Bolt", "title": nil])
            #expect(edited.profile == ["name": .text("Ann"), "company": .text("Bolt")])
            #expect(edited.version == ann.version + 1)
            #expect(try await stage.contact(ann.id) == edited)
        }
    }

    @Test("U8 U25: a change is on the timeline with old and new value, and who did it", arguments: TestEngine.allCases)
    func changeIsOnTimeline(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let key = try await stage.key([.writeContacts])
            let ann = try await stage.create(["name": "Ann", "company": "Acme"], tags: ["old"]).contact
            try await stage.edit(ann.id, ["company": "Bolt"], adding: ["new"], removing: ["old"], by: key)
            let event = try #require(try await stage.events(of: ann.id).first)
            #expect(event.kind == .changed)
            #expect(event.actor == key.actor)
            #expect(
                event.data["changes"]?.ordered
                    == .array([.object(["key": "profile.company", "new": "Bolt", "old": "Acme"])])
            )
            #expect(event.data["tagsAdded"] == .array(["new"]))
            #expect(event.data["tagsRemoved"] == .array(["old"]))
        }
    }

    @Test("U4 U15: an edit that changes nothing leaves no trace", arguments: TestEngine.allCases)
    func nothingChanges(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"], tags: ["vip"]).contact
            let before = try await stage.dump()
            let same = try await stage.edit(
                ann.id,
                ["name": "Ann", "title": nil],
                flags: [.blocked: false],
                adding: ["VIP"]
            )
            #expect(same == ann)
            #expect(try await stage.dump() == before)
        }
    }

    @Test(
        "U4 U15: two editors at once: the second one's version is refused, and nothing of it is kept",
        arguments: TestEngine.allCases
    )
    func lostEdit(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            try await stage.edit(ann.id, ["title": "CEO"], version: ann.version)
            await #expect(throws: ContactError.changed(version: ann.version + 1)) {
                try await stage.edit(ann.id, ["title": "CTO"], version: ann.version)
            }
            #expect(try await stage.contact(ann.id).profile["title"] == .text("CEO"))
        }
    }

    @Test("U4: consent is kept with its time and source, and can be given again", arguments: TestEngine.allCases)
    func consent(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let key = try await stage.key([.writeContacts])
            let ann = try await stage.create(["name": "Ann"]).contact
            let out = try await stage.edit(ann.id, flags: [.unsubscribeEmail: true], by: key)
            #expect(out[.unsubscribeEmail] == .boolean(true))
            #expect(out[.unsubscribeEmailSource] == .text("api"))
            #expect(out[.unsubscribeEmailUpdatedAt] == out[.updatedAt])
            let back = try await stage.edit(ann.id, flags: [.unsubscribeEmail: false])
            #expect(back[.unsubscribeEmail] == .boolean(false))
            #expect(back[.unsubscribeEmailSource] == .text("console"))
            #expect(back[.unsubscribeEmailUpdatedAt] == back[.updatedAt])
        }
    }

    @Test("U6 U23: tags are made on the spot, found in any case, and at most 20", arguments: TestEngine.allCases)
    func tags(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            try await stage.edit(ann.id, adding: ["VIP"])
            let edited = try await stage.edit(ann.id, adding: ["vip", "new"])
            #expect(try await stage.tags(of: edited) == ["VIP", "new"])
            let many = (0..<20).map { "t\($0)" }
            await #expect(throws: ContactError.tooManyTags(22)) { try await stage.edit(ann.id, adding: many) }
            #expect(try await stage.catalogue().tags.count == 2)
            let all = try await stage.edit(ann.id, tags: many)
            #expect(all.tags.count == 20)
            #expect(try await stage.edit(ann.id, tags: []).tags.isEmpty)
        }
    }

    @Test("U4: a value that is written once stays", arguments: TestEngine.allCases)
    func writtenOnce(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "utmSource": "ad"]).contact
            await #expect(throws: ContactError.writtenOnce(key: "utmSource")) {
                try await stage.edit(ann.id, ["utmSource": "mail", "title": "CEO"])
            }
            #expect(try await stage.contact(ann.id) == ann)
            _ = try await stage.edit(ann.id, ["utmSource": "ad", "title": "CEO"])
        }
    }

    @Test("U4: who may not edit contacts edits none", arguments: TestEngine.allCases)
    func permission(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let rest = Set(Permission.allCases).subtracting([.editContacts]).subtracting(Permission.ofOwnersOnly)
            let other = try await stage.manager(rest)
            await #expect(throws: PermissionError.missing(.editContacts)) {
                try await stage.edit(ann.id, ["title": "CEO"], by: other)
            }
            #expect(try await stage.contact(ann.id) == ann)
        }
    }

    @Test("U4: a visitor who gets a name, an e-mail or a phone becomes a lead", arguments: TestEngine.allCases)
    func visitorBecomesLead(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let visitor = try await stage.visitor()
            #expect(try await stage.edit(visitor, ["company": "Acme"]).kind == .anonymous)
            #expect(try await stage.edit(visitor, ["email": "v@example.com"]).kind == .lead)
            #expect(try await stage.kith.consistency.problems() == [])
        }
    }

    @Test("another organization's contact is unknown to every verb", arguments: TestEngine.allCases)
    func otherOrganizations(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob"]).contact
            let other = try await Stage.organization("other", in: stage.kith)
            let eve = try await stage.create(["name": "Eve"], by: other).contact
            let before = try await stage.dump()
            let contacts = stage.kith.contacts
            await #expect(throws: ContactError.unknown) { try await stage.edit(ann.id, ["name": "X"], by: other) }
            await #expect(throws: ContactError.unknown) { try await contacts.delete(ann.id, by: other) }
            await #expect(throws: ContactError.unknown) { try await contacts.delete(ann.id, .erase, by: other) }
            await #expect(throws: ContactError.unknown) { try await contacts.merge([bob.id], into: ann.id, by: other) }
            await #expect(throws: ContactError.unknown) { try await contacts.merge([ann.id], into: eve.id, by: other) }
            await #expect(throws: ContactError.unknown) {
                try await contacts.previewMerge(of: [ann.id], into: eve.id, by: other)
            }
            await #expect(throws: ContactError.unknown) { try await contacts.timeline(of: ann.id, by: other) }
            #expect(try await stage.dump() == before)
        }
    }
}

extension Stage {
    /// A contact that only visited.
    func visitor() async throws -> ContactID {
        let organization = caller.organization
        return try await kith.write { transaction in
            let contact = Contact(id: try transaction.nextID(), kind: .anonymous, enteredAt: transaction.now)
            try ContactStore(organization, transaction.connection).insert([contact])
            return contact.id
        }
    }
}
