import Domain
import Kith
import TestSupport
import Testing

/// What an import does to values, tags and history, and what it leaves alone.
@Suite struct ImportRulesTests {
    @Test("a blank cell changes nothing", arguments: TestEngine.allCases)
    func blankCells(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let header = "memberId,name,email,phone,tags,company,lastCheckoutCompletedAt\n"
            try await stage.members(header + "m1,Ann,a@example.com,010-1111-2222,vip,Acme,2026-01-01\n")
            let before = try await stage.contacts()
            #expect(try await stage.members(header + "m1,,\"\",  ,, \t ,\n") == ImportCounts(unchanged: 1))
            #expect(try await stage.contacts() == before)
        }
    }

    @Test("opt-outs are never reset, and have a time and a source", arguments: TestEngine.allCases)
    func optOuts(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let header = "memberId,unsubscribeEmail,unsubscribeTexting,unsubscribeAppPush\n"
            try await stage.members(header + "m1,true,no,\n")
            let before = try await stage.contact(memberID: "m1")
            #expect(before[.unsubscribeEmail] == .boolean(true))
            #expect(before[.unsubscribeEmailUpdatedAt] == before[.updatedAt])
            #expect(before[.unsubscribeEmailSource] == .text("import"))
            #expect(before[.unsubscribeTexting] == .boolean(false))
            #expect(before[.unsubscribeTextingUpdatedAt] == nil)
            #expect(before[.unsubscribeTextingSource] == nil)
            #expect(try await stage.members(header + "m1,false,0,\n") == ImportCounts(unchanged: 1))
            #expect(try await stage.members(header + "m1,yes,,\n") == ImportCounts(unchanged: 1))
            #expect(try await stage.contact(memberID: "m1") == before)
            #expect(try await stage.members(header + "m1,true,,1\n") == ImportCounts(updated: 1))
            let after = try await stage.contact(memberID: "m1")
            #expect(after[.unsubscribeAppPush] == .boolean(true))
            #expect(after[.unsubscribeAppPushUpdatedAt] == after[.updatedAt])
            #expect(after[.unsubscribeEmailUpdatedAt] == before[.unsubscribeEmailUpdatedAt])
        }
    }

    @Test("write-once keys stay", arguments: TestEngine.allCases)
    func writeOnce(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members("memberId,name\nm1,Ann\n")
            let text = "memberId,utmSource,referrer\nm1,ads,\n"
            #expect(try await stage.members(text) == ImportCounts(updated: 1))
            #expect(try await stage.members("memberId,utmSource\nm1,mail\n") == ImportCounts(unchanged: 1))
            #expect(try await stage.members("memberId,referrer\nm1,site\n") == ImportCounts(updated: 1))
            let profile = try await stage.contact(memberID: "m1").profile
            #expect(profile["utmSource"] == .text("ads"))
            #expect(profile["referrer"] == .text("site"))
        }
    }

    @Test("history goes only into contacts that the import creates", arguments: TestEngine.allCases)
    func history(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let header = "memberId,createdAt,lastSeenAt,sessionsCount,country,city,language,timeZone\n"
            let counts = try await stage.members(
                header + "m1,2020-01-02,2021-03-04T05:06:07Z,12,kr,Seoul,ko,Asia/Seoul\n"
            )
            #expect(counts == ImportCounts(created: 1))
            let contact = try await stage.contact(memberID: "m1")
            #expect(contact[.createdAt] == .datetime(Instant(milliseconds: 1_577_890_800_000)))
            #expect(contact[.lastSeenAt] == .datetime(Instant(milliseconds: 1_614_834_367_000)))
            #expect(contact[.lastActivityAt] == contact[.lastSeenAt])
            #expect(contact[.sessionsCount] == .number(12))
            #expect(contact[.country] == .text("KR"))
            #expect(contact[.city] == .text("Seoul"))
            #expect(contact[.language] == .text("ko"))
            #expect(contact[.timeZone] == .text("Asia/Seoul"))
            let other = header + "m1,2010-01-02,2026-03-04,99,JP,Tokyo,ja,Asia/Tokyo\n"
            #expect(try await stage.members(other) == ImportCounts(unchanged: 1))
            #expect(try await stage.contact(memberID: "m1") == contact)
            let changed = other.replacing("\n", with: ",Ann\n").replacing("timeZone,Ann", with: "timeZone,name")
            #expect(try await stage.members(changed) == ImportCounts(updated: 1))
            let facts = try await stage.contact(memberID: "m1").facts
            #expect(facts.filter { $0.key != .updatedAt } == contact.facts.filter { $0.key != .updatedAt })
        }
    }

    @Test("the import tag goes only on contacts that were created or changed", arguments: TestEngine.allCases)
    func importTag(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members("memberId,name\nm1,Ann\nm2,Bob\n") { $0.tag = "first" }
            let text = "memberId,name\nm1,Ann\nm2,Bobby\nm3,Cy\n"
            let counts = try await stage.members(text) { $0.tag = "second" }
            #expect(counts == ImportCounts(created: 1, updated: 1, unchanged: 1))
            try await stage.members("memberId,name\nm2,Bo\n") { $0.tag = "SECOND" }
            #expect(
                try await stage.contacts().map(\.importTags) == [["first"], ["first", "second"], ["second"]]
            )
        }
    }

    @Test(
        "a mode leaves out whom it does not speak of",
        arguments: TestEngine.allCases,
        [
            (Import.Mode.upsert, ImportCounts(created: 1, updated: 1), ["Anna, m1*", "Bob, m2*"]),
            (.create, ImportCounts(created: 1, skipped: 1), ["Ann, m1*", "Bob, m2*"]),
            (.update, ImportCounts(updated: 1, skipped: 1), ["Anna, m1*"]),
        ]
    )
    func modes(engine: TestEngine, row: (mode: Import.Mode, counts: ImportCounts, people: [String])) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members("memberId,name\nm1,Ann\n")
            #expect(try await stage.members("memberId,name\nm1,Anna\nm2,Bob\n") { $0.mode = row.mode } == row.counts)
            #expect(try await stage.people() == row.people)
        }
    }

    @Test("a name alone is refused", arguments: TestEngine.allCases)
    func nameAloneIsRefused(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let result = try await stage.run("name,email\nAnn,\n,b@example.com\n", .leads)
            #expect(result.counts == ImportCounts(created: 1, refused: 1))
            #expect(result.refusals.first?.reason.description.contains("--names-alone") == true)
            #expect(try await stage.people() == ["b@example.com*"])
        }
    }

    @Test("a name alone is taken when asked for, and the same row is not doubled", arguments: TestEngine.allCases)
    func nameAloneIsTaken(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let text = "name,company\nAnn,Acme\nAnn,Other\nAnn,Acme\n,Acme\n"
            let first = try await stage.leads(text) { $0.takesNamesAlone = true }
            #expect(first == ImportCounts(created: 2, merged: 1, refused: 1))
            let again = try await stage.leads(text) { $0.takesNamesAlone = true }
            #expect(again == ImportCounts(unchanged: 2, merged: 1, refused: 1))
            #expect(try await stage.people() == ["Ann", "Ann"])
        }
    }

    @Test("U6: a contact has at most 20 tags", arguments: TestEngine.allCases)
    func tagsOfAContact(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let tags = (1...20).map { "t\($0)" }
            let counts = try await stage.members(
                "memberId,tags\nm1,\"\(tags.joined(separator: ","))\"\nm2,\"\((tags + ["t21"]).joined(separator: ","))\"\n"
            )
            #expect(counts == ImportCounts(created: 1, refused: 1))
            let more = try await stage.run("memberId,name,tags\nm1,Ann,new\n", .members)
            #expect(more.counts == ImportCounts(refused: 1))
            #expect(more.refusals.first?.column == "tags")
            #expect(try await stage.members("memberId,tags\nm1,\"T20, t1\"\n") == ImportCounts(unchanged: 1))
            #expect(try await stage.people() == ["m1*"])
            let catalogue = try await stage.catalogue()
            #expect(catalogue.tags.count == 20)
        }
    }

    @Test("U6: an organization has at most 999 tags", arguments: TestEngine.allCases)
    func tagsOfAnOrganization(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let rows = (1...1_000).map { "m\($0),t\($0)\n" }
            let result = try await stage.run("memberId,tags\n" + rows.joined(), .members)
            #expect(result.counts == ImportCounts(created: 999, refused: 1))
            #expect(result.refusals.map(\.line) == [1_001])
            let catalogue = try await stage.catalogue()
            #expect(catalogue.tags.count == 999)
            #expect(try await stage.members("memberId,tags\nm1,T999\n") == ImportCounts(updated: 1))
        }
    }

    @Test("U10: at the limit of managed users an import is refused before it starts", arguments: TestEngine.allCases)
    func capacity(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let caller = try await Stage.organization("small", capacity: 2, in: stage.kith)
            try await stage.members("memberId\nm1\n", by: caller)
            let before = try await stage.dump()
            await #expect(throws: SubscriptionError.full(capacity: 2, used: 1, needed: 2)) {
                try await stage.members("memberId\nm1\nm2\nm3\n", by: caller)
            }
            #expect(try await stage.dump() == before)
            #expect(try await stage.members("memberId\nm1\nm2\n", by: caller) == ImportCounts(created: 1, unchanged: 1))
        }
    }
}
