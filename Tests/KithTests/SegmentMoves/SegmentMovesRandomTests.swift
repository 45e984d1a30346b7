import Database
import Domain
import Foundation
import Stores
import Synchronization
import TestSupport
import Testing

@testable import Kith

/// Two processes that die all the time watch the segments of contacts to whom random things happen.
@Suite struct SegmentMovesRandomTests {
    private static let rounds = 40
    private static let segments = 8

    @Test(
        "whatever ends the processes, the moves from nothing on lead to who is in now, and each enters before it leaves",
        arguments: TestEngine.allCases
    )
    func exactlyOnce(kind: TestEngine) async throws {
        let seed = SplitMix64.seedOfRun
        print("SegmentMovesRandomTests: seed \(seed) (KITH_TEST_SEED repeats it)")
        var random = SplitMix64(seed: seed)
        try await Stage.with(kind) { stage in
            var people = RandomPeople(stage: stage, seed: seed)
            try await people.settle(0)
            let segments = try await Self.segments(of: &people)
            let engines = [
                CrashingEngine(stage.database, clock: stage.clock, seed: seed),
                CrashingEngine(try stage.database.openAgain(), clock: stage.clock, seed: seed + 1),
            ]
            let processes = engines.map {
                WatchingProcess(
                    Stage.kith(on: $0, clock: stage.clock),
                    stage.caller.organization,
                    policy: SegmentWatcher.Policy(batchSize: 3, mostMoves: 10)
                )
            }
            try await processes[0].look()
            for engine in engines { engine.isSound.withLock { $0 = false } }
            for _ in 0..<Self.rounds {
                try await people.live(steps: Int.random(in: 0...5, using: &random))
                stage.clock.advance(Int64.random(in: 0...100_000, using: &random))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for process in processes.shuffled(using: &random) {
                        group.addTask {
                            for _ in 0..<3 {
                                try await process.look()
                                try await Task.sleep(for: .milliseconds(10))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            var looks = 0
            for process in processes {
                #expect(await process.crashes > 0, "seed \(seed)")
                looks += await process.looksAsWatcher
            }
            #expect(looks > 0, "seed \(seed)")
            for engine in engines { engine.isSound.withLock { $0 = true } }
            // Well within a minute, so that all that follows is at the same one.
            let now = stage.clock.now()
            stage.clock.advance(now.flooredToMinute.milliseconds + 120_000 - now.milliseconds)
            for process in processes { try await process.look() }
            try await check(segments, stage, seed)
            for process in processes {
                await process.stop()
                await process.kith.close()
            }
            await engines[1].close()
        }
    }

    private static func segments(of people: inout RandomPeople) async throws -> [SegmentID] {
        let stage = people.stage
        var made = [
            try await stage.segment("createdAt within last 3m or lastSeenAt within last 2m", name: "recent"),
            try await stage.segment("name contains a", name: "letters"),
            try await stage.segment("name is not empty", name: "named"),
        ]
        while made.count < segments {
            do {
                let filter = people.random.filter().expression
                made.append(
                    try await stage.kith.segments.create(name: "random \(made.count)", filter: filter, by: stage.caller)
                        .id
                )
            } catch is FilterError {
                // It refers to a segment that only the random catalogue has.
            }
        }
        return made
    }

    private func check(_ segments: [SegmentID], _ stage: Stage, _ seed: UInt64) async throws {
        let organization = stage.caller.organization
        let moment = stage.clock.now()
        try await stage.kith.read { connection in
            let catalogue = try Catalogue(of: organization, connection)
            #expect(
                try SegmentStateStore(organization, connection).all().contains { $0.checkpoint > 0 },
                "seed \(seed)"
            )
            var count = 0
            for id in segments {
                let segment = try #require(catalogue.segments[id])
                let filter = try Segments.resolved(segment, in: catalogue)
                let predicate = filter.predicate(at: Moment(now: moment, zone: catalogue.zone), in: catalogue)
                let expected = try ContactStore(organization, connection)
                    .ids(ContactSelection(predicate: predicate, catalogue: catalogue))
                var members: Set<ContactID> = []
                let moves = try SegmentMoveStore(organization, connection).moves(of: id, after: 0, limit: 1_000_000)
                for move in moves {
                    let alternates =
                        move.hasEntered ? members.insert(move.contact).inserted : members.remove(move.contact) != nil
                    #expect(alternates, "seed \(seed), \(segment.filter), \(move)")
                }
                #expect(members.sorted() == expected, "seed \(seed), \(segment.filter)")
                count += moves.count
            }
            #expect(count > 50, "seed \(seed)")
        }
    }
}
