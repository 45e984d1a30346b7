import Domain
import Roster
import Stores
import TestSupport
import Testing

@testable import Kith

@Suite("A roster is compared with the rows")
struct RosterCheckTests {
    @Test("one that follows them has nothing wrong, and none that was made of them has", arguments: TestEngine.allCases)
    func right(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            var people = RandomPeople(stage: stage, seed: SplitMix64.seedOfRun)
            try await people.settle(60)
            #expect(try await stage.check() == [], "seed \(people.random.seed)")
            try await stage.withRosters {
                try await people.live(steps: 20)
                let kept = try await stage.roster()
                #expect(try await stage.check(kept) == [], "seed \(people.random.seed)")
            }
        }
    }

    @Test("a change that the rows do not have is found, and said without values", arguments: TestEngine.allCases)
    func wrong(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            for number in 0..<70 {
                try await stage.create(["name": .string("Ada \(number)"), "company": .string("Bolt \(number % 3)")])
            }
            let contacts = try await stage.contacts()
            let (roster, seq) = try await stage.ownRoster()
            #expect(try await stage.check(roster.snapshot) == [])

            var moved = contacts[0]
            moved.profile["company"] = .text("Nut")
            roster.apply(seq: seq, changed: [moved])
            #expect(
                try await stage.check(roster.snapshot)
                    == ["1 condition(s) on “profile.company” that find others in the roster than in the rows"]
            )
            roster.apply(seq: seq, changed: [contacts[0]], removed: [contacts[1].id])
            let lost = try await stage.check(roster.snapshot)
            #expect(lost.first == "1 contact(s) that the roster does not list")
            #expect(lost.contains { $0.contains("“kind”") })
            let (other, _) = try await stage.ownRoster()
            try await stage.kith.contacts.delete(contacts[2].id, by: stage.caller)
            let deleted = try await stage.ownRoster().seq
            other.apply(seq: deleted, changed: [])
            #expect(
                try await stage.check(other.snapshot).first
                    == "1 contact(s) that the roster lists and that are not there"
            )
            // One that has not followed yet is no reason to complain.
            let (late, _) = try await stage.ownRoster()
            try await stage.kith.contacts.delete(contacts[3].id, by: stage.caller)
            #expect(try await stage.check(late.snapshot) == [])
        }
    }
}

extension Stage {
    /// What is wrong with a roster, or with one that is made of the rows.
    fileprivate func check(_ snapshot: RosterSnapshot? = nil) async throws -> [String] {
        try await kith.read { [caller, kith] connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            return try RosterCheck(caller.organization, catalogue, connection).problems(snapshot)
        }
    }

    /// A roster of the rows that nobody keeps current.
    fileprivate func ownRoster() async throws -> (roster: Roster, seq: Int64) {
        try await kith.read { [caller, kith] connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let seq = try ChangeStore(caller.organization, connection).newest()
            var builder = PartBuilder()
            try ContactStore(caller.organization, connection).forEach(in: catalogue) { builder.add($0) }
            return (Roster(builder, seq: seq), seq)
        }
    }
}
