import Domain
import Roster
import TestSupport
import Testing

@Suite("Filters on the roster mean what the reference means")
struct FilterTests {
    @Test("each condition of the table has its matches")
    func table() throws {
        var builder = PartBuilder()
        for person in ConditionTable.people { builder.add(person.contact) }
        let snapshot = Roster(builder, seq: 1).snapshot
        let names = Dictionary(uniqueKeysWithValues: ConditionTable.people.map { ($0.contact.id, $0.name) })
        let listed = ConditionTable.people.filter { $0.contact.kind != .anonymous }
        #expect(snapshot.count == listed.count)
        for row in ConditionTable.rows {
            let filter = try FilterExpression(parsing: row.filter).resolved(in: row.catalogue)
            let predicate = filter.predicate(at: row.moment, in: row.catalogue)
            var question = RosterQuestion(predicate: predicate, catalogue: row.catalogue)
            for test in predicate.eventTests {
                question.events[test] = ConditionTable.people
                    .filter { Predicate.events(test).matches($0.contact, events: $0.events) }.map(\.contact.id)
            }
            let found = try snapshot.ids(question)
            #expect(
                Set(found.compactMap { names[$0] }) == row.matches.intersection(listed.map(\.name)),
                "\(row)"
            )
            #expect(try snapshot.count(question) == found.count, "\(row)")
            #expect(found == found.sorted(), "\(row)")
        }
    }

    @Test("random filters on random contacts that change, with merges in between")
    func random() async throws {
        let first = SplitMix64.seedOfRun
        print("FilterTests: seed \(first) (KITH_TEST_SEED repeats it)")
        for seed in first..<first + Self.rounds {
            var population = Population(seed: seed, count: Int(seed % 3) * 40)
            for step in 0..<Self.steps {
                await Task.yield()
                population.change()
                if step % 11 == 10 { #expect(population.roster.merge()) }
                for _ in 0..<Self.filtersInStep {
                    let filter = population.random.filter()
                    let predicate = filter.predicate(at: population.moment, in: population.catalogue)
                    let question = population.question(predicate)
                    let expected = population.matches(predicate)
                    let snapshot = population.roster.snapshot
                    let place: Comment = "seed \(seed), step \(step): \(filter)"
                    #expect(try snapshot.ids(question) == expected, place)
                    #expect(try snapshot.count(question) == expected.count, place)
                }
            }
        }
    }

    private static let rounds: UInt64 = 6
    private static let steps = 60
    private static let filtersInStep = 12

    @Test("one contact is found to match, or not, as the reference says")
    func contains() throws {
        let seed = SplitMix64.seedOfRun
        var population = Population(seed: seed, count: 50)
        for _ in 0..<20 { population.change() }
        let snapshot = population.roster.snapshot
        for _ in 0..<200 {
            let filter = population.random.filter()
            let predicate = filter.predicate(at: population.moment, in: population.catalogue)
            let question = population.question(predicate)
            let expected = Set(population.matches(predicate))
            for id in population.contacts.keys {
                #expect(try snapshot.contains(id, question) == expected.contains(id), "seed \(seed): \(filter)")
            }
        }
    }

    @Test("a condition on events that nobody answered is an error that names the event")
    func unanswered() throws {
        let catalogue = ConditionTable.catalogue
        let predicates = try ConditionTable.rows.map {
            try FilterExpression(parsing: $0.filter).resolved(in: catalogue).predicate(at: $0.moment, in: catalogue)
        }
        let predicate = try #require(predicates.first { $0.eventTests.count == 1 })
        let test = try #require(predicate.eventTests.first)
        let snapshot = Roster(PartBuilder(), seq: 0).snapshot
        let question = RosterQuestion(predicate: predicate, catalogue: catalogue)
        let error = #expect(throws: RosterError.self) { try snapshot.count(question) }
        #expect(error == .unanswered(test))
        #expect(error?.description.contains(test.name) == true)
    }

    @Test("an empty roster has nobody, whatever is asked")
    func empty() throws {
        let snapshot = Roster(PartBuilder(), seq: 0).snapshot
        var random = RandomFilters(seed: 1)
        for _ in 0..<100 {
            var question = RosterQuestion(
                predicate: random.filter().predicate(at: random.moment, in: random.catalogue),
                search: Search("a"),
                catalogue: random.catalogue
            )
            for test in question.predicate.eventTests { question.events[test] = [] }
            #expect(try snapshot.count(question) == 0)
            #expect(try snapshot.ids(question).isEmpty)
        }
        #expect(snapshot.count == 0)
        #expect(try snapshot.matches(RosterQuestion(catalogue: Catalogue())).page(in: .lastSeenFirst, limit: 9) == [])
    }
}
