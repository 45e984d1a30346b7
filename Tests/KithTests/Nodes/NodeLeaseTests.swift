import Domain
import Kith
import TestSupport
import Testing

@Suite("Ids from leased nodes")
struct NodeLeaseTests {
    @Test("processes on one database make different ids", arguments: TestEngine.allCases)
    func distinct(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let processes = [fixture.kith] + (0..<5).map { _ in fixture.another() }
            let ids = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for kith in processes {
                    group.addTask { try await Self.ids(500, kith) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(ids).count == 3_000)
            #expect(Set(ids.map { $0 >> 12 & 1_023 }).count == 6)
            for kith in processes.dropFirst() { await kith.close() }
        }
    }

    @Test("a node given back is used again, and its ids go on rising", arguments: TestEngine.allCases)
    func again(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let first = fixture.another()
            let before = try await Self.ids(100, first)
            await first.close()
            // The next process may begin while the clocks of machines still differ by a minute.
            fixture.clock.advance(1)
            let second = fixture.another()
            let after = try await Self.ids(100, second)
            #expect(after[0] >> 12 & 1_023 == before[0] >> 12 & 1_023)
            #expect(try #require(after.min()) > #require(before.max()))
            await second.close()
        }
    }

    @Test("a node whose holder was killed is used again 11 minutes later, not before", arguments: TestEngine.allCases)
    func killed(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let killed = try await Self.ids(10, fixture.another())
            let meanwhile = fixture.another()
            #expect(try await Self.ids(1, meanwhile)[0] >> 12 & 1_023 != killed[0] >> 12 & 1_023)
            fixture.clock.advance(11 * 60_000 + 1_000)
            let later = fixture.another()
            #expect(try await Self.ids(1, later)[0] >> 12 & 1_023 == killed[0] >> 12 & 1_023)
            // Nobody took the node of the process that only slept: it renews, or takes another.
            let ids = try await Self.ids(10, meanwhile)
            #expect(Set(ids).count == 10)
            await meanwhile.close()
            await later.close()
        }
    }

    @Test("a transaction longer than the lease makes no ids", arguments: TestEngine.allCases)
    func tooLong(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let clock = fixture.clock
            await #expect(throws: NodeError.leaseEnded) {
                try await fixture.kith.write { transaction in
                    clock.advance(11 * 60_000)
                    let _: ManagerID = try transaction.nextID()
                }
            }
        }
    }

    @Test("a clock that went back by more than two seconds fails with how much", arguments: TestEngine.allCases)
    func wentBack(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            _ = try await Self.ids(1, fixture.kith)
            fixture.clock.advance(-60_000)
            let error = await #expect(throws: NodeError.self) { _ = try await Self.ids(1, fixture.kith) }
            guard case .clockWentBack(let milliseconds) = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
            #expect((59_000...60_000).contains(milliseconds))
        }
    }

    private static func ids(_ count: Int, _ kith: Kith) async throws -> [Int64] {
        try await kith.write { transaction in
            try (0..<count).map { _ in
                let id: ManagerID = try transaction.nextID()
                return id.rawValue
            }
        }
    }
}
