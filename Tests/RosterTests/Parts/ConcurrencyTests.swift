import Domain
import Roster
import TestSupport
import Testing

@Suite("A roster that is read while it changes")
struct ConcurrencyTests {
    @Test("a reader never sees half a change")
    func torn() async throws {
        let count = 600
        var builder = PartBuilder()
        for number in 0..<count { builder.add(contact(number, isBlocked: number % 2 == 0)) }
        let roster = Roster(builder, seq: 0, policy: MergePolicy(greatestShare: 0.05, leastRows: 8))
        let catalogue = Catalogue()
        let blocked = RosterQuestion(predicate: .test(.builtIn(.blocked), .isTrue), catalogue: catalogue)
        let others = RosterQuestion(predicate: .test(.builtIn(.blocked), .isFalse), catalogue: catalogue)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for seq in 1...400 {
                    // As many become blocked as do not any more.
                    let changed = (0..<6).map { step in
                        contact((seq * 7 + step * 101) % count, isBlocked: step % 2 == 0)
                    }
                    roster.apply(seq: Int64(seq), changed: changed)
                    if seq % 40 == 0 { await roster.mergeIfNeeded() }
                }
            }
            group.addTask {
                var last: Int64 = 0
                while last < 400 {
                    let snapshot = roster.snapshot
                    #expect(snapshot.seq >= last)
                    last = snapshot.seq
                    let sum = try snapshot.count(blocked) + snapshot.count(others)
                    #expect(sum == count)
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
        #expect(roster.snapshot.count == count)
    }

    @Test("writes that come while parts are merged are kept")
    func writesDuringMerge() async throws {
        var population = Population(seed: 7, count: 1_000)
        for _ in 0..<20 {
            let roster = population.roster
            async let merged = Task.detached { roster.merge() }.value
            for _ in 0..<3 {
                population.change()
                await Task.yield()
            }
            _ = await merged
            let question = population.question(.everybody)
            #expect(try roster.snapshot.ids(question) == population.listed.map(\.id))
        }
        for _ in 0..<50 {
            let filter = population.random.filter()
            let predicate = filter.predicate(at: population.moment, in: population.catalogue)
            #expect(
                try population.roster.snapshot.ids(population.question(predicate)) == population.matches(predicate),
                "\(filter)"
            )
        }
    }

    @Test("a snapshot stays as it was")
    func snapshotStays() throws {
        var population = Population(seed: 11, count: 100)
        for _ in 0..<10 { population.change() }
        let snapshot = population.roster.snapshot
        let questions = (0..<20).map { _ -> (RosterQuestion, [ContactID]) in
            let filter = population.random.filter()
            let predicate = filter.predicate(at: population.moment, in: population.catalogue)
            return (population.question(predicate), population.matches(predicate))
        }
        for _ in 0..<30 { population.change() }
        population.roster.merge()
        for (question, expected) in questions {
            #expect(try snapshot.ids(question) == expected)
        }
    }

    @Test("there are few parts, however many changes come, and a merge leaves one")
    func parts() async {
        var population = Population(seed: 3, count: 500, policy: .usual)
        for _ in 0..<300 { population.change() }
        #expect(population.roster.snapshot.partsCount <= 10)
        #expect(await !population.roster.mergeIfNeeded())
        #expect(population.roster.merge())
        #expect(population.roster.snapshot.partsCount == 1)
        #expect(population.roster.snapshot.count == population.listed.count)
    }

    private func contact(_ number: Int, isBlocked: Bool) -> Contact {
        Contact(
            id: ContactID(rawValue: Int64(number) + 1),
            kind: .lead,
            facts: isBlocked ? [.blocked: .boolean(true)] : [:],
            enteredAt: Instant(milliseconds: 0)
        )
    }
}
