import Domain
import Kith
import TestSupport
import Testing

/// The rules of "Who is who" that say which contact a row is of.
///
/// In what is expected a star follows a value that leads to the contact.
@Suite struct WhoIsWhoTests {
    @Test("a member id belongs to one contact", arguments: TestEngine.allCases)
    func memberIDBelongsToOne(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members("memberId,name\nm1,Ann\n")
            #expect(try await stage.members("memberId,name\nm1,Anna\n") == ImportCounts(updated: 1))
            #expect(try await stage.people() == ["Anna, m1*"])
        }
    }

    @Test("an e-mail belongs to one contact", arguments: TestEngine.allCases)
    func emailBelongsToOne(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.leads("email,name\nann@example.com,Ann\n")
            #expect(try await stage.leads("email,name\nann@example.com,Anna\n") == ImportCounts(updated: 1))
            #expect(try await stage.people() == ["Anna, ann@example.com*"])
        }
    }

    @Test("a phone belongs to the first contact that brings it", arguments: TestEngine.allCases)
    func phoneBelongsToTheFirst(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.leads(
                "name,email,phone\nAnn,ann@example.com,010-1111-2222\nBob,bob@example.com,010-1111-2222\n"
            )
            #expect(
                try await stage.people() == [
                    "Ann, ann@example.com*, +821011112222*", "Bob, bob@example.com*, +821011112222",
                ]
            )
            #expect(try await stage.leads("name,phone\nAnna,010-1111-2222\n") == ImportCounts(updated: 1))
            #expect(
                try await stage.people() == [
                    "Anna, ann@example.com*, +821011112222*", "Bob, bob@example.com*, +821011112222",
                ]
            )
        }
    }

    @Test("a member id selects before an e-mail", arguments: TestEngine.allCases)
    func memberIDBeforeEmail(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members("memberId,name,email\nm1,Ann,ann@example.com\nm2,Bob,bob@example.com\n")
            #expect(
                try await stage.members("memberId,name,email\nm2,Bobby,ann@example.com\n") == ImportCounts(updated: 1)
            )
            #expect(
                try await stage.people() == ["Ann, m1*, ann@example.com*", "Bobby, m2*, ann@example.com"]
            )
        }
    }

    @Test("an e-mail selects before a phone", arguments: TestEngine.allCases)
    func emailBeforePhone(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.leads("name,email,phone\nAnn,ann@example.com,\nBob,,010-1111-2222\n")
            let text = "name,email,phone\nAnna,ann@example.com,01011112222\n"
            #expect(try await stage.leads(text) == ImportCounts(updated: 1))
            #expect(
                try await stage.people() == ["Anna, ann@example.com*, +821011112222", "Bob, +821011112222*"]
            )
            #expect(try await stage.duplicates() == ["Anna, Bob: phone"])
        }
    }

    @Test("a phone selects where nothing stronger does", arguments: TestEngine.allCases)
    func phoneSelects(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.leads("name,phone\nAnn,010-1111-2222\n")
            #expect(
                try await stage.leads("email,phone\nann@example.com,010-1111-2222\n") == ImportCounts(updated: 1)
            )
            #expect(try await stage.people() == ["Ann, ann@example.com*, +821011112222*"])
            #expect(try await stage.members("memberId,phone\nm1,01011112222\n") == ImportCounts(updated: 1))
            #expect(try await stage.people() == ["Ann, m1*, ann@example.com*, +821011112222*"])
        }
    }

    @Test("member ids are compared exactly, to the byte", arguments: TestEngine.allCases)
    func memberIDsAreExact(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ids = ["ab", "AB", "Ab", "r\u{E9}ne", "re\u{301}ne", "ß", "ss", "ﬁ", "fi"]
            let text = "memberId,name\n" + ids.map { "\($0),one\n" }.joined()
            #expect(try await stage.members(text) == ImportCounts(created: ids.count))
            #expect(try await stage.members(text) == ImportCounts(unchanged: ids.count))
            let stored = try await stage.contacts().compactMap { $0.memberID.map { Array($0.text.utf8) } }
            #expect(stored == ids.map { Array($0.utf8) })
        }
    }

    @Test("member ids that only look the same differ, also where the e-mail is one", arguments: TestEngine.allCases)
    func memberIDsThatLookTheSame(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let text = "memberId,name,email\nr\u{E9}ne,Ann,a@example.com\nre\u{301}ne,Bob,a@example.com\n"
            #expect(try await stage.members(text) == ImportCounts(created: 2))
            try await stage.leads("name,email\nAnna,a@example.com\n")
            #expect(
                try await stage.people() == ["Anna, r\u{E9}ne*, a@example.com*", "Bob, re\u{301}ne*, a@example.com"]
            )
        }
    }

    @Test(
        "e-mails are compared folded",
        arguments: TestEngine.allCases,
        ["ANN.REÉ@EXAMPLE.COM", "ann.ree\u{301}@example.com", "Ann.Reé@Example.Com"]
    )
    func emailsAreFolded(engine: TestEngine, other: String) async throws {
        try await Stage.with(engine) { stage in
            try await stage.leads("email,name\nann.reé@example.com,Ann\n")
            #expect(try await stage.leads("email,name\n\(other),Anna\n") == ImportCounts(updated: 1))
            #expect(try await stage.leads("email,name\n\(other),Anna\n") == ImportCounts(unchanged: 1))
            #expect(try await stage.people() == ["Anna, \(other)*"])
        }
    }

    @Test("phones in any spelling are the same", arguments: TestEngine.allCases)
    func phonesInAnySpelling(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let spellings = [
                "010-1234-5678", "+82 10 1234 5678", "+82 (0)10-1234-5678", "0082 10 1234 5678", "010.1234.5678",
                "０１０-１２３４-５６７８", "tel:+82-10-1234-5678", "01012345678",
            ]
            let text = "phone\n" + spellings.map { "\($0)\n" }.joined()
            let counts = try await stage.leads(text)
            #expect(counts == ImportCounts(created: 1, merged: spellings.count - 1))
            #expect(try await stage.people() == ["+821012345678*"])
        }
    }

    @Test("an empty member id is refused", arguments: TestEngine.allCases, ["", "  ", "\u{3000}"])
    func emptyMemberIDIsRefused(engine: TestEngine, id: String) async throws {
        try await Stage.with(engine) { stage in
            let result = try await stage.run("memberId,name\n\"\(id)\",Ann\n\"\(id)\",Bob\nm1,Cy\n", .members)
            #expect(result.counts == ImportCounts(created: 1, refused: 2))
            #expect(result.refusals.map(\.column) == ["memberId", "memberId"])
            #expect(try await stage.people() == ["Cy, m1*"])
        }
    }

    @Test("another organization with the same people is untouched", arguments: TestEngine.allCases)
    func otherOrganizationsAreUntouched(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let text = "memberId,name,email,phone,tags\nm1,Ann,ann@example.com,010-1111-2222,vip\n"
            let other = try await Stage.organization("other", in: stage.kith)
            #expect(try await stage.members(text, by: other) == ImportCounts(created: 1))
            let before = try await stage.contacts(of: other)
            #expect(try await stage.members(text) == ImportCounts(created: 1))
            try await stage.members("memberId,name,email,phone,tags\nm1,Eve,eve@example.com,010-3333-4444,new\n")
            #expect(try await stage.people() == ["Eve, m1*, eve@example.com*, +821033334444*"])
            #expect(try await stage.contacts(of: other) == before)
            #expect(try await stage.people(of: other) == ["Ann, m1*, ann@example.com*, +821011112222*"])
            let catalogue = try await stage.catalogue(of: other)
            #expect(catalogue.tags.count == 1)
        }
    }
}
