import Database
import Domain
import Foundation
import Roster
import Stores
import TestSupport
import Testing

@testable import Kith

/// The reference, SQL and the roster find the same contacts, whatever was done to them.
@Suite struct ThreeEvaluatorsTests {
    private static let rounds = 20
    private static let filtersInRound = 1_000
    private static let contactsAtFirst = 40

    @Test(
        "20,000 random filters after random edits, merges, deletions and imports",
        arguments: TestEngine.allCases
    )
    func agree(kind: TestEngine) async throws {
        print("ThreeEvaluatorsTests: seed \(SplitMix64.seedOfRun) (KITH_TEST_SEED repeats it)")
        try await Stage.with(kind) { stage in
            var people = RandomPeople(stage: stage, seed: SplitMix64.seedOfRun)
            try await people.settle(Self.contactsAtFirst)
            try await stage.withRosters {
                for round in 0..<Self.rounds {
                    try await people.live(steps: 10)
                    try await compare(&people, round: round)
                }
            }
        }
    }

    private func compare(_ people: inout RandomPeople, round: Int) async throws {
        let stage = people.stage
        let snapshot = try await stage.roster()
        let catalogue = people.random.catalogue
        let moment = people.random.moment
        let questions = (0..<Self.filtersInRound).map { _ in
            let filter = people.random.filter()
            return (text: filter.description, predicate: filter.predicate(at: moment, in: catalogue))
        }
        let organization = stage.caller.organization
        let differences = try await stage.kith.read { connection in
            let store = ContactStore(organization, connection)
            var contacts: [(Contact, [TrackedEvent])] = []
            try store.forEach(in: catalogue) { contact in
                let events = try EventStore(organization, connection).events(of: contact.id, limit: 1_000)
                contacts.append((contact, events.compactMap(\.tracked)))
            }
            let index = ContactIndex(of: organization, connection, snapshot: snapshot)
            return try questions.compactMap { text, predicate -> String? in
                let selection = ContactSelection(predicate: predicate, catalogue: catalogue)
                let expected = contacts.filter { predicate.matches($0.0, events: $0.1) }.map(\.0.id)
                let rows = try store.ids(selection)
                let roster = try index.ids(selection)
                return rows == expected && roster == expected
                    ? nil : "\(text): reference \(expected.count), SQL \(rows.count), roster \(roster.count)"
            }
        }
        #expect(differences == [], "round \(round), seed \(people.random.seed)")
    }
}
