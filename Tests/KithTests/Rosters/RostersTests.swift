import Database
import Domain
import Stores
import TestSupport
import Testing

@testable import Kith
@testable import Roster

@Suite("Rosters follow the change feed")
struct RostersTests {
    @Test("a question knows what the same process has just committed", arguments: TestEngine.allCases)
    func ownCommits(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.withRosters {
                for number in 1...20 {
                    let made = try await stage.create(["name": .string("Ada \(number)")])
                    #expect(try await stage.kith.contacts.count(ContactQuestion(), by: stage.caller) == number)
                    #expect(try await stage.roster().count == number)
                    try await stage.edit(made.contact.id, ["name": "Grace"])
                    let graces = ContactQuestion(filter: "name = grace", sort: "createdAt")
                    let answer = try await stage.kith.contacts.search(graces, by: stage.caller)
                    #expect(answer.count == number && answer.contacts.last?.id == made.contact.id)
                }
                let some = try await stage.kith.contacts.search(ContactQuestion(limit: 3), by: stage.caller).contacts
                try await stage.kith.contacts.delete(some[0].id, by: stage.caller)
                _ = try await stage.kith.contacts.merge([some[1].id], into: some[2].id, by: stage.caller)
                #expect(try await stage.roster().count == 18)
            }
        }
    }

    @Test("what another process commits is known within 200 ms", arguments: TestEngine.allCases)
    func otherProcess(kind: TestEngine) async throws {
        // In a process of its own, whose threads do not wait for other tests.
        await #expect(processExitsWith: .success) { [kind] in try await Self.followOther(on: kind) }
    }

    private static func followOther(on kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let engine = try stage.database.openAgain()
            let other = Stage.kith(on: engine)
            try await stage.withRosters {
                for number in 1...5 {
                    _ = try await other.contacts.create(ContactInput(profile: ["name": "Ada"]), by: stage.caller)
                    let committed = ContinuousClock.now
                    while try await stage.roster().count < number {
                        try await Task.sleep(for: .milliseconds(5))
                    }
                    #expect(ContinuousClock.now - committed < .milliseconds(200))
                }
            }
            await other.close()
            await engine.close()
        }
    }

    @Test("a wish for a place in the feed is waited for", arguments: TestEngine.allCases)
    func wish(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let engine = try stage.database.openAgain()
            let other = Stage.kith(on: engine)
            try await stage.withRosters {
                for _ in 0..<20 {
                    _ = try await other.contacts.create(ContactInput(profile: ["name": "Ada"]), by: stage.caller)
                    let seq = try await other.changes.newest(by: stage.caller)
                    let snapshot = await FreshRosters.$wish.withValue(seq) {
                        await stage.kith.rosters.snapshot(of: stage.caller.organization)
                    }
                    #expect(try #require(snapshot).seq >= seq)
                }
            }
            await other.close()
            await engine.close()
        }
    }

    @Test("properties that are made, archived, restored or changed are read right", arguments: TestEngine.allCases)
    func properties(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.withRosters {
                let properties = stage.kith.properties
                _ = try await properties.define(
                    PropertyDefinition(key: "shoe", name: "Shoe", type: .text),
                    by: stage.caller
                )
                for size in ["41", "42", "43"] {
                    try await stage.create(["name": .string("Ada \(size)"), "shoe": .string(size)])
                }
                #expect(try await stage.counts("shoe = 42") == (1, 1))
                #expect(try await stage.counts("", search: "42") == (1, 1))
                _ = try await properties.archive("shoe", by: stage.caller)
                try await stage.create(["name": "Otto"])
                #expect(try await stage.counts("name contains a") == (3, 3))
                _ = try await properties.restore("shoe", by: stage.caller)
                #expect(try await stage.counts("shoe = 42") == (1, 1))
                #expect(try await stage.counts("shoe is empty") == (1, 1))
            }
        }
    }

    @Test("the usual orders are sorted before anybody asks", arguments: TestEngine.allCases)
    func sortedAhead(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.create(["name": "Ada"])
            try await stage.withRosters {
                let part = try #require(try await stage.roster().parts.first?.part)
                let usual = try ["-lastSeenAt", "-createdAt", "name"].map { text in
                    try ContactOrder(parsing: text, in: Catalogue())
                }
                for order in usual {
                    while part.orders.made(order) == nil { try await Task.sleep(for: .milliseconds(5)) }
                }
                #expect(Set(part.orders.orders) == Set(usual))
            }
        }
    }

    @Test("a roster that must be loaded anew answers nobody until it is", arguments: TestEngine.allCases)
    func stale(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let properties = stage.kith.properties
            _ = try await properties.define(
                PropertyDefinition(key: "shoe", name: "Shoe", type: .text),
                by: stage.caller
            )
            _ = try await properties.archive("shoe", by: stage.caller)
            let loader = RosterLoader(
                organization: stage.caller.organization,
                engine: stage.database,
                catalogues: CatalogueShelf(),
                place: nil
            )
            let keeper = RosterKeeper(loader, room: { 0 }) {}
            _ = try await keeper.load()
            #expect(keeper.current != nil)
            _ = try await properties.restore("shoe", by: stage.caller)
            keeper.look()
            #expect(try await keeper.follow { _ in } == .loadAnew)
            #expect(keeper.current == nil)
        }
    }

    @Test("without anybody who keeps them, SQL answers")
    func notKept() async throws {
        try await Stage.with(.sqlite) { stage in
            try await stage.create(["name": "Ada"])
            #expect(await stage.kith.rosters.snapshot(of: stage.caller.organization) == nil)
            #expect(try await stage.kith.contacts.count(ContactQuestion(), by: stage.caller) == 1)
        }
    }
}
