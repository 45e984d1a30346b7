import Domain
import Synchronization
import TestSupport
import Testing

@testable import Kith

/// One who counts while another moves contacts between two values.
@Suite struct MovingContactsTests {
    private static let people = 40
    private static let moves = 150

    private final class Mover: Sendable {
        let isDone = Atomic(false)
    }

    @Test("never sees a sum that is off by one", arguments: TestEngine.allCases)
    func sums(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let caller = stage.caller
            for value in ["here", "there"] {
                let filter = try FilterExpression(parsing: "company = \(value)")
                _ = try await stage.kith.segments.create(name: value, filter: filter, by: caller)
            }
            var people: [ContactID] = []
            for number in 0..<Self.people {
                let profile: [String: JSON] = ["name": .string("Person \(number)"), "company": "here"]
                people.append(try await stage.create(profile, anyway: true).contact.id)
            }
            try await stage.withRosters {
                let mover = Mover()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { [people] in
                        defer { mover.isDone.store(true, ordering: .relaxed) }
                        var random = SplitMix64(seed: SplitMix64.seedOfRun)
                        for _ in 0..<Self.moves {
                            let company: JSON = random.chance(0.5) ? "here" : "there"
                            _ = try await stage.edit(random.one(of: people), ["company": company])
                        }
                    }
                    group.addTask {
                        var looks = 0
                        while !mover.isDone.load(ordering: .relaxed) {
                            let counts = try await stage.kith.segments.counts(by: caller)
                            #expect(counts.values.reduce(0, +) == Self.people)
                            let either = ContactQuestion(filter: "company = here or company = there")
                            let answer = try await stage.kith.contacts.search(either, by: caller)
                            #expect(answer.count == Self.people && answer.contacts.count == Self.people)
                            looks += 1
                        }
                        #expect(looks > 10)
                    }
                    try await group.waitForAll()
                }
            }
        }
    }
}
