import Domain
import Kith
import TestSupport
import Testing

/// "Who is who" where people edit.
///
/// In what is expected a star follows a value that leads to the contact.
@Suite struct EditingIdentitiesTests {
    @Test(
        "U4: editing or removing a value releases its identity, and another can claim it",
        arguments: TestEngine.allCases
    )
    func editingReleases(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "email": "a@example.com", "mobileNumber": "01011112222"])
                .contact
            try await stage.edit(ann.id, ["email": "ann@example.com", "mobileNumber": nil])
            #expect(try await stage.people() == ["Ann, ann@example.com*"])
            #expect(try await stage.identities().count == 1)
            try await stage.create(["name": "Bob", "email": "a@example.com", "mobileNumber": "01011112222"])
            #expect(try await stage.people() == ["Ann, ann@example.com*", "Bob, a@example.com*, +821011112222*"])
        }
    }

    @Test(
        "U4 K1: an e-mail that is another's stays the other's, and the pair appears under Duplicates",
        arguments: TestEngine.allCases
    )
    func sharedEmail(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["name": "Ann", "email": "a@example.com"])
            let bob = try await stage.create(["name": "Bob", "email": "b@example.com"]).contact
            try await stage.edit(bob.id, ["email": "A@example.com"])
            #expect(try await stage.people() == ["Ann, a@example.com*", "Bob, A@example.com"])
            #expect(try await stage.duplicates() == ["Ann, Bob: email"])
            #expect(try await stage.identities()[Identity(.email, "b@example.com")] == nil)
        }
    }

    @Test(
        "C12: a phone belongs to the first contact that brings it, until a verified claim takes it",
        arguments: TestEngine.allCases
    )
    func verifiedClaim(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let key = try await stage.key([.writeContacts])
            let unknownToThePlan: JSON = "+82 10 0000 0000"
            let ann = try await stage.create(["name": "Ann", "mobileNumber": unknownToThePlan], by: key).contact
            #expect(ann[.mobileNumberQualified] == .boolean(false))
            let bob = try await stage.create(["name": "Bob"]).contact
            // A key's word is no proof where the plan does not know the number.
            try await stage.edit(bob.id, ["mobileNumber": unknownToThePlan], by: key)
            #expect(try await stage.people() == ["Ann, +821000000000*", "Bob, +821000000000"])
            let cy = try await stage.create(["name": "Cy"]).contact
            try await stage.edit(cy.id, ["mobileNumber": unknownToThePlan])
            #expect(
                try await stage.people() == ["Ann, +821000000000", "Bob, +821000000000", "Cy, +821000000000*"]
            )
            // Verified stands against verified: the first keeps it.
            let dan = try await stage.create(["name": "Dan"]).contact
            try await stage.edit(dan.id, ["mobileNumber": unknownToThePlan])
            #expect(try await stage.people().last == "Dan, +821000000000")
        }
    }

    @Test("a server's word makes one of a member and the lead with its e-mail", arguments: TestEngine.allCases)
    func putMember(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let key = try await stage.key([.writeContacts])
            let lead = try await stage.create(["name": "Lea", "email": "a@example.com", "company": "Acme"]).contact
            let first = try await stage.kith.contacts.putMember(
                MemberID("m1"),
                ContactInput(profile: ["name": "Ann"]),
                by: key
            )
            #expect(first.isNew)
            let second = try await stage.kith.contacts.putMember(
                MemberID("m1"),
                ContactInput(profile: ["email": "a@example.com", "title": nil], tagsAdded: [TagName("vip")]),
                by: key
            )
            #expect(!second.isNew && second.contact.id == first.contact.id)
            #expect(try await stage.people() == ["Ann, m1*, a@example.com*"])
            let contact = try await stage.contact(first.contact.id)
            #expect(contact.profile["company"] == .text("Acme"))
            #expect(try await stage.tags(of: contact) == ["vip"])
            #expect(try await stage.identities()[Identity(formerly: lead.id)] == contact.id)
            #expect(try await stage.events(of: contact.id).contains { $0.kind == .unified })
        }
    }

    @Test("an e-mail typed into a member does not swallow the lead that has it", arguments: TestEngine.allCases)
    func typingDoesNotUnify(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["name": "Lea", "email": "a@example.com"])
            let ann = try await stage.create(["name": "Ann"], memberID: "m1").contact
            try await stage.edit(ann.id, ["email": "a@example.com"])
            #expect(try await stage.people() == ["Lea, a@example.com*", "Ann, m1*, a@example.com"])
            #expect(try await stage.duplicates() == ["Lea, Ann: email"])
        }
    }

    @Test(
        "C13: what a server says under keys that are no property is collected, and written once where so",
        arguments: TestEngine.allCases
    )
    func putMemberCollects(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let key = try await stage.key([.writeContacts])
            let contacts = stage.kith.contacts
            let values: [String: JSON] = ["plan": "pro", "seats": 3, "utmSource": "ad"]
            let made = try await contacts.putMember(MemberID("m1"), ContactInput(profile: values), by: key)
            #expect(made.contact.profile == ["plan": .text("pro"), "seats": .number(3), "utmSource": .text("ad")])
            let again: [String: JSON] = ["plan": nil, "utmSource": "mail"]
            let second = try await contacts.putMember(MemberID("m1"), ContactInput(profile: again), by: key)
            #expect(second.contact.profile == ["seats": .number(3), "utmSource": .text("ad")])
            try await stage.kith.properties.setCollectsUnknownKeys(false, by: stage.caller)
            _ = try await stage.kith.properties.archive("seats", by: stage.caller)
            let third: [String: JSON] = ["seats": 4, "colour": "red", "plan": "free"]
            let last = try await contacts.putMember(MemberID("m1"), ContactInput(profile: third), by: key)
            #expect(last.contact.profile == ["plan": .text("free"), "utmSource": .text("ad")])
            #expect(try await stage.kith.properties.unregisteredKeys(by: stage.caller).map(\.key) == ["colour"])
        }
    }
}
