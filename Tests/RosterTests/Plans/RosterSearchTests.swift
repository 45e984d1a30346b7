import Domain
import Roster
import TestSupport
import Testing

@Suite("Search on the roster means what the reference means")
struct RosterSearchTests {
    @Test("words, parts of words, phones in any spelling, tags")
    func search() throws {
        let vip = Tag(id: TagID(rawValue: 7), name: try TagName("VIP/Gold"))
        let catalogue = Catalogue(tags: [vip])
        let people = [
            contact(1, ["name": "Ada Smith", "email": "Ada@Example.com", "mobileNumber": "+821012345678"], [vip.id]),
            contact(2, ["name": "김민준", "company": "Straße & Söhne"], []),
            contact(3, ["name": "محمد حسن", "nickname": "e\u{301}te\u{301}", "city": "東京都"], []),
            contact(4, ["name": "Number Nine"], [], more: ["ltv": .number(129.5), "born": .date(Day(number: 11_000))]),
            contact(5, [:], [], more: ["colors": .list(["Red", "Größe"]), "scores": .numbers([1, 2.25])]),
            contact(6, ["name": "Eve", "avatarUrl": "/contacts/0SA5RR5G80000/avatar?v=22107980"], []),
        ]
        let roster = roster(people)
        for text in [
            "", "ada", "SMITH example", "ada 민준", "민준", "준", "010-1234-5678", "+82 10 1234 5678", "1234", "gold",
            "vip/g smith", "STRASSE", "%", "_", "'; DROP TABLE contacts; --", "محمد", "حسن مح", "été", "E\u{301}T",
            "東京",
            "京都", "129", "129.5", "2000-02", "RED", "grösse", "2.25", "1,", "nine 9.5", "MEM-1", "mem-1",
            "0000000000001", "avatar", "2210",
        ] {
            let question = RosterQuestion(search: Search(text), catalogue: catalogue)
            let expected = people.filter { Search(text).matches($0, in: catalogue) }.map(\.id)
            #expect(try roster.snapshot.ids(question) == expected, "\(text)")
        }
    }

    @Test("random words of random contacts that change, together with filters")
    func random() async throws {
        let seed = SplitMix64.seedOfRun
        print("RosterSearchTests: seed \(seed) (KITH_TEST_SEED repeats it)")
        var population = Population(seed: seed, count: 60)
        for step in 0..<60 {
            await Task.yield()
            population.change()
            if step % 13 == 12 { population.roster.merge() }
            for _ in 0..<8 {
                let filter = population.random.filter()
                let predicate = filter.predicate(at: population.moment, in: population.catalogue)
                let text = population.someText()
                let expected = population.matches(predicate, search: text)
                let found = try population.roster.snapshot.ids(population.question(predicate, search: text))
                #expect(found == expected, "seed \(seed), step \(step): “\(text)” and \(filter)")
                let everybody = try population.roster.snapshot.ids(population.question(.everybody, search: text))
                #expect(everybody == population.matches(.everybody, search: text), "seed \(seed): “\(text)”")
            }
        }
    }

    @Test("C10: values of an archived property are not found")
    func archived() throws {
        let roster = roster([contact(1, ["nickname": "Ada"], [])])
        let shown = Property(key: "nickname", name: "Nickname", type: .text)
        var hidden = shown
        hidden.isArchived = true
        let ask = { (property: Property) in
            try roster.snapshot.count(
                RosterQuestion(search: Search("ada"), catalogue: Catalogue(properties: [property]))
            )
        }
        #expect(try ask(shown) == 1)
        #expect(try ask(hidden) == 0)
    }

    private func roster(_ people: [Contact]) -> Roster {
        var builder = PartBuilder()
        for person in people { builder.add(person) }
        return Roster(builder, seq: 0)
    }

    private func contact(
        _ id: Int64,
        _ texts: [String: String],
        _ tags: Set<TagID>,
        more: [String: Value] = [:]
    ) -> Contact {
        Contact(
            id: ContactID(rawValue: id),
            kind: .member,
            memberID: MemberID(stored: "Mem-\(id)"),
            tags: tags,
            profile: texts.mapValues(Value.text).merging(more) { first, _ in first },
            enteredAt: Instant(milliseconds: 0)
        )
    }
}

extension Population {
    /// A part of something that a contact has, in another spelling perhaps.
    fileprivate mutating func someText() -> String {
        let contact = listed.randomElement(using: &chance)
        let words = Search(contact?.searchText ?? "").words.map(\.text)
        guard let word = words.randomElement(using: &chance) else { return "a" }
        let scalars = Array(word.unicodeScalars)
        let start = Int.random(in: 0..<scalars.count, using: &chance)
        let end = Int.random(in: start + 1...scalars.count, using: &chance)
        let part = String(String.UnicodeScalarView(scalars[start..<end]))
        return Bool.random(using: &chance) ? part.uppercased() : part
    }
}
