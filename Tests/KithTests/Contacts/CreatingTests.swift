import Domain
import Kith
import TestSupport
import Testing

@Suite struct CreatingTests {
    @Test(
        "U3: a name, an e-mail or a phone is enough to create a contact",
        arguments: TestEngine.allCases,
        [["name": "Ann"], ["email": "ann@example.com"], ["mobileNumber": "010-1234-5678"]] as [[String: JSON]]
    )
    func oneDetailIsEnough(engine: TestEngine, profile: [String: JSON]) async throws {
        try await Stage.with(engine) { stage in
            let made = try await stage.create(profile)
            #expect(made.isNew)
            #expect(made.contact.kind == .lead)
            #expect(try await stage.contacts() == [made.contact])
            #expect(try await stage.events(of: made.contact.id).map(\.kind) == [.created])
            #expect(try await stage.changes().last?.what == Changed(contacts: [made.contact.id]))
        }
    }

    @Test("U3: a contact of nothing that people are called by is refused", arguments: TestEngine.allCases)
    func nothingIsRefused(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let before = try await stage.dump()
            await #expect(throws: ContactError.nothingToCallItBy) { try await stage.create([:]) }
            await #expect(throws: ContactError.nothingToCallItBy) { try await stage.create(["company": "Acme"]) }
            await #expect(throws: ContactError.nothingToCallItBy) { try await stage.create(["name": "  "]) }
            #expect(try await stage.dump() == before)
        }
    }

    @Test("U3: all other values and tags can be given at once", arguments: TestEngine.allCases)
    func everythingAtOnce(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let made = try await stage.create(
                [
                    "name": "Ann", "company": "Acme", "title": "CEO", "notes": "met at the fair",
                    "profile.website": "https://example.com", "address": "1 Main St",
                    "lastCheckoutCompletedAt": "2026-11-01",
                ],
                tags: ["vip", "product/shoes"]
            )
            let contact = try await stage.contact(made.contact.id)
            #expect(contact.profile["company"] == .text("Acme"))
            #expect(contact.profile["website"] == .text("https://example.com"))
            // A day begins in the organization's zone, which is Seoul's.
            #expect(
                contact.profile["lastCheckoutCompletedAt"] == .datetime(Instant(milliseconds: 1_793_458_800_000))
            )
            #expect(try await stage.tags(of: contact) == ["product/shoes", "vip"])
            #expect(try await stage.changes().last?.what.catalogue == true)
        }
    }

    @Test("U14 C12: a lead of a phone or an e-mail alone is made", arguments: TestEngine.allCases)
    func leads(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            _ = try await stage.kith.contacts.addLead(phone: "010-1234-5678", by: stage.caller)
            _ = try await stage.kith.contacts.addLead(email: "ann@example.com", by: stage.caller)
            #expect(try await stage.people() == ["+821012345678*", "ann@example.com*"])
            await #expect(throws: ContactError.noPhoneOrEmail) {
                try await stage.kith.contacts.addLead(by: stage.caller)
            }
        }
    }

    @Test(
        "C12: where the e-mail belongs to a contact, nothing is added and it is shown",
        arguments: TestEngine.allCases
    )
    func knownEmail(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "email": "ann@example.com"])
            let before = try await stage.dump()
            let again = try await stage.create(["name": "Eve", "email": "ANN@example.com"])
            #expect(!again.isNew)
            #expect(again.contact == ann.contact)
            #expect(try await stage.dump() == before)
        }
    }

    @Test("C12: a phone decides where there is no e-mail, and only then", arguments: TestEngine.allCases)
    func knownPhone(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "mobileNumber": "010-1234-5678"])
            let again = try await stage.kith.contacts.addLead(phone: "+82 10 1234 5678", by: stage.caller)
            #expect(!again.isNew && again.contact.id == ann.contact.id)
            let other = try await stage.create(["email": "bob@example.com", "mobileNumber": "01012345678"])
            #expect(other.isNew)
            #expect(try await stage.people() == ["Ann, +821012345678*", "bob@example.com*, +821012345678"])
            #expect(try await stage.duplicates() == ["Ann, bob@example.com: phone"])
        }
    }

    @Test("U14: add anyway makes one that shares the phone", arguments: TestEngine.allCases)
    func addAnyway(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["name": "Ann", "mobileNumber": "010-1234-5678"])
            let made = try await stage.create(["name": "Bob", "mobileNumber": "010-1234-5678"], anyway: true)
            #expect(made.isNew)
            #expect(try await stage.people() == ["Ann, +821012345678*", "Bob, +821012345678"])
            #expect(try await stage.duplicates() == ["Ann, Bob: phone"])
        }
    }

    @Test(
        "U3: what a manager types is verified, and of what a key sends the phones that exist",
        arguments: TestEngine.allCases
    )
    func typedIsVerified(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let strange = "+82 10 0000 0000"
            let typed = try await stage.create(["email": "a@example.com", "mobileNumber": .string(strange)])
            #expect(typed.contact[.emailQualified] == .boolean(true))
            #expect(typed.contact[.mobileNumberQualified] == .boolean(true))
            let key = try await stage.key([.writeContacts])
            let sent = try await stage.create(
                ["email": "b@example.com", "mobileNumber": "+82 10 0000 0001"],
                by: key
            )
            #expect(sent.contact[.emailQualified] == .boolean(true))
            #expect(sent.contact[.mobileNumberQualified] == .boolean(false))
        }
    }

    @Test(
        "C12: a member id belongs to one contact, whatever else is said",
        arguments: TestEngine.allCases,
        [false, true]
    )
    func knownMemberID(engine: TestEngine, anyway: Bool) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"], memberID: "m1")
            #expect(ann.contact.kind == .member)
            let again = try await stage.create(
                ["name": "Eve", "email": "e@example.com"],
                memberID: "m1",
                anyway: anyway
            )
            #expect(!again.isNew && again.contact.id == ann.contact.id)
        }
    }

    @Test(
        "U3 U21: a wrong value is refused with the property's name, and nothing is kept",
        arguments: TestEngine.allCases
    )
    func wrongValues(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let before = try await stage.dump()
            let wrong: [(String, JSON)] = [
                ("email", "nobody"), ("mobileNumber", "12"), ("name", 5), ("lastCheckoutCompletedAt", "soon"),
                ("nmae", "Ann"), ("notes", .string(String(repeating: "n", count: 70_000))),
            ]
            for (key, value) in wrong {
                let profile = (["company": "Acme", "name": "Ann"] as [String: JSON]).merging([key: value]) { $1 }
                let error = await #expect(throws: ContactError.self) {
                    _ = try await stage.create(profile)
                }
                #expect(error?.property == key)
            }
            #expect(try await stage.dump() == before)
        }
    }

    @Test("U3: who may not create contacts creates none", arguments: TestEngine.allCases)
    func permission(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let other = try await stage.manager(
                Set(Permission.allCases).subtracting([.createContacts]).subtracting(Permission.ofOwnersOnly)
            )
            await #expect(throws: PermissionError.missing(.createContacts)) {
                try await stage.create(["name": "Ann"], by: other)
            }
        }
    }

    @Test(
        "U10: the counter of managed users follows creation, edits, merges and deletion",
        arguments: TestEngine.allCases
    )
    func managedUsers(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob"]).contact
            try await stage.create(["name": "Cy"])
            try await stage.edit(ann.id, ["name": "Anna"])
            _ = try await stage.kith.contacts.merge([bob.id], into: ann.id, by: stage.caller)
            try await stage.kith.contacts.delete(ann.id, by: stage.caller)
            #expect(try await stage.contacts().map(\.shownName) == ["Cy"])
            #expect(try await stage.kith.consistency.problems() == [])
        }
    }
}
