import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite struct MergingTests {
    @Test("U16: filled beats empty, otherwise the primary's value stands", arguments: TestEngine.allCases)
    func values(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "company": "Acme"], tags: ["a"]).contact
            let bob = try await stage.create(["name": "Bob", "company": "Bolt", "title": "CEO"], tags: ["b"]).contact
            let cy = try await stage.create(["name": "Cy", "title": "CTO", "notes": "tall"], tags: ["c"]).contact
            let merged = try await stage.merge([bob, cy], into: ann)
            #expect(
                merged.profile == [
                    "name": .text("Ann"), "company": .text("Acme"), "title": .text("CEO"), "notes": .text("tall"),
                ]
            )
            #expect(try await stage.tags(of: merged) == ["a", "b", "c"])
            #expect(try await stage.contacts() == [merged])
            #expect(
                try await stage.changes().last?.what == Changed(contacts: [ann.id], removed: [bob.id, cy.id])
            )
        }
    }

    @Test("U16: verified beats unverified", arguments: TestEngine.allCases)
    func verified(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let key = try await stage.key([.writeContacts])
            let ann = try await stage.create(["name": "Ann", "mobileNumber": "+82 10 0000 0000"], by: key).contact
            let bob = try await stage.create(["name": "Bob", "mobileNumber": "+82 10 1234 5678"]).contact
            let merged = try await stage.merge([bob], into: ann)
            #expect(merged.mobileNumber == "+821012345678")
            #expect(merged[.mobileNumberQualified] == .boolean(true))
            let event = try #require(try await stage.events(of: ann.id).first { $0.kind == .merged })
            #expect(event.data["lost"]?.ordered == .object(["mobileNumber": "+821000000000", "name": "Bob"]))
            // A value that fills an empty one is as verified as it was.
            let cy = try await stage.create(["name": "Cy"]).contact
            let filled = try await stage.merge([merged], into: cy)
            #expect(filled.mobileNumber == "+821012345678")
            #expect(filled[.mobileNumberQualified] == .boolean(true))
        }
    }

    @Test(
        "U16: an opt-out or a block always wins",
        arguments: TestEngine.allCases,
        [BuiltInKey.unsubscribeTexting, .blocked]
    )
    func optOuts(engine: TestEngine, flag: BuiltInKey) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob"]).contact
            try await stage.edit(bob.id, flags: [flag: true])
            #expect(try await stage.merge([bob], into: ann)[flag] == .boolean(true))
        }
    }

    @Test("U16: an opt-out that wins says when and from where it came", arguments: TestEngine.allCases)
    func optOutOrigin(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let key = try await stage.key([.writeContacts])
            let ann = try await stage.create(["name": "Ann"]).contact
            // A consent of the primary's own, which would otherwise stand.
            try await stage.edit(ann.id, flags: [.unsubscribeEmail: true])
            let consenting = try await stage.edit(ann.id, flags: [.unsubscribeEmail: false])
            let bob = try await stage.create(["name": "Bob"]).contact
            let out = try await stage.edit(bob.id, flags: [.unsubscribeEmail: true], by: key)
            let merged = try await stage.merge([out], into: consenting)
            #expect(merged[.unsubscribeEmail] == .boolean(true))
            #expect(merged[.unsubscribeEmailSource] == .text("api"))
            #expect(merged[.unsubscribeEmailUpdatedAt] == out[.unsubscribeEmailUpdatedAt])
        }
    }

    @Test("U16 C10: what imports and archived properties left goes to the primary", arguments: TestEngine.allCases)
    func leftBehind(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members("memberId,name,plan\nm1,Ann,pro\n") { options in
                options.createsProperties = true
                options.tag = "spring"
            }
            let ann = try await stage.contact(memberID: "m1")
            let bob = try await stage.create(["name": "Bob"]).contact
            _ = try await stage.kith.properties.archive("plan", by: stage.caller)
            let merged = try await stage.merge([ann], into: bob)
            #expect(merged.importTags == ["spring"])
            #expect(merged.enteredAt == ann.enteredAt)
            #expect(merged.enteredAt < bob.enteredAt)
            _ = try await stage.kith.properties.restore("plan", by: stage.caller)
            #expect(try await stage.contact(bob.id).profile["plan"] == .text("pro"))
        }
    }

    @Test("U16: of a lead and a member comes a member, whoever is the primary", arguments: TestEngine.allCases)
    func kinds(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let lead = try await stage.create(["name": "Ann"]).contact
            let member = try await stage.create(["name": "Bob"], memberID: "m1").contact
            let merged = try await stage.merge([member], into: lead)
            #expect(merged.kind == .member)
            #expect(merged.memberID?.text == "m1")
        }
    }

    @Test("U16: counters add, first times take the earliest, last times the latest", arguments: TestEngine.allCases)
    func countersAndTimes(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.leads(
                """
                email,sessionsCount,createdAt,lastSeenAt
                a@example.com,3,2021-01-01,2022-01-01
                b@example.com,4,2020-01-01,2023-01-01

                """
            )
            let people = try await stage.contacts()
            let merged = try await stage.merge([people[1]], into: people[0])
            #expect(merged[.sessionsCount] == .number(7))
            #expect(merged[.createdAt] == people[1][.createdAt])
            #expect(merged[.lastSeenAt] == people[1][.lastSeenAt])
            #expect(merged[.lastActivityAt] == people[1][.lastSeenAt])
        }
    }

    @Test("U16: tags may exceed 20 until next edited", arguments: TestEngine.allCases)
    func tagsExceed(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"], tags: (0..<15).map { "a\($0)" }).contact
            let bob = try await stage.create(["name": "Bob"], tags: (0..<15).map { "b\($0)" }).contact
            let merged = try await stage.merge([bob], into: ann)
            #expect(merged.tags.count == 30)
            await #expect(throws: ContactError.tooManyTags(31)) { try await stage.edit(ann.id, adding: ["more"]) }
            #expect(try await stage.edit(ann.id, adding: ["a1"], removing: ["a0"]).tags.count == 29)
        }
    }

    @Test("U16: all that led to one leads to the primary, for as long as it lives", arguments: TestEngine.allCases)
    func identitiesFollow(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "email": "a@example.com"], memberID: "m1").contact
            let bob = try await stage.create(["name": "Bob", "email": "b@example.com"], memberID: "m2").contact
            let cy = try await stage.create(["name": "Cy", "mobileNumber": "01011112222"]).contact
            try await stage.merge([bob, cy], into: ann)
            let owners = try await stage.identities()
            #expect(Set(owners.values) == [ann.id])
            #expect(
                Set(owners.keys) == [
                    Identity(.memberID, "m1"), Identity(.memberID, "m2"), Identity(.email, "a@example.com"),
                    Identity(.email, "b@example.com"), Identity(.phone, "+821011112222"),
                    Identity(formerly: bob.id), Identity(formerly: cy.id),
                ]
            )
            // Old ids lead to the primary.
            #expect(try await stage.edit(bob.id, ["title": "CEO"]).id == ann.id)
            #expect(try await stage.kith.contacts.timeline(of: cy.id, by: stage.caller).events.first?.contact == ann.id)
            try await stage.members("memberId,company\nm2,Acme\n")
            #expect(try await stage.contact(ann.id).profile["company"] == .text("Acme"))
            // A merge of the merged takes their old ids along.
            let dan = try await stage.create(["name": "Dan"]).contact
            try await stage.merge([ann], into: dan)
            #expect(try await stage.edit(cy.id, ["title": "CTO"]).id == dan.id)
        }
    }

    @Test("U16: the ids of merged contacts are followed, in the preview, too", arguments: TestEngine.allCases)
    func idsFollow(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            var people: [Contact] = []
            for name in ["Ann", "Bob", "Cy", "Dan"] {
                people.append(try await stage.create(["name": .string(name)]).contact)
            }
            let (ann, bob, cy, dan) = (people[0], people[1], people[2], people[3])
            let (contacts, caller) = (stage.kith.contacts, stage.caller)
            try await stage.merge([bob], into: ann)
            try await stage.merge([dan], into: cy)
            for (others, primary) in [([bob], ann), ([ann], bob), ([cy, dan], ann), ([cy, bob], ann)] {
                await #expect(throws: ContactError.mergeWithItself) {
                    try await contacts.previewMerge(of: others.map(\.id), into: primary.id, by: caller)
                }
                await #expect(throws: ContactError.mergeWithItself) { try await stage.merge(others, into: primary) }
            }
            let preview = try await contacts.previewMerge(of: [dan.id], into: bob.id, by: caller)
            #expect(preview.primary.id == ann.id)
            #expect(preview.merge.losses.map(\.contact.id) == [cy.id])
            #expect(try await stage.merge([dan], into: bob).id == ann.id)
            #expect(try await stage.contacts().map(\.id) == [ann.id])
            #expect(Set(try await stage.identities().values) == [ann.id])
            let entry = try #require(try await stage.audit().first)
            #expect(entry.subject == "contact:\(ann.id)")
            #expect(entry.data["others"] == [.string(cy.id.description)])
            let strangers = try await Stage.organization("other", in: stage.kith)
            await #expect(throws: ContactError.unknown) {
                try await contacts.merge([dan.id], into: bob.id, by: strangers)
            }
        }
    }

    @Test("U16: the events of all are the primary's, and lost values stay readable", arguments: TestEngine.allCases)
    func eventsFollow(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob"], memberID: "m2").contact
            let before = try await stage.events(of: bob.id).map(\.id)
            try await stage.merge([bob], into: ann)
            let events = try await stage.events(of: ann.id)
            #expect(Set(before).isSubset(of: events.map(\.id)))
            let event = try #require(events.first)
            #expect(event.kind == .merged)
            #expect(
                event.data.ordered
                    == .object([
                        "contact": .string(bob.id.description), "lost": .object(["name": "Bob"]), "memberId": "m2",
                    ])
            )
        }
    }

    @Test("U16: the preview says what a merge makes, and changes nothing", arguments: TestEngine.allCases)
    func preview(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob", "title": "CEO"]).contact
            let before = try await stage.dump()
            let preview = try await stage.kith.contacts.previewMerge(of: [bob.id], into: ann.id, by: stage.caller)
            #expect(try await stage.dump() == before)
            #expect(preview.merge.losses.map(\.values) == [["name": .text("Bob")]])
            let merged = try await stage.merge([bob], into: ann)
            #expect(preview.merge.result.profile == merged.profile)
        }
    }

    @Test("U16: 2 to 20 different contacts can be merged", arguments: TestEngine.allCases)
    func sizes(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            var people: [Contact] = []
            for number in 0...20 {
                people.append(try await stage.create(["name": .string("P\(number)")]).contact)
            }
            let (first, rest) = (people[0], Array(people.dropFirst()))
            let caller = stage.caller
            let contacts = stage.kith.contacts
            await #expect(throws: ContactError.mergeSize(1)) {
                try await contacts.merge([], into: first.id, by: caller)
            }
            await #expect(throws: ContactError.mergeSize(21)) {
                try await contacts.merge(rest.map(\.id), into: first.id, by: caller)
            }
            await #expect(throws: ContactError.mergeWithItself) {
                try await contacts.merge([first.id], into: first.id, by: caller)
            }
            await #expect(throws: ContactError.mergeWithItself) {
                try await contacts.merge([rest[0].id, rest[0].id], into: first.id, by: caller)
            }
            try await stage.merge(Array(rest.dropLast()), into: first)
            #expect(try await stage.contacts().count == 2)
        }
    }

    @Test("U16: a merge is in the audit log, and needs its permission", arguments: TestEngine.allCases)
    func audit(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob"]).contact
            let other = try await stage.manager([.seeContacts, .editContacts, .deleteContacts])
            await #expect(throws: PermissionError.missing(.mergeContacts)) {
                try await stage.kith.contacts.merge([bob.id], into: ann.id, by: other)
            }
            try await stage.merge([bob], into: ann)
            let entry = try #require(try await stage.audit().first)
            #expect(entry.action == .mergedContacts)
            #expect(entry.subject == "contact:\(ann.id)")
        }
    }
}

extension Stage {
    @discardableResult
    func merge(_ others: [Contact], into primary: Contact) async throws -> Contact {
        try await kith.contacts.merge(others.map(\.id), into: primary.id, by: caller).primary
    }

    /// The audit log, newest first.
    func audit() async throws -> [AuditEntry] {
        let organization = caller.organization
        return try await kith.read { try AuditStore(organization, $0).entries(limit: 100) }
    }
}
