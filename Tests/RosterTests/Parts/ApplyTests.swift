import Domain
import Roster
import TestSupport
import Testing

@Suite("Changes to a roster")
struct ApplyTests {
    @Test("the last version of a contact counts, and who turns anonymous is not listed")
    func versions() throws {
        let roster = Roster(PartBuilder(), seq: 0)
        let (ada, ben, cem) = (contact(1, "Ada"), contact(2, "Ben"), contact(3, "Cem"))
        roster.apply(seq: 1, changed: [ben, ada])
        #expect(try ids(roster) == [1, 2])
        roster.apply(seq: 2, changed: [contact(1, "Ada", .anonymous), cem])
        #expect(try ids(roster) == [2, 3])
        roster.apply(seq: 3, changed: [ada, contact(1, "Ada", .anonymous), contact(2, "x", .anonymous), ben])
        #expect(try ids(roster) == [2, 3])
        roster.apply(
            seq: 4,
            changed: [contact(3, "old"), contact(3, "new")],
            removed: [ben.id, ContactID(rawValue: 9)]
        )
        #expect(try ids(roster) == [3])
        #expect(try ids(roster, search: "new") == [3])
        #expect(try ids(roster, search: "old") == [])
        roster.apply(seq: 5, changed: [])
        #expect(roster.snapshot.seq == 5)
        #expect(roster.snapshot.contains(cem.id))
        #expect(!roster.snapshot.contains(ada.id))
        #expect(roster.merge())
        #expect(try ids(roster, search: "new") == [3])
    }

    @Test("a column that all values have left takes no memory after a merge")
    func reclaimed() {
        var builder = PartBuilder()
        for number in 1...2_000 { builder.add(contact(Int64(number), "Somebody called \(number)")) }
        let roster = Roster(builder, seq: 0)
        let before = roster.snapshot.bytes
        roster.apply(seq: 1, changed: (1...2_000).map { contact($0, nil) })
        roster.merge()
        #expect(roster.snapshot.count == 2_000)
        #expect(roster.snapshot.bytes < before / 2)
    }

    @Test("values of another type than they had are told apart")
    func types() throws {
        let roster = Roster(PartBuilder(), seq: 0)
        let values: [Value] = [
            .text("1"), .number(1), .boolean(true), .date(Day(number: 1)), .datetime(Instant(milliseconds: 1)),
            .list(["1"]), .numbers([1]),
        ]
        let people = values.enumerated().map { index, value in
            var contact = contact(Int64(index) + 1, nil)
            contact.profile["x"] = value
            contact.facts[.blocked] = value
            contact.facts[.sessionsCount] = value
            return contact
        }
        for (index, person) in people.enumerated() { roster.apply(seq: Int64(index), changed: [person]) }
        for key in [PropertyKey.profile("x"), .builtIn(.blocked), .builtIn(.sessionsCount)] {
            for test in [
                Predicate.Test.exists, .isTrue, .isFalse, .number([0...2]), .day([Day(number: 0)...Day(number: 2)]),
                .instant([Instant(milliseconds: 0)...Instant(milliseconds: 2)]), .text(.contains("1")),
                .listHasAny(["1"]), .listIs(["1"]), .numbersHaveAny([1]), .numbersAre([1]),
            ] {
                for predicate in [Predicate.test(key, test), .not(.test(key, test))] {
                    let expected = people.filter { predicate.matches($0) }.map(\.id)
                    let question = RosterQuestion(predicate: predicate, catalogue: Catalogue())
                    #expect(try roster.snapshot.ids(question) == expected, "\(predicate)")
                }
            }
        }
    }

    private func ids(_ roster: Roster, search: String = "") throws -> [Int64] {
        try roster.snapshot.ids(RosterQuestion(search: Search(search), catalogue: Catalogue())).map(\.rawValue)
    }

    private func contact(_ id: Int64, _ name: String?, _ kind: ContactKind = .lead) -> Contact {
        Contact(
            id: ContactID(rawValue: id),
            kind: kind,
            profile: name.map { ["name": .text($0)] } ?? [:],
            enteredAt: Instant(milliseconds: 0)
        )
    }
}
