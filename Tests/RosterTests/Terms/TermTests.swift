import Domain
import Roster
import TestSupport
import Testing

@Suite("Many terms at once")
struct TermTests {
    private let people = [
        ("Mem-1", ["name": "Ada Smith", "email": "Ada@Example.com", "mobileNumber": "+821012345678"]),
        ("mem-1", ["name": "김민준", "email": "minjun@kakao.com", "mobileNumber": "+14155550123"]),
        ("café", ["name": "Ada Smith", "email": "x@example.com"]),
        ("cafe\u{301}", ["company": "Straße"]),
        ("9", ["name": "Numbers"]),
    ].enumerated().map { index, person in
        Contact(
            id: ContactID(rawValue: Int64(index) + 1),
            kind: .member,
            memberID: MemberID(stored: person.0),
            profile: person.1.mapValues(Value.text).merging(
                ["ltv": .number(Double(index) + 0.5), "colors": .list(["Red", "N\(index)"])]
            ) { first, _ in first },
            enteredAt: Instant(milliseconds: 0)
        )
    }

    @Test(
        "C6: exact terms lead to those who have them, and the others are named",
        arguments: [
            (["ada@example.com", "nobody@example.com"], TermPlace.identities, [1], [1]),
            (["Mem-1"], .identities, [1], []),
            (["MEM-1"], .identities, [], [0]),
            (["caf\u{E9}"], .identities, [3], []),
            (["cafe\u{301}"], .identities, [4], []),
            (["010-1234-5678"], .identities, [1], []),
            (["+82 10 1234 5678", "821012345678"], .identities, [1], []),
            (["(415) 555-0123"], .identities, [], [0]),
            (["12345678"], .identities, [], [0]),
            (["10 1234 5678"], .identities, [1], []),
            (["+1 (415) 555-0123"], .identities, [2], []),
            (["0000000000005", "000000000000Z"], .identities, [5], [1]),
            (["9"], .identities, [5], []),
            ([" ", "\u{A0}"], .identities, [], [0, 1]),
            (["ADA SMITH", "김민준", "Ada"], .key(.profile("name")), [1, 2, 3], [2]),
            (["red"], .key(.profile("colors")), [1, 2, 3, 4, 5], []),
            (["n3", "n9"], .key(.profile("colors")), [4], [1]),
            (["2.5", "2.50"], .key(.profile("ltv")), [3], [1]),
            (["STRASSE"], .key(.profile("company")), [4], []),
            (["01012345678"], .key(.profile("mobileNumber")), [1], []),
            (["Mem-1", "mem-1", "mEM-1"], .key(.builtIn(.memberId)), [1, 2], [2]),
            (["ada@example.com"], .key(.profile("unknown")), [], [0]),
        ]
    )
    func exact(_ terms: [String], _ place: TermPlace, _ ids: [Int64], _ missing: [Int]) {
        check(terms, place, .exact, ids, missing)
    }

    @Test(
        "C6: contained terms are found anywhere in a value",
        arguments: [
            (["example", "KAKAO.com", "gmail"], TermPlace.identities, [1, 2, 3], [2]),
            (["MEM", "fé"], .identities, [1, 2, 3, 4], []),
            (["1234-5678"], .identities, [1], []),
            (["0415555"], .identities, [2], []),
            (["00 82-10", "5-6"], .identities, [1], []),
            (["민", "mith"], .key(.profile("name")), [1, 2, 3], []),
            (["a", "S", "da sm"], .key(.profile("name")), [1, 3, 5], []),
            (["a very long text that nobody has", "ada smithy"], .key(.profile("name")), [], [0, 1]),
            (["ed"], .key(.profile("colors")), [1, 2, 3, 4, 5], []),
        ]
    )
    func contained(_ terms: [String], _ place: TermPlace, _ ids: [Int64], _ missing: [Int]) {
        check(terms, place, .contained, ids, missing)
    }

    private func check(_ terms: [String], _ place: TermPlace, _ match: TermMatch, _ ids: [Int64], _ missing: [Int]) {
        var builder = PartBuilder()
        for person in people { builder.add(person) }
        let roster = Roster(builder, seq: 0)
        // As a reader of phone numbers in Korea would say it.
        let numbers = ["010-1234-5678", "01012345678", "10 1234 5678"].map { ($0, "+821012345678") }
        let read = Dictionary(uniqueKeysWithValues: numbers + [("+1 (415) 555-0123", "+14155550123")])
        let sought = ContactTerms(terms, in: place, match) { read[$0] }
        #expect(sought.terms.map(\.text) == terms)
        for round in 0..<2 {
            // In the second round some are in parts of their own, and their older versions must not be found.
            if round == 1 {
                for person in people.prefix(3) {
                    var other = person
                    other.profile["name"] = .text("somebody else")
                    roster.apply(seq: 1, changed: [other])
                    roster.apply(seq: 2, changed: [person])
                }
            }
            var finder = TermFinder(sought)
            #expect(finder.find(in: roster.snapshot).ids.map(\.rawValue) == ids)
            #expect(finder.missing == missing)
        }
        let found = people.filter { person in sought.terms.contains { sought.finds($0, person) } }
        #expect(found.map(\.id.rawValue) == ids, "the reference")
    }

    @Test("contacts that are in no roster are found as well")
    func loose() {
        var finder = TermFinder(ContactTerms(["ada smith", "김민준", "x"], in: .key(.profile("name"))))
        #expect(finder.find(in: Array(people.prefix(1))).map(\.rawValue) == [1])
        #expect(finder.missing == [1, 2])
        #expect(Set(finder.find(in: Array(people.dropFirst()))).map(\.rawValue).sorted() == [2, 3])
        #expect(finder.missing == [2])
    }

    @Test("thousands of random parts of texts find who has them", arguments: ["name", "nickname", "company", "등급"])
    func random(_ key: String) {
        let seed = SplitMix64.seedOfRun
        print("TermTests: seed \(seed) (KITH_TEST_SEED repeats it)")
        var population = Population(seed: seed, count: 500)
        for _ in 0..<20 { population.change() }
        let texts = population.listed.compactMap { contact -> (ContactID, String)? in
            guard case .text(let text)? = contact.profile[key] else { return nil }
            return (contact.id, text.folded())
        }
        var terms: [String] = []
        for _ in 0..<300 {
            let scalars = Array((texts.randomElement(using: &population.chance)?.1 ?? "a").unicodeScalars)
            let start = Int.random(in: 0..<scalars.count, using: &population.chance)
            let end = Int.random(in: start + 1...scalars.count, using: &population.chance)
            terms.append(String(String.UnicodeScalarView(scalars[start..<end])) + ["", "", "?"][terms.count % 3])
        }
        for match in [TermMatch.exact, .contained] {
            let sought = ContactTerms(terms, in: .key(.profile(key)), match)
            var finder = TermFinder(sought)
            let selection = finder.find(in: population.roster.snapshot)
            let folded = sought.terms.map { Array($0.folded.utf8) }
            let isIn = { (term: [UInt8], text: String) in
                match == .exact ? text.utf8.elementsEqual(term) : text.utf8.contains(term)
            }
            #expect(
                selection.ids == texts.filter { text in folded.contains { isIn($0, text.1) } }.map(\.0),
                "seed \(seed)"
            )
            #expect(
                finder.missing == folded.indices.filter { term in !texts.contains { isIn(folded[term], $0.1) } },
                "seed \(seed)"
            )
        }
    }
}
