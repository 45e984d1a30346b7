import Database
import Domain
import Roster
import TestSupport
import Testing

@testable import Kith

@Suite("The memory of rosters")
struct RosterMemoryTests {
    /// So much is expected of each of two contacts, before they are loaded.
    private static let bytesOfTwo = 800

    @Test("a roster that is too large is loaded once enough contacts are deleted", arguments: TestEngine.allCases)
    func tooLarge(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let ada = try await stage.create(["name": "Ada"]).contact.id
            for name in ["Ben", "Cem"] { try await stage.create(["name": .string(name)]) }
            let keeping = Task { await stage.kith.rosters.run(bytes: Self.bytesOfTwo) { _ in } }
            try await Task.sleep(for: .milliseconds(300))
            #expect(await stage.kith.rosters.snapshot(of: stage.caller.organization) == nil)
            #expect(try await stage.count() == 3)
            try await stage.kith.contacts.delete(ada, by: stage.caller)
            #expect(try await stage.count() == 2)
            #expect(try await stage.roster().count == 2)
            #expect(try await stage.count() == 2)
            keeping.cancel()
            await keeping.value
        }
    }

    @Test("of several that do not fit, who was not asked about for longest goes first", arguments: TestEngine.allCases)
    func longestUnasked(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let rosters = stage.kith.rosters
            let first = stage.caller
            let second = try await Stage.organization("second", in: stage.kith)
            let third = try await Stage.organization("third", in: stage.kith)
            for caller in [first, second, third] {
                for name in ["Ada", "Ben"] { try await stage.create(["name": .string(name)], by: caller) }
            }
            let bytes = try await Self.bytes(of: 3, on: stage.database) / 3
            // Enough for one and another that comes, not for two and another.
            try await stage.withRosters(bytes: bytes * 3 / 2 + Self.bytesOfTwo) {
                _ = try await stage.roster(of: second)
                _ = try await stage.roster(of: first)
                _ = try await stage.roster(of: third)
                #expect(Set(rosters.current().keys) == [first.organization, third.organization])
                // At the start nothing was pushed out by one that nobody had asked about.
                #expect(try await loads(of: rosters, atLeast: 3) == 3)
                #expect(try await stage.count(by: second) == 2)
                _ = try await stage.roster(of: second)
                #expect(Set(rosters.current().keys) == [second.organization, third.organization])
                #expect(try await stage.count(by: second) == 2)
                #expect(try await loads(of: rosters, atLeast: 4) == 4)
            }
        }
    }

    @Test("events give way to a roster, which never gives way to events", arguments: TestEngine.allCases)
    func eventsGiveWay(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let rosters = stage.kith.rosters
            try await stage.happen(2_000, to: stage.create(["name": "Ada"]).contact.id)
            // Enough for one contact and twice its events, as they are being made, not for a hundred others beside them.
            try await stage.withRosters(bytes: 45_000) {
                let shelf = try #require(rosters.activity(of: stage.caller.organization))
                try await Self.wait { shelf.bytes > 0 }
                #expect((10_000..<30_000).contains(shelf.bytes))
                let second = try await Stage.organization("second", in: stage.kith)
                for index in 0..<100 { try await stage.create(["name": .string("\(index)")], by: second) }
                #expect(Set(rosters.current().keys) == [stage.caller.organization])
                #expect(try await stage.roster(of: second).count == 100)
                #expect(try await stage.roster().count == 1)
                try await Self.wait { shelf.bytes == 0 }
                #expect(shelf.bytes == 0)
                #expect(try await loads(of: rosters, atLeast: 2) == 2)
            }
        }
    }

    /// A load is counted a moment after its roster can be asked.
    private func loads(of rosters: Rosters, atLeast least: Int) async throws -> Int {
        try await Self.wait { rosters.figures.loadsFromRows >= least }
        return rosters.figures.loadsFromRows
    }

    /// Waits for something that comes soon, or never.
    private static func wait(until isThere: () -> Bool) async throws {
        for _ in 0..<4_000 where !isThere() { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// What the rosters of all organizations of a database hold.
    private static func bytes(of organizations: Int, on engine: any Engine) async throws -> Int {
        let kith = Stage.kith(on: engine)
        let keeping = Task { await kith.rosters.run(bytes: 1_000_000_000) { _ in } }
        try await wait { kith.rosters.figures.loadsFromRows == organizations }
        let bytes = kith.rosters.current().values.reduce(0) { $0 + $1.snapshot.bytes }
        keeping.cancel()
        await keeping.value
        await kith.close()
        return bytes
    }
}

extension Stage {
    /// How many contacts there are, whoever answers.
    fileprivate func count(by caller: Caller? = nil) async throws -> Int {
        try await kith.contacts.count(ContactQuestion(), by: caller ?? self.caller)
    }
}
