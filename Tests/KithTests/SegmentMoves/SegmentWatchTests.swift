import Database
import Domain
import TestSupport
import Testing

@testable import Kith

@Suite("K2: processes that watch segments")
struct SegmentWatchTests {
    @Test(
        "what is committed is a move soon, and one process goes on where another stops",
        arguments: TestEngine.allCases
    )
    func handover(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let engine = try stage.database.openAgain()
            let other = Stage.kith(on: engine, clock: stage.clock)
            let segment = try await stage.segment("name contains a")
            let first = Self.serve(stage.kith)
            try await stage.moved([], in: segment, after: "seen") {
                try await stage.kith.segments.sizes(of: segment, by: stage.caller).count == 1
            }
            try await stage.create(["name": "Ada"])
            try await stage.moved(["+Ada"], in: segment, after: "Ada was created")
            let second = Self.serve(other)
            try await stage.create(["name": "Anna"])
            try await stage.moved(["+Ada", "+Anna"], in: segment, after: "Anna was created")
            first.cancel()
            await first.value
            // The clock of the test has not gone on by the length of a lease: it was given back.
            let zoe = ContactInput(profile: ["name": "Zoa"])
            _ = try await other.contacts.create(zoe, by: stage.caller)
            try await stage.moved(["+Ada", "+Anna", "+Zoa"], in: segment, after: "Zoa was created")
            second.cancel()
            await second.value
            await other.close()
            await engine.close()
        }
    }

    private static func serve(_ kith: Kith) -> Task<Void, Never> {
        Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await kith.rosters.run(bytes: 1_000_000_000) { print("a roster failed: \($0)") } }
                group.addTask { await SegmentWatch(kith: kith) { print("watching failed: \($0)") }.run() }
            }
        }
    }
}

extension Stage {
    /// Waits for moves, and for something else where there is something.
    fileprivate func moved(
        _ wanted: [String],
        in segment: SegmentID,
        after cause: Comment,
        _ isDone: () async throws -> Bool = { true }
    ) async throws {
        for _ in 0..<1_000 {
            if try await moves(segment) == wanted, try await isDone() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await moves(segment) == wanted, cause)
        #expect(try await isDone(), cause)
    }
}
