import Database
import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite struct DeletingTests {
    /// Tables in which something remains, of which nothing is the person's.
    private static let remaining: Set<String> = [
        "changes", "change_counters", "tags", "imports", "tombstones", "audit_entries",
    ]

    @Test(
        "U17: a deleted person is gone from everywhere",
        arguments: TestEngine.allCases,
        [Contacts.Deletion.delete, .erase]
    )
    func goneFromEverywhere(engine: TestEngine, deletion: Contacts.Deletion) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["name": "Bob", "mobileNumber": "01099998888"])
            let before = try await stage.dump(without: Self.remaining)
            let ann = try await stage.annotated()
            try await stage.kith.contacts.delete(ann, deletion, by: stage.caller)
            #expect(try await stage.pictures() == [:])
            let after = try await stage.dump(without: ["changes", "change_counters", "tags", "imports"])
            #expect(try await stage.dump(without: Self.remaining) == before)
            for word in Stage.wordsOfAnn {
                #expect(after.allSatisfy { !$0.contains(word) })
            }
            let entry = try #require(try await stage.audit().first)
            #expect(entry.action == (deletion == .delete ? .deletedContact : .erasedContact))
            #expect(entry.subject == "contact:\(ann)")
            #expect(try await stage.changes().last?.what == Changed(removed: [ann]))
            #expect(try await stage.kith.consistency.problems() == [])
        }
    }

    @Test("U17 C15: deleting needs its permission, and erasing another", arguments: TestEngine.allCases)
    func permissions(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let deleter = try await stage.manager([.deleteContacts])
            let eraser = try await stage.manager([.managePrivacy])
            let contacts = stage.kith.contacts
            await #expect(throws: PermissionError.missing(.deleteContacts)) {
                try await contacts.delete(ann.id, by: eraser)
            }
            await #expect(throws: PermissionError.missing(.managePrivacy)) {
                try await contacts.delete(ann.id, .erase, by: deleter)
            }
            try await contacts.delete(ann.id, by: deleter)
            await #expect(throws: ContactError.unknown) { try await contacts.delete(ann.id, by: deleter) }
        }
    }

    @Test(
        "U17: for 30 days what was said before the deletion is refused, and nothing else",
        arguments: TestEngine.allCases
    )
    func tombstones(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.annotated()
            let before = stage.kith.now()
            try await stage.kith.contacts.delete(ann, by: stage.caller)
            let after = stage.kith.now()
            let identities = [Identity(.memberID, "member-ann"), Identity(.email, "ann.secret@example.com")]
            for identity in identities {
                #expect(try await stage.isRefused(identity, saidAt: before))
                #expect(try await !stage.isRefused(identity, saidAt: after))
            }
            #expect(try await !stage.isRefused(Identity(.memberID, "somebody"), saidAt: before))
            let other = try await Stage.organization("other", in: stage.kith)
            #expect(try await !stage.isRefused(identities[0], saidAt: before, in: other.organization))
            let organization = stage.caller.organization
            _ = try await stage.kith.write { transaction in
                try TombstoneStore(organization, transaction.connection)
                    .deleteAll(before: after + Tombstones.milliseconds)
            }
            #expect(try await !stage.isRefused(identities[0], saidAt: before))
        }
    }

    @Test(
        "U17: what was said before the deletion is refused for 30 days, and no longer",
        arguments: TestEngine.allCases
    )
    func tombstonesEnd(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.annotated()
            let before = stage.kith.now()
            try await stage.kith.contacts.delete(ann, by: stage.caller)
            let identity = Identity(.memberID, "member-ann")
            let day: Int64 = 86_400_000
            stage.clock.advance(30 * day - 60_000)
            #expect(try await stage.isRefused(identity, saidAt: before))
            stage.clock.advance(60_000)
            #expect(try await !stage.isRefused(identity, saidAt: before))
        }
    }

    @Test("U17: somebody who comes back is a new contact", arguments: TestEngine.allCases)
    func comingBack(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.annotated()
            try await stage.kith.contacts.delete(ann, by: stage.caller)
            let again = try await stage.create(["email": "ann.secret@example.com"], memberID: "member-ann")
            #expect(again.isNew && again.contact.id != ann)
            #expect(try await stage.events(of: again.contact.id).count == 1)
        }
    }

    @Test("U17: deleting a merged contact ends its old ids, too", arguments: TestEngine.allCases)
    func mergedContact(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"], memberID: "m1").contact
            let bob = try await stage.create(["name": "Bob"], memberID: "m2").contact
            try await stage.merge([bob], into: ann)
            try await stage.kith.contacts.delete(bob.id, by: stage.caller)
            #expect(try await stage.contacts().isEmpty)
            #expect(try await stage.identities().isEmpty)
            #expect(try await stage.isRefused(Identity(.memberID, "m2"), saidAt: Stage.start))
        }
    }

    @Test("C15: a deletion with a lost version deletes nobody", arguments: TestEngine.allCases)
    func lostVersion(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            try await stage.edit(ann.id, ["name": "Anna"])
            await #expect(throws: ContactError.changed(version: 2)) {
                try await stage.kith.contacts.delete(ann.id, version: 1, by: stage.caller)
            }
            #expect(try await stage.contacts().count == 1)
        }
    }
}

extension Stage {
    static let wordsOfAnn = [
        "Annabella", "ann.secret", "8210444455", "member-ann", "Secret Street", "Acme of Ann", "Old Company",
    ]

    /// A person with values in as many places as there are: edits, a merge, shared values, tags.
    func annotated() async throws -> ContactID {
        let ann = try await create(
            [
                "name": "Annabella", "email": "ann.secret@example.com", "mobileNumber": "010-4444-5555",
                "address": "Secret Street 1", "company": "Old Company",
            ],
            memberID: "member-ann",
            tags: ["vip"]
        ).contact
        try await edit(ann.id, ["company": "Acme of Ann"], flags: [.unsubscribeEmail: true])
        let other = try await create(["name": "Annabella S.", "mobileNumber": "010-4444-5555"], anyway: true).contact
        try await merge([other], into: ann)
        _ = try await kith.avatars.put(SamplePicture.jpeg.bytes, of: ann.id, by: caller)
        try await leads("email,phone,notes\nann.secret@example.com,01099998888,Secret Street\n")
        return ann.id
    }

    func isRefused(
        _ identity: Identity,
        saidAt moment: Instant,
        in organization: OrganizationID? = nil
    ) async throws
        -> Bool
    {
        let organization = organization ?? caller.organization
        return try await kith.read { [kith] connection in
            try kith.isRefused([identity], saidAt: moment, in: organization, connection)
        }
    }
}
