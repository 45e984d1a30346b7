import Domain
import Stores
import TestSupport
import Testing

@testable import Kith

@Suite("Pages by rank")
struct RankPageTests {
    private static let sorts = [
        "name", "-name", "email", "ltv", "-ltv", "birthday", "-renewsAt", "lastSeenAt", "-lastSeenAt", "subscriber",
        "sessionsCount", "kind", "-member", "id", "-id", "memberId", "plan",
    ]

    @Test(
        "a page by rank is the part of the list that begins there, by SQL and from the roster",
        arguments: TestEngine.allCases
    )
    func parts(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            var people = RandomPeople(stage: stage, seed: SplitMix64.seedOfRun)
            try await people.settle(50)
            let rows = try await compare(stage)
            try await stage.withRosters {
                let roster = try await compare(stage)
                #expect(roster == rows, "seed \(people.random.seed)")
            }
        }
    }

    /// The ids of the whole list in each order, walked by cursor.
    private func compare(_ stage: Stage) async throws -> [[ContactID]] {
        let contacts = stage.kith.contacts
        var lists: [[ContactID]] = []
        for sort in Self.sorts {
            var whole: [ContactID] = []
            var question = ContactQuestion(sort: sort, limit: 9)
            repeat {
                let answer = try await contacts.search(question, by: stage.caller)
                whole += answer.contacts.map(\.id)
                question.cursor = answer.hasMore ? answer.cursorAfter?.description : nil
            } while question.cursor != nil
            for rank in stride(from: 0, through: whole.count + 4, by: 4) {
                let page = ContactQuestion(sort: sort, limit: 9, rank: rank)
                let answer = try await contacts.search(page, by: stage.caller)
                #expect(answer.contacts.map(\.id) == Array(whole.dropFirst(rank).prefix(9)), "\(sort) from \(rank)")
                #expect(answer.count == whole.count && answer.rank == rank)
                #expect(answer.hasMore == (rank + 9 < whole.count))
            }
            lists.append(whole)
        }
        return lists
    }

    @Test("a page begins at a rank or at a cursor, not at both")
    func mistakes() async throws {
        try await Stage.with(.sqlite) { stage in
            let made = try await stage.create(["name": "Ada"]).contact
            for (question, error) in [
                (ContactQuestion(rank: -1), ContactQuestionError.rank(-1)),
                (ContactQuestion(isBackward: true, rank: 0), .twoPlaces),
                (ContactQuestion(cursor: made.id.description, rank: 0), .twoPlaces),
            ] {
                await #expect(throws: error) { try await stage.kith.contacts.search(question, by: stage.caller) }
            }
        }
    }
}
