import Domain
import TestSupport
import Testing

/// Twenty seeds of a thousand filters each; the first is printed, and `KITH_TEST_SEED` sets it.
private let seeds: [UInt64] = {
    let first = SplitMix64.seedOfRun
    print("random filters: KITH_TEST_SEED=\(first)")
    return (0..<20).map { first &+ $0 }
}()

@Suite("Random filters")
struct RandomFilterTests {
    private static let filtersPerSeed = 1_000

    @Test("a printed filter is read as the same filter, from text and from JSON", arguments: seeds)
    func roundTrips(seed: UInt64) async throws {
        var generator = RandomFilters(seed: seed)
        for _ in 0..<20 { _ = generator.contact() }
        for number in 0..<Self.filtersPerSeed {
            // Lets others run, whose time is measured.
            if number.isMultiple(of: 100) { await Task.yield() }
            let filter = generator.filter()
            let text = filter.description
            let fromText = try FilterExpression(parsing: text).resolved(in: generator.catalogue)
            #expect(fromText == filter, "seed \(seed): \(text)")
            // Swift takes composed and decomposed letters for equal; bytes do not.
            #expect(Array(fromText.description.utf8) == Array(text.utf8), "seed \(seed): \(text)")
            let json = filter.json.description
            let fromJSON = try FilterExpression(json: JSON(parsing: json)).resolved(in: generator.catalogue)
            #expect(fromJSON == filter, "seed \(seed): \(json)")
            #expect(Array(fromJSON.json.description.utf8) == Array(json.utf8), "seed \(seed): \(json)")
        }
    }

    @Test("the reference and a naive reading of the table agree on every contact", arguments: seeds)
    func agrees(seed: UInt64) async throws {
        var generator = RandomFilters(seed: seed)
        let people = (0..<10).map { _ in generator.contact() }
        let naive = NaiveEvaluator(moment: generator.moment, catalogue: generator.catalogue)
        var matches = 0
        for number in 0..<Self.filtersPerSeed {
            // Lets others run, whose time is measured.
            if number.isMultiple(of: 100) { await Task.yield() }
            let filter = generator.filter()
            let predicate = filter.predicate(at: generator.moment, in: generator.catalogue)
            for (contact, events) in people {
                let expected = try naive.matches(filter, contact, events)
                let actual = predicate.matches(contact, events: events)
                matches += actual ? 1 : 0
                guard actual != expected else { continue }
                Issue.record("seed \(seed), \(generator.moment): \(filter) is \(actual) for \(contact), \(events)")
            }
        }
        // Filters that match nobody, or everybody, would prove nothing.
        #expect((0.2...0.8).contains(Double(matches) / Double(Self.filtersPerSeed * people.count)))
    }

    @Test("the same seed makes the same contacts and filters")
    func isRepeatable() {
        var first = RandomFilters(seed: 7)
        var second = RandomFilters(seed: 7)
        for _ in 0..<100 {
            #expect(first.contact() == second.contact())
            #expect(first.filter() == second.filter())
        }
    }
}
