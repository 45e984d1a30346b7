import Domain
import Roster
import TestSupport
import Testing

@Suite("Parts of more than one chunk of rows")
struct ChunkTests {
    /// 65,536 rows are a chunk; its edge lies among these.
    private static let count = 70_000

    @Test("filters, searches, pages and terms mean the same on both sides of a chunk's edge")
    func edges() throws {
        var people = (0..<Self.count).map { contact($0) }
        var builder = PartBuilder()
        for person in people { builder.add(person) }
        let roster = Roster(builder, seq: 0)
        for (seq, number) in [0, 65_534, 65_535, 65_536, 65_537, 69_999].enumerated() {
            people[number].profile["email"] = .text("changed\(number)@example.com")
            people[number].profile["ltv"] = .number(-1)
            roster.apply(seq: Int64(seq) + 1, changed: [people[number]])
        }
        try check(roster.snapshot, people)
        #expect(roster.merge())
        try check(roster.snapshot, people)
    }

    private func check(_ snapshot: RosterSnapshot, _ people: [Contact]) throws {
        let ltv = PropertyKey.profile("ltv")
        let email = PropertyKey.profile("email")
        let vip = TagID(rawValue: 1)
        let predicates: [Predicate] = [
            .everybody, .not(.test(ltv, .exists)), .test(ltv, .number([-1...0, 65_530...65_540])),
            .test(email, .text(.contains("changed"))), .test(email, .text(.contains("n6553"))),
            .test(email, .text(.isOneOf(["person65535@example.com", "person65536@example.com"]))),
            .test(email, .text(.isOneOf(Set((65_530..<65_545).map { "person\($0)@example.com" })))),
            .all([.tags(.hasAny([vip])), .test(email, .text(.startsWith("person6553")))]),
            .all([.tags(.are([vip])), .not(.test(.profile("name"), .text(.endsWith("3"))))]),
            .any([.test(.profile("name"), .text(.contains("name 1"))), .tags(.exist)]),
            .test(.builtIn(.lastSeenAt), .instant([Instant(milliseconds: 65_500)...Instant(milliseconds: 65_600)])),
        ]
        for predicate in predicates {
            let question = RosterQuestion(predicate: predicate, catalogue: Catalogue())
            let expected = people.filter { predicate.matches($0) }.map(\.id)
            #expect(try snapshot.ids(question) == expected, "\(predicate)")
            #expect(try snapshot.count(question) == expected.count, "\(predicate)")
        }
        for text in ["changed name", "n65536@ 1"] {
            let question = RosterQuestion(search: Search(text), catalogue: Catalogue())
            let expected = people.filter { Search(text).matches($0, in: Catalogue()) }.map(\.id)
            #expect(try snapshot.ids(question) == expected, "\(text)")
        }
        let all = try snapshot.matches(RosterQuestion(catalogue: Catalogue()))
        for sort in ["-ltv"] {
            let order = try ContactOrder(
                parsing: sort,
                in: Catalogue(properties: Property.defaults + [Property(key: "ltv", name: "", type: .number)])
            )
            let expected = Reference.sorted(people, order)
            #expect(all.page(in: order, limit: 50) == expected.prefix(50).map(\.id), "\(sort)")
            for rank in [3_000, 65_530] {
                let page = all.page(in: order, rank: rank, limit: 50)
                #expect(page == expected.dropFirst(rank).prefix(50).map(\.id), "\(sort) from \(rank)")
                let cursor = ContactCursor(after: expected[rank], in: order)
                #expect(
                    all.page(in: order, limit: 30, cursor: cursor)
                        == expected.dropFirst(rank + 1).prefix(30).map(\.id),
                    "\(sort) after \(rank)"
                )
            }
        }
        let terms = ["person65535@example.com", "person65538@example.com", "person70000@example.com"]
        var finder = TermFinder(ContactTerms(terms, in: .identities))
        #expect(finder.find(in: snapshot).ids == people.filter { $0.email.map(terms.contains) ?? false }.map(\.id))
        #expect(finder.missing.last == 2)
        var parts = TermFinder(ContactTerms(["son6554"], in: .key(email), .contained))
        #expect(parts.find(in: snapshot).count == 11)
    }

    private func contact(_ number: Int) -> Contact {
        var profile: [String: Value] = [
            "email": .text("person\(number)@example.com"), "name": .text("Name \(number % 7)"),
        ]
        if number % 3 == 0 { profile["ltv"] = .number(Double(number) + (number % 2 == 0 ? 0 : 0.5)) }
        return Contact(
            id: ContactID(rawValue: Int64(number) * 3 + 1),
            kind: .lead,
            tags: number % 100 == 0
                ? [TagID(rawValue: 1), TagID(rawValue: 2)] : number % 5 == 0 ? [TagID(rawValue: 1)] : [],
            facts: [.lastSeenAt: .datetime(Instant(milliseconds: Int64(number)))],
            profile: profile,
            enteredAt: Instant(milliseconds: 0)
        )
    }
}
