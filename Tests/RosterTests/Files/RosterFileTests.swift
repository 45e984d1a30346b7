import Domain
import Foundation
import Roster
import TestSupport
import Testing

@Suite("Rosters in files")
struct RosterFileTests {
    private static let heading = RosterFile.Heading(
        organization: OrganizationID(rawValue: 7),
        seq: 42,
        mark: "a mark",
        reading: "plan text"
    )

    @Test("what was written answers as before, and lives on")
    func roundTrip() async throws {
        let seed = SplitMix64.seedOfRun
        print("RosterFileTests: seed \(seed) (KITH_TEST_SEED repeats it)")
        try await inFolder { folder in
            for round in 0..<6 {
                await Task.yield()
                var population = Population(seed: seed &+ UInt64(round), count: round * 30)
                for _ in 0..<round * 4 { population.change() }
                let path = folder.appending(path: "\(round)").path
                try RosterFile.write(population.roster.snapshot, Self.heading, to: path)
                let file = try OpenRosterFile(path: path)
                #expect(file.heading == Self.heading)
                let roster = try file.roster()
                #expect(roster.snapshot.seq == 42 && roster.snapshot.partsCount == 1)
                try expectSame(roster, &population)
                // What is read can be changed and merged like any other.
                roster.apply(seq: 43, changed: [], removed: population.listed.prefix(2).map(\.id))
                #expect(roster.merge())
                #expect(roster.snapshot.count == max(0, population.listed.count - 2))
            }
        }
    }

    private func expectSame(_ roster: Roster, _ population: inout Population) throws {
        #expect(roster.snapshot.count == population.listed.count)
        for _ in 0..<60 {
            let predicate = population.random.filter().predicate(at: population.moment, in: population.catalogue)
            let question = population.question(predicate)
            #expect(try roster.snapshot.ids(question) == population.matches(predicate))
        }
        for word in ["a", "1", "é"] {
            let question = population.question(.everybody, search: word)
            #expect(try roster.snapshot.ids(question) == population.matches(.everybody, search: word))
        }
        let all = population.question(.everybody)
        let order = ContactOrder.lastSeenFirst
        #expect(
            try roster.snapshot.matches(all).page(in: order, limit: 50)
                == population.roster.snapshot.matches(all).page(in: order, limit: 50)
        )
    }

    @Test("columns of several chunks come back")
    func large() async throws {
        var builder = PartBuilder()
        for number in 1...70_000 {
            builder.add(
                Contact(
                    id: ContactID(rawValue: Int64(number)),
                    kind: .lead,
                    profile: ["name": .text("Somebody called \(number)"), "size": .number(Double(number % 50))],
                    enteredAt: Instant(milliseconds: 0)
                )
            )
        }
        let snapshot = Roster(builder, seq: 1).snapshot
        try await inFolder { folder in
            let path = folder.appending(path: "large").path
            try RosterFile.write(snapshot, Self.heading, to: path)
            let read = try OpenRosterFile(path: path).roster().snapshot
            #expect(read.count == 70_000 && read.bytes == snapshot.bytes)
            let search = RosterQuestion(
                predicate: .everybody,
                search: Search("called 6999"),
                catalogue: ConditionTable.rows[0].catalogue
            )
            #expect(try read.ids(search) == snapshot.ids(search))
        }
    }

    @Test("a file that is cut anywhere, or has one byte changed, is refused")
    func damage() async throws {
        let seed = SplitMix64.seedOfRun
        print("RosterFileTests: seed \(seed) (KITH_TEST_SEED repeats it)")
        var chance = SplitMix64(seed: seed)
        let population = Population(seed: seed, count: 5)
        try await inFolder { folder in
            let whole = folder.appending(path: "whole")
            try RosterFile.write(population.roster.snapshot, Self.heading, to: whole.path)
            let bytes = try Data(contentsOf: whole)
            print("RosterFileTests: \(bytes.count) bytes")
            let damaged = folder.appending(path: "damaged")
            func isRefused(_ data: Data) throws -> Bool {
                try data.write(to: damaged)
                do throws(RosterFileError) {
                    _ = try OpenRosterFile(path: damaged.path).roster()
                    return false
                } catch {
                    if case .refused = error { return true }
                    return false
                }
            }
            #expect(try !isRefused(bytes))
            for place in bytes.indices {
                // Lets others run, whose time is measured.
                if place.isMultiple(of: 256) { await Task.yield() }
                #expect(try isRefused(bytes.prefix(place)), "cut at \(place)")
                var changed = bytes
                changed[place] ^= UInt8.random(in: 1 ... .max, using: &chance)
                #expect(try isRefused(changed), "byte \(place), seed \(seed)")
            }
            #expect(try isRefused(bytes + [0]))
            #expect(try isRefused(bytes + bytes))
        }
    }

    @Test("a file is for its own account alone, never written over another, and given up where nobody wants it")
    func manners() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "one").path
            let snapshot = Population(seed: 1, count: 20).roster.snapshot
            try RosterFile.write(snapshot, Self.heading, to: path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(throws: RosterFileError.system(EEXIST)) {
                try RosterFile.write(snapshot, Self.heading, to: path)
            }
            #expect(throws: RosterFileError.unwanted) {
                try RosterFile.write(snapshot, Self.heading, to: path + "2", isWanted: { false })
            }
            #expect(throws: RosterFileError.system(ENOENT)) { try OpenRosterFile(path: path + "3") }
        }
    }

    private func inFolder(_ test: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await test(folder)
    }
}
