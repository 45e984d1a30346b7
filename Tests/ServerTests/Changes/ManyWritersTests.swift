import Database
import Domain
import Foundation
import Kith
import Stores
import TestSupport
import Testing

/// Eight processes write to one organization at once. `KITH_SOAK_SECONDS` says for how long; 60 is the real thing.
@Suite("Many processes write to one organization", .serialized)
struct ManyWritersTests {
    private static let writers = 8
    private static let seconds =
        ProcessInfo.processInfo.environment["KITH_SOAK_SECONDS"].flatMap(Double.init) ?? 6

    @Test("seq has no gap, and a reader that follows sees every change once", arguments: TestEngine.allCases)
    func soak(_ kind: TestEngine) async throws {
        try await withDemo(kind) { program, database, _ in
            let kith = Kith(
                engine: database,
                now: { Instant(date: Date()) },
                randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } }
            )
            let caller = Caller.console(try await kith.organizations.find(key: "demo").id)
            let reader = Task { try await Self.follow(kith, caller) }
            let deadline = ContinuousClock.now + .seconds(Self.seconds)
            let answered = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for writer in 0..<Self.writers {
                    group.addTask { try await Self.write(program, writer, until: deadline) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let newest = try await kith.changes.newest(by: caller)
            try await Task.sleep(for: .milliseconds(500))
            reader.cancel()
            let seen = try await reader.value
            #expect(seen == Array(1...newest), "seen \(seen.count) of \(newest)")
            #expect(Set(answered).count == answered.count, "no place in the feed was given twice")
            #expect(Set(answered).isSubset(of: Set(seen)), "all that was answered is in the feed")
            let check = try await program.run("check")
            #expect(check.status == 0, "\(check.output)\(check.errors)")
            let count = try await program.run("count", "--organization", "demo")
            #expect(count.output == "\(Self.people)\n", "each person is one contact: \(count.output)")
            print(
                "ManyWritersTests: \(kind.rawValue): \(answered.count) batches, \(newest) changes in \(Self.seconds) s"
            )
            await kith.close()
        }
    }

    private static func follow(_ kith: Kith, _ caller: Caller) async throws -> [Int64] {
        var seen: [Int64] = []
        for try await change in kith.changes.follow(after: 0, by: caller) {
            seen.append(change.seq)
        }
        return seen
    }

    private static let people = 600

    /// Imports files that name the same people in another order and with other values, again and again.
    private static func write(
        _ program: Program,
        _ writer: Int,
        until deadline: ContinuousClock.Instant
    ) async throws -> [Int64] {
        var places: [Int64] = []
        var round = 0
        try await withFolder { folder in
            while ContinuousClock.now < deadline {
                round += 1
                let file = folder.appending(path: "people.csv")
                try Self.file(writer: writer, round: round).write(to: file, atomically: false, encoding: .utf8)
                let outcome = try await program.run(
                    "import",
                    file.path,
                    "--organization",
                    "demo",
                    "--kind",
                    "members",
                    "--json"
                )
                #expect(outcome.status == 0, "writer \(writer), round \(round): \(outcome.errors)")
                places += outcome.lines.compactMap { (try? JSON(parsing: $0))?["seq"]?.integer }
            }
        }
        return places
    }

    private static func file(writer: Int, round: Int) -> String {
        var random = SplitMix64(seed: UInt64(writer * 1_000 + round))
        let rows = (0..<people).shuffled(using: &random).map { person in
            "m\(person),Person \(person) of \(writer)/\(round),p\(person)@example.com,+8210\(10_000_000 + person),t\(person % 7)"
        }
        return (["memberId,name,email,mobileNumber,tags"] + rows).joined(separator: "\n")
    }
}
