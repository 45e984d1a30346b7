import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Archived properties")
struct ArchivingTests {
    @Test(
        "C10: an archived property is shown and found nowhere, and restoring brings its values back",
        arguments: TestEngine.allCases
    )
    func archiving(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let properties = fixture.kith.properties
            for owner in [caller, stranger] {
                _ = try await properties.define(.init(key: "city2", name: "Town", type: .text), by: owner)
                try await fixture.person("Ada", ["city2": .text("Ægina")], by: owner)
            }
            // More than a batch, and one who is anonymous.
            let more = (0..<600).map { (name: "P\($0)", profile: ["city2": Value.text("Ægina")], tags: [Domain.Tag]()) }
            let ids = try await fixture.people(more, by: caller)
            let visitor = try await fixture.person(nil, ["city2": .text("Ægina")], kind: .anonymous, by: caller)
            #expect(try await fixture.count("city2 = ægina", search: "ÆGINA", by: caller) == 601)
            let seq = try await fixture.kith.changes.newest(by: caller)

            let archived = try await properties.archive("city2", by: caller)
            #expect(archived.isArchived && archived.formerType == nil)
            #expect(try await fixture.count(search: "ægina", by: caller) == 0)
            await #expect(throws: FilterError.self) { _ = try await fixture.count("city2 = x", by: caller) }
            let kept = try await fixture.contact(ids[0], of: caller)
            #expect(kept.profile["city2"] == nil && kept.kept["city2"] == .string("Ægina") && kept.version == 2)
            #expect(try await fixture.contact(visitor, of: caller).version == 2)
            let changes = try await fixture.changes(after: seq, caller)
            #expect(Set(changes.flatMap(\.what.contacts)).count == 602)
            #expect(changes.allSatisfy { $0.what.contacts.count <= 500 })
            // What is known of the person is the same: the timeline does not tell of it.
            #expect(try await fixture.events(of: ids[0], caller).isEmpty)

            let restored = try await properties.restore("city2", by: caller)
            #expect(!restored.isArchived && restored.formerType == nil)
            #expect(try await fixture.count("city2 = ægina", search: "ægina", by: caller) == 601)
            #expect(try await fixture.contact(ids[0], of: caller).profile["city2"] == .text("Ægina"))
            #expect(try await fixture.count(search: "ægina", by: stranger) == 1)
            #expect(
                try await fixture.audit(caller).reversed() == [.definedProperty, .archivedProperty, .restoredProperty]
            )
        }
    }

    @Test("C10: an edit of a contact keeps what it has of archived properties", arguments: TestEngine.allCases)
    func editing(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members("memberId,name,plan\nm1,Ada,pro") { $0.createsProperties = true }
            _ = try await stage.kith.properties.archive("plan", by: stage.caller)
            let options = ["memberId,name,plan\nm1,Ada Lovelace,free", "memberId,name,city2\nm1,Ada King,x"]
            for text in options {
                let result = try await stage.run(text, .members) { $0.createsProperties = true }
                #expect(result.counts == ImportCounts(updated: 1))
            }
            // What is archived is not collected anew, and a word says so.
            let result = try await stage.run(options[0], .members)
            #expect(result.columns.ignored.map(\.column) == ["plan"])
            _ = try await stage.kith.properties.restore("plan", by: stage.caller)
            #expect(try await stage.contact(memberID: "m1").profile["plan"] == .text("pro"))
        }
    }

    @Test(
        "C10: what programs send of it is left out, and an edit that names it is refused",
        arguments: TestEngine.allCases
    )
    func notCollected(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let properties = stage.kith.properties
            _ = try await properties.define(.init(key: "plan", name: "Plan", type: .text), by: stage.caller)
            _ = try await properties.archive("plan", by: stage.caller)
            // Beside a key that is collected by itself.
            let input = ContactInput(profile: ["name": "Ada", "plan": "pro", "colour": "red"])
            let made = try await stage.kith.contacts.putMember(MemberID("m1"), input, by: stage.caller).contact
            #expect(made.profile == ["name": .text("Ada"), "colour": .text("red")])
            #expect(try await properties.unregisteredKeys(by: stage.caller).isEmpty)
            await #expect(throws: ContactError.archivedProperty(key: "plan")) {
                try await stage.edit(made.id, ["plan": "pro", "name": "Never"])
            }
            _ = try await properties.restore("plan", by: stage.caller)
            #expect(try await stage.contact(made.id).profile == made.profile)
        }
    }

    @Test(
        "C10: what says who people are cannot be archived",
        arguments: ["name", "firstName", "lastName", "email", "mobileNumber"]
    )
    func neverArchived(key: String) async throws {
        try await Fixture.with(.sqlite) { fixture in
            let caller = try await fixture.organization()
            await #expect(throws: PropertyError.neverArchived(key)) {
                _ = try await fixture.kith.properties.archive(key, by: caller)
            }
            _ = try await fixture.kith.properties.archive("company", by: caller)
            #expect(try await fixture.kith.properties.find("company", by: caller).isArchived)
        }
    }

    @Test("C10: an archiving that a process died over is finished by the next", arguments: TestEngine.allCases)
    func finishing(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            _ = try await properties.define(.init(key: "town", name: "Town", type: .text), by: caller)
            try await fixture.person("Ada", ["town": .text("Aegina")], by: caller)
            // As the first transaction leaves it.
            try await fixture.kith.write { transaction in
                var property = try transaction.catalogue(of: caller.organization).properties["town"]
                property?.isArchived = true
                property?.formerType = .text
                if let property { try PropertyStore(caller.organization, transaction.connection).update(property) }
                transaction.note(Changed(catalogue: true), in: caller.organization)
            }
            #expect(try await fixture.count(search: "aegina", by: caller) == 1)
            try await fixture.another().properties.finishAll()
            #expect(try await fixture.count(search: "aegina", by: caller) == 0)
            #expect(try await properties.find("town", by: caller).formerType == nil)
        }
    }
}
