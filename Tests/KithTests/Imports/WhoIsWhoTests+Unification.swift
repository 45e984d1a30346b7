import Domain
import Kith
import TestSupport
import Testing

/// A lead becomes a member when its e-mail arrives with a member id.
extension WhoIsWhoTests {
    @Suite struct Unifying {
        @Test("a lead becomes a new member when its e-mail arrives with a member id", arguments: TestEngine.allCases)
        func leadBecomesNewMember(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.leads("name,email,phone\nAnn,a@example.com,010-1111-2222\n")
                let lead = try await stage.contact(email: "a@example.com")
                #expect(try await stage.members("memberId,email\nm1,A@example.com\n") == ImportCounts(updated: 1))
                #expect(try await stage.people() == ["Ann, m1*, A@example.com*, +821011112222*"])
                let member = try await stage.contact(memberID: "m1")
                #expect(member.id == lead.id)
                #expect(member.kind == .member)
            }
        }

        @Test("a lead goes into the member whose row brings its e-mail", arguments: TestEngine.allCases)
        func leadGoesIntoMember(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                let (lead, member) = try await stage.leadAndMember()
                let seq = try await stage.changes().map(\.seq).max() ?? 0
                #expect(try await stage.members("memberId,email\nm1,lead@example.com\n") == ImportCounts(updated: 1))

                let contact = try await stage.contact(memberID: "m1")
                #expect(contact.id == member.id)
                #expect(try await stage.people() == ["Ann, m1*, lead@example.com*, +821011112222*"])
                #expect(contact.profile["company"] == .text("Acme"))
                #expect(contact.profile["title"] == .text("CEO"))
                #expect(try await stage.tags(of: contact) == ["lead", "member"])
                #expect(contact.importTags == ["members", "leads"])

                let changes = try await stage.changes(after: seq).map(\.what)
                #expect(changes == [Changed(contacts: [member.id], removed: [lead.id], isImport: true)])
                let identities = try await stage.identities()
                #expect(identities[Identity(.former, lead.id.description)] == member.id)
                #expect(identities[Identity(.email, "member@example.com")] == nil)
            }
        }

        @Test("counters add, first times are the earliest, last times the latest", arguments: TestEngine.allCases)
        func countersAndTimes(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                let (lead, member) = try await stage.leadAndMember()
                try await stage.members("memberId,email\nm1,lead@example.com\n")
                let contact = try await stage.contact(memberID: "m1")
                #expect(contact[.sessionsCount] == .number(7))
                #expect(contact[.createdAt] == lead[.createdAt])
                #expect(contact[.lastSeenAt] == member[.lastSeenAt])
                #expect(contact.enteredAt == min(lead.enteredAt, member.enteredAt))
                #expect(contact.version == member.version + 1)
            }
        }

        @Test("an opt-out wins, whoever of the two made it", arguments: TestEngine.allCases, [true, false])
        func optOutWins(engine: TestEngine, isOfLead: Bool) async throws {
            try await Stage.with(engine) { stage in
                let texts = isOfLead ? ["true", ""] : ["", "true"]
                try await stage.leads("email,unsubscribeEmail\nlead@example.com,\(texts[0])\n")
                try await stage.members("memberId,unsubscribeEmail\nm1,\(texts[1])\n")
                let before = try await stage.contacts()
                let optedOut = before.first { $0[.unsubscribeEmail] == .boolean(true) }
                try await stage.members("memberId,email\nm1,lead@example.com\n")
                let contact = try await stage.contact(memberID: "m1")
                #expect(contact[.unsubscribeEmail] == .boolean(true))
                #expect(contact[.unsubscribeEmailUpdatedAt] == optedOut?[.unsubscribeEmailUpdatedAt])
                #expect(contact[.unsubscribeEmailSource] == .text("import"))
            }
        }

        @Test("events move to the member, and lost values stay readable in one", arguments: TestEngine.allCases)
        func eventsMove(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                let (lead, member) = try await stage.leadAndMember()
                let before = try await stage.events(of: lead.id) + stage.events(of: member.id)
                try await stage.members("memberId,email\nm1,lead@example.com\n")
                let events = try await stage.events(of: member.id)
                #expect(Set(before.map(\.id)).isSubset(of: events.map(\.id)))
                let unified = try #require(events.first { $0.kind == .unified })
                #expect(unified.data["contact"] == .string(lead.id.description))
                #expect(unified.data["lost"]?["name"] == .string("Lea"))
                #expect(try await stage.events(of: lead.id) == [])
            }
        }

        @Test("values of the lead that do not survive lead nowhere", arguments: TestEngine.allCases)
        func lostIdentitiesAreReleased(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.leads("email,phone\nl1@example.com,010-1111-1111\nl2@example.com,010-2222-2222\n")
                try await stage.members("memberId,name,phone\nm1,Ann,010-3333-3333\nm2,Bob,\n")
                try await stage.members(
                    "memberId,email,phone\nm1,l1@example.com,\nm2,l2@example.com,010-4444-4444\n"
                )
                #expect(
                    try await stage.people() == [
                        "Ann, m1*, l1@example.com*, +821033333333*", "Bob, m2*, l2@example.com*, +821044444444*",
                    ]
                )
                let phones = try await stage.identities().keys.filter { $0.kind == .phone }.map(\.value)
                #expect(phones.sorted() == ["+821033333333", "+821044444444"])
            }
        }

        @Test("pairs of the lead become pairs of the member", arguments: TestEngine.allCases, [1, 1_000])
        func pairsMove(engine: TestEngine, rowsBetween: Int) async throws {
            try await Stage.with(engine) { stage in
                try await stage.leads("name,email,phone\nLea,lead@example.com,010-1111-2222\n")
                try await stage.members("memberId,name\nm1,Ann\n")
                let others = (0..<rowsBetween).map { "x\($0),,,\n" }.joined()
                try await stage.members(
                    "memberId,name,email,phone\nm2,Bob,bob@example.com,010-1111-2222\n\(others)m1,,lead@example.com,\n"
                )
                #expect(try await stage.duplicates() == ["Ann, Bob: phone"])
            }
        }

        @Test("a lead never goes into a lead", arguments: TestEngine.allCases)
        func neverLeadAndLead(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.leads("name,email,phone\nAnn,a@example.com,\nBob,,010-1111-2222\n")
                try await stage.leads("email,phone\na@example.com,010-1111-2222\n")
                #expect(try await stage.people() == ["Ann, a@example.com*, +821011112222", "Bob, +821011112222*"])
            }
        }

        @Test("a member never goes into a member", arguments: TestEngine.allCases)
        func neverMemberAndMember(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.members("memberId,name,email\nm1,Ann,a@example.com\nm2,Bob,b@example.com\n")
                try await stage.members("memberId,email\nm1,b@example.com\n")
                #expect(try await stage.people() == ["Ann, m1*, b@example.com", "Bob, m2*, b@example.com*"])
                let events = try await stage.events(of: stage.contact(memberID: "m1").id)
                #expect(!events.contains { $0.kind == .unified })
            }
        }

        @Test("a lead that only shares a phone with the member stays", arguments: TestEngine.allCases)
        func phoneDoesNotUnify(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.leads("name,phone\nLea,010-1111-2222\n")
                try await stage.members("memberId,name\nm1,Ann\n")
                try await stage.members("memberId,phone\nm1,010-1111-2222\n")
                #expect(try await stage.people() == ["Lea, +821011112222*", "Ann, m1*, +821011112222"])
                #expect(try await stage.duplicates() == ["Lea, Ann: phone"])
            }
        }
    }
}

extension Stage {
    /// A lead with more history than the member that it will go into.
    fileprivate func leadAndMember() async throws -> (lead: Contact, member: Contact) {
        try await leads(
            """
            name,email,phone,company,tags,sessionsCount,createdAt,lastSeenAt
            Lea,lead@example.com,010-1111-2222,Acme,lead,3,2020-01-01,2021-01-01

            """
        ) { $0.tag = "leads" }
        try await members(
            """
            memberId,name,email,title,tags,sessionsCount,createdAt,lastSeenAt
            m1,Ann,member@example.com,CEO,member,4,2022-01-01,2023-01-01

            """
        ) { $0.tag = "members" }
        return (try await contact(email: "lead@example.com"), try await contact(memberID: "m1"))
    }
}
