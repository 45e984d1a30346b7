import Domain
import Roster
import TestSupport
import Testing

@Suite("Counts of segments")
struct SegmentCountTests {
    @Test("they are right after each change, and who entered and left is known")
    func changes() throws {
        let seed = SplitMix64.seedOfRun
        print("SegmentCountTests: seed \(seed) (KITH_TEST_SEED repeats it)")
        var population = Population(seed: seed, count: 120)
        var filters = (0..<12).map { _ in population.random.filter() }
        var segments = RosterSegments()
        var former: [SegmentID: RosterSelection] = [:]
        for step in 0..<60 {
            population.change()
            if step % 17 == 16 { population.roster.merge() }
            // Once in a while a segment gets another meaning.
            if step % 7 == 6 { filters[step % 12] = population.random.filter() }
            let predicates = Dictionary(
                uniqueKeysWithValues: filters.enumerated().map { index, filter in
                    (
                        SegmentID(rawValue: Int64(index)),
                        filter.predicate(at: population.moment, in: population.catalogue)
                    )
                }
            )
            segments.define(
                predicates,
                events: population.question(.all(Array(predicates.values))).events
            )
            let snapshot = population.roster.snapshot
            let counts = try snapshot.counts(of: segments)
            for (id, predicate) in predicates {
                let expected = population.matches(predicate)
                let place: Comment = "seed \(seed), step \(step): \(predicate)"
                #expect(counts[id] == expected.count, place)
                let selection = try #require(try snapshot.matches(id, of: segments))
                #expect(selection.ids == expected, place)
                if let earlier = former[id] {
                    let change = selection.change(since: earlier)
                    #expect(change.entered == Set(expected).subtracting(earlier.ids).sorted(), place)
                    #expect(change.left == Set(earlier.ids).subtracting(expected).sorted(), place)
                }
                former[id] = selection
            }
        }
        #expect(try population.roster.snapshot.matches(SegmentID(rawValue: 99), of: segments) == nil)
    }

    @Test("selections of one snapshot are put together")
    func together() throws {
        var population = Population(seed: 3, count: 80)
        for _ in 0..<5 { population.change() }
        let snapshot = population.roster.snapshot
        let members = Predicate.test(.builtIn(.member), .isTrue)
        let blocked = Predicate.test(.builtIn(.blocked), .isTrue)
        let left = try snapshot.matches(population.question(members))
        let right = try snapshot.matches(population.question(blocked))
        #expect(left.intersection(right).ids == population.matches(.all([members, blocked])))
        #expect(left.subtracting(right).ids == population.matches(.all([members, .not(blocked)])))
    }
}
