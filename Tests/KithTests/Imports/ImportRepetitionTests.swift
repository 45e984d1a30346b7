import Domain
import Kith
import TestSupport
import Testing

/// Duplicates inside a file, the same file again, and dry runs.
@Suite struct ImportRepetitionTests {
    /// Rows of one person, next to each other and in two batches.
    static let distances = [0, 1, 999, 1_500]

    @Test("duplicates inside the file become one contact and are counted", arguments: TestEngine.allCases, distances)
    func duplicates(engine: TestEngine, distance: Int) async throws {
        try await Stage.with(engine) { stage in
            let others = (0..<distance).map { "x\($0),,,\n" }.joined()
            let text = "memberId,name,email,tags\nm1,Ann,,a\n\(others)m1,,ann@example.com,b\n"
            #expect(try await stage.members(text) == ImportCounts(created: distance + 1, merged: 1))
            let contact = try await stage.contact(memberID: "m1")
            #expect(contact.email == "ann@example.com")
            #expect(try await stage.tags(of: contact) == ["a", "b"])
            #expect(try await stage.members(text) == ImportCounts(unchanged: distance + 1, merged: 1))
        }
    }

    @Test("duplicates among leads are found by e-mail and by phone", arguments: TestEngine.allCases, distances)
    func duplicateLeads(engine: TestEngine, distance: Int) async throws {
        try await Stage.with(engine) { stage in
            let others = (0..<distance).map { "x\($0)@example.com,,\n" }.joined()
            let text = "email,phone,name\na@example.com,010-1111-2222,Ann\n\(others)A@Example.com,,\n,01011112222,\n"
            let first = try await stage.leads(text)
            #expect(first == ImportCounts(created: distance + 1, merged: 2))
            #expect(try await stage.leads(text) == ImportCounts(unchanged: distance + 1, merged: 2))
        }
    }

    @Test("of rows that disagree the first one counts", arguments: TestEngine.allCases, distances)
    func disagreement(engine: TestEngine, distance: Int) async throws {
        try await Stage.with(engine) { stage in
            let others = (0..<distance).map { "x\($0),,,\n" }.joined()
            let text = """
                memberId,name,email,phone
                m1,Ann,a@example.com,
                \(others)m1,Anna,b@example.com,010-1111-2222
                m2,Bob,b@example.com,

                """
            try await stage.members("memberId,name\nm1,Old\n")
            #expect(try await stage.members(text) == ImportCounts(created: distance + 1, updated: 1, merged: 1))
            let people = try await stage.people()
            #expect(people.first == "Ann, m1*, a@example.com*, +821011112222*")
            #expect(people.last == "Bob, m2*, b@example.com*")
            let before = try await stage.dump(without: ["imports"])
            #expect(try await stage.members(text) == ImportCounts(unchanged: distance + 2, merged: 1))
            #expect(try await stage.dump(without: ["imports"]) == before)
        }
    }

    /// People of every sort: shared e-mails and phones, duplicates, tags, bad rows.
    static let mixed: String = {
        var text = "memberId,name,email,phone,tags,plan,unsubscribeEmail,createdAt\n"
        for row in 0..<1_200 {
            let email = row.isMultiple(of: 7) ? "shared\(row % 5)@example.com" : "p\(row)@example.com"
            let phone = "010-\(1000 + row % 400)-5678"
            let bad = row.isMultiple(of: 100) ? "no phone" : phone
            text += "m\(row % 1_100),P\(row),\(email),\(bad),\"t\(row % 9), vip\",pro,\(row % 2),2020-01-01\n"
        }
        return text
    }()

    @Test("the same file again changes nothing", arguments: TestEngine.allCases)
    func sameFileAgain(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.leads("email,name\nshared1@example.com,Lea\np5@example.com,Leo\n")
            let first = try await stage.members(Self.mixed) { $0.createsProperties = true }
            #expect(first.rows == 1_200)
            #expect(first.created > 1_000)
            #expect(first.refused == 12)
            let before = try await stage.dump(without: ["imports"])
            let again = try await stage.members(Self.mixed) {
                $0.createsProperties = true
                $0.tag = "again"
            }
            #expect(again.created == 0)
            #expect(again.updated == 0)
            #expect(again.unchanged == first.created + first.updated)
            #expect(again.merged == first.merged)
            #expect(try await stage.dump(without: ["imports"]) == before)
        }
    }

    @Test("K5: a dry run says what the run then does, and changes nothing", arguments: TestEngine.allCases)
    func dryRun(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.leads("email,name\nshared1@example.com,Lea\np5@example.com,Leo\n")
            try await stage.members("memberId,name\nm1,P1\nm7,Old\n")
            let before = try await stage.dump()
            let rehearsed = try await stage.run(Self.mixed, .members) {
                $0.createsProperties = true
                $0.isDryRun = true
                $0.refusedPath = stage.path("rehearsed.csv")
            }
            #expect(try await stage.dump() == before)
            let performed = try await stage.run(Self.mixed, .members) {
                $0.createsProperties = true
                $0.refusedPath = stage.path("performed.csv")
            }
            #expect(rehearsed.counts == performed.counts)
            #expect(rehearsed.columns == performed.columns)
            #expect(rehearsed.refusals == performed.refusals)
            #expect(try stage.text("rehearsed.csv") == stage.text("performed.csv"))
        }
    }
}
