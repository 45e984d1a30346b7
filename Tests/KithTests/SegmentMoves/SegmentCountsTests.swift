import Domain
import Stores
import TestSupport
import Testing

@testable import Kith

@Suite("K2: counts of all segments at once")
struct SegmentCountsTests {
    @Test("they are those of SQL, whatever happens to people, filters and the clock", arguments: TestEngine.allCases)
    func counts(kind: TestEngine) async throws {
        let seed = SplitMix64.seedOfRun
        print("SegmentCountsTests: seed \(seed) (KITH_TEST_SEED repeats it)")
        try await Stage.with(kind) { stage in
            var people = RandomPeople(stage: stage, seed: seed)
            try await people.settle(30)
            let manager = try await stage.manager([.seeContacts])
            var made: [SegmentID] = []
            for number in 0..<12 {
                let filter = people.random.filter().expression
                let owner = number % 4 == 3 ? manager : stage.caller
                let segment = try? await stage.kith.segments.create(
                    name: "random \(number)",
                    filter: filter,
                    isPersonal: number % 4 == 3,
                    by: owner
                )
                made += segment.map { [$0.id] } ?? []
            }
            try await stage.withRosters {
                for round in 0..<15 {
                    try await people.live(steps: 5)
                    stage.clock.advance(40_000)
                    if round % 3 == 2, let some = made.first {
                        let edit = Segments.Edit(filter: people.random.filter().expression)
                        _ = try? await stage.kith.segments.edit(some, edit, by: stage.caller)
                    }
                    for caller in [stage.caller, manager] {
                        try await compare(stage, caller, "seed \(seed), round \(round)")
                    }
                }
            }
            // Without a roster.
            try await compare(stage, manager, "seed \(seed)")
        }
    }

    private func compare(_ stage: Stage, _ caller: Caller, _ place: Comment) async throws {
        // All at one minute.
        let now = stage.clock.now()
        if now.flooredToMinute < (now + 5_000).flooredToMinute { stage.clock.advance(10_000) }
        _ = await stage.kith.rosters.snapshot(of: caller.organization)
        let counts = try await stage.kith.segments.counts(by: caller)
        let listed = try await stage.kith.segments.all(withCounts: true, by: caller)
        #expect(listed.reduce(into: [:]) { $0[$1.segment.id] = $1.count } == counts, place)
        let moment = stage.clock.now()
        let expected = try await stage.kith.read { connection in
            let catalogue = try Catalogue(of: caller.organization, connection).seen(by: caller)
            return try catalogue.segments.mapValues { segment in
                guard let filter = try? Segments.resolved(segment, in: catalogue) else { return 0 }
                let predicate = filter.predicate(at: Moment(now: moment, zone: catalogue.zone), in: catalogue)
                return try ContactStore(caller.organization, connection)
                    .count(ContactSelection(predicate: predicate, catalogue: catalogue))
            }
        }
        #expect(counts == expected, place)
    }
}
