import Database
import Domain
import Foundation
import Stores
import TestSupport
import Testing

@Suite("Filters in SQL mean what the reference means")
struct PredicateSQLTests {
    @Test("each condition of the table has its matches", arguments: TestEngine.allCases)
    func table(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let organization = try await StoredOrganization(engine)
            try await organization.insert(ConditionTable.people.map { ($0.contact, $0.events) })
            let listed = ConditionTable.people.filter { $0.contact.kind != .anonymous }
            let names = Dictionary(uniqueKeysWithValues: ConditionTable.people.map { ($0.contact.id, $0.name) })
            #expect(ConditionTable.rows.count >= 250)
            for row in ConditionTable.rows {
                let catalogue = row.catalogue
                let filter = try FilterExpression(parsing: row.filter).resolved(in: catalogue)
                let predicate = filter.predicate(at: row.moment, in: catalogue)
                let found = Set(try await organization.ids(predicate, in: catalogue).compactMap { names[$0] })
                #expect(found == row.matches.intersection(listed.map(\.name)), "\(row)")
            }
        }
    }

    @Test("20,000 random filters on random contacts", arguments: TestEngine.allCases)
    func random(_ kind: TestEngine) async throws {
        let first = SplitMix64.seedOfRun
        print("PredicateSQLTests: seed \(first) (KITH_TEST_SEED repeats it)")
        for seed in first..<first + Self.rounds {
            try await agree(on: kind, seed: seed)
        }
    }

    private static let rounds: UInt64 = 20
    private static let filtersInRound = 1_000
    private static let contactsInRound = 25

    private func agree(on kind: TestEngine, seed: UInt64) async throws {
        try await withEngine(kind) { engine in
            var random = RandomFilters(seed: seed)
            let people = (0..<Self.contactsInRound).map { _ in random.contact() }
            let organization = try await StoredOrganization(engine)
            try await organization.insert(people.map { ($0.0, $0.1) })
            let listed = people.filter { $0.0.kind != .anonymous }
            for _ in 0..<Self.filtersInRound {
                let filter = random.filter()
                let predicate = filter.predicate(at: random.moment, in: random.catalogue)
                let expected = Set(listed.filter { predicate.matches($0.0, events: $0.1) }.map(\.0.id))
                let found = try await organization.ids(predicate, in: random.catalogue)
                #expect(found == expected, "seed \(seed): \(filter) at \(random.moment.now) in \(random.moment.zone.name)")
            }
        }
    }

    @Test("what was stored is read back as it was", arguments: TestEngine.allCases)
    func roundTrip(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            var random = RandomFilters(seed: SplitMix64.seedOfRun)
            let people = (0..<300).map { _ in random.contact().0 }
            let organization = try await StoredOrganization(engine)
            try await organization.insert(people.map { ($0, []) })
            let catalogue = random.catalogue
            let id = organization.id
            let stored = try await engine.read { connection in
                try ContactStore(id, connection).contacts(ids: people.map(\.id), in: catalogue)
            }
            #expect(Set(stored) == Set(people))
        }
    }

    @Test("another organization's contacts are never selected", arguments: TestEngine.allCases)
    func otherOrganization(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let organization = try await StoredOrganization(engine)
            let other = try await StoredOrganization(engine, id: 2, key: "other")
            try await organization.insert(ConditionTable.people.map { ($0.contact, $0.events) })
            #expect(try await other.ids(.everybody, in: ConditionTable.catalogue).isEmpty)
            for row in ConditionTable.rows.prefix(40) {
                let predicate = try FilterExpression(parsing: row.filter).resolved(in: row.catalogue)
                    .predicate(at: row.moment, in: row.catalogue)
                #expect(try await other.ids(predicate, in: row.catalogue).isEmpty, "\(row)")
            }
        }
    }
}
