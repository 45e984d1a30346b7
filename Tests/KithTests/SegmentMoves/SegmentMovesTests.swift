import Database
import Domain
import Stores
import TestSupport
import Testing

@testable import Kith

@Suite("K2: entering and leaving segments")
struct SegmentMovesTests {
    @Test("an edit that moves somebody is there once, and one that does not is not", arguments: TestEngine.allCases)
    func edits(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.create(["name": "Anna"])
            try await stage.watching { process in
                let segment = try await stage.segment("name contains a")
                try await process.look()
                #expect(try await stage.moves(segment) == [])
                let ada = try await stage.create(["name": "Ada"]).contact
                let otto = try await stage.create(["name": "Otto"]).contact
                try await process.look()
                try await process.look()
                #expect(try await stage.moves(segment) == ["+Ada"])
                try await stage.edit(ada.id, ["name": "Bo"])
                try await stage.edit(otto.id, ["title": "CEO"])
                try await process.look()
                try await stage.edit(otto.id, ["name": "Otta"])
                try await process.look()
                #expect(try await stage.moves(segment) == ["+Bo", "-Bo", "+Otta"])
                let moves = try await stage.kith.segments.moves(of: segment, by: stage.caller)
                #expect(moves.map(\.place) == moves.map(\.place).sorted() && Set(moves.map(\.place)).count == 3)
                let rest = try await stage.kith.segments.moves(of: segment, after: moves[0].place, by: stage.caller)
                #expect(rest == Array(moves.dropFirst()))
                let all = try await stage.kith.segments.moves(limit: 2, by: stage.caller)
                #expect(all == Array(moves.prefix(2)))
            }
        }
    }

    @Test("who is merged into another or deleted leaves without a move", arguments: TestEngine.allCases)
    func mergesAndDeletions(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.watching { process in
                let segment = try await stage.segment("title is not empty or name contains a")
                try await process.look()
                let ada = try await stage.create(["name": "Ada"]).contact
                let otto = try await stage.create(["name": "Otto"]).contact
                let bob = try await stage.create(["name": "Bob", "title": "CEO"]).contact
                try await process.look()
                #expect(try await stage.moves(segment) == ["+Ada", "+Bob"])
                // Otto takes over Bob's title.
                _ = try await stage.kith.contacts.merge([bob.id], into: otto.id, by: stage.caller)
                try await stage.kith.contacts.delete(ada.id, by: stage.caller)
                try await process.look()
                #expect(try await stage.moves(segment) == ["+Otto"])
                #expect(
                    try await stage.kith.read { connection in
                        try connection.first("SELECT count(*) FROM segment_moves") { try $0.integer(0) }
                    } == 1
                )
            }
        }
    }

    @Test("time moves people at whole minutes", arguments: TestEngine.allCases)
    func time(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.watching { process in
                let segment = try await stage.segment("createdAt within last 5m")
                try await process.look()
                try await stage.create(["name": "Ada"])
                try await process.look()
                stage.clock.advance(4 * 60_000)
                try await process.look()
                #expect(try await stage.moves(segment) == ["+Ada"])
                stage.clock.advance(2 * 60_000)
                try await process.look()
                try await process.look()
                #expect(try await stage.moves(segment) == ["+Ada", "-Ada time"])
                let moves = try await stage.kith.segments.moves(of: segment, by: stage.caller)
                #expect(moves.last.map { $0.at == $0.at.flooredToMinute } == true)
            }
        }
    }

    @Test("imports move people only for those who ask", arguments: TestEngine.allCases)
    func imports(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.watching { process in
                let segment = try await stage.segment("name contains a")
                try await process.look()
                try await stage.leads("name,email\nAda,ada@example.com\nOtto,otto@example.com\n")
                try await process.look()
                #expect(try await stage.moves(segment) == [])
                #expect(try await stage.moves(segment, imports: true) == ["+Ada import"])
                let ada = try await stage.contact(email: "ada@example.com")
                try await stage.edit(ada.id, ["name": "Bo"])
                try await process.look()
                #expect(try await stage.moves(segment) == ["-Bo"])
            }
        }
    }

    @Test("another filter moves nobody, nor one that the segment refers to", arguments: TestEngine.allCases)
    func filters(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.watching { process in
                let inner = try await stage.segment("name contains a", name: "Inner")
                let outer = try await stage.segment("not segment: Inner", name: "Outer")
                for name in ["Ada", "Otto", "Bob"] { try await stage.create(["name": .string(name)]) }
                try await process.look()
                let edit = Segments.Edit(filter: try FilterExpression(parsing: "name contains o"))
                _ = try await stage.kith.segments.edit(inner, edit, by: stage.caller)
                try await process.look()
                #expect(try await stage.moves(inner) == [])
                #expect(try await stage.moves(outer) == [])
                try await stage.create(["name": "Eve"])
                try await process.look()
                #expect(try await stage.moves(inner) == [])
                #expect(try await stage.moves(outer) == ["+Eve"])
                try await stage.kith.segments.delete(outer, by: stage.caller)
                try await stage.create(["name": "Zoe"])
                try await process.look()
                #expect(try await stage.moves(inner) == ["+Zoe"])
            }
        }
    }

    @Test("a new tag below one that a filter names moves those who get it", arguments: TestEngine.allCases)
    func subtags(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.watching { process in
                let segment = try await stage.segment("tags: vip")
                let ada = try await stage.create(["name": "Ada"]).contact
                try await process.look()
                try await stage.edit(ada.id, adding: ["vip/gold"])
                try await process.look()
                #expect(try await stage.moves(segment) == ["+Ada"])
            }
        }
    }

    @Test(
        "one process watches; the next goes on where it was left, or once it is silent",
        arguments: TestEngine.allCases
    )
    func leases(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let engine = try stage.database.openAgain()
            let other = Stage.kith(on: engine, clock: stage.clock)
            let second = WatchingProcess(other, stage.caller.organization)
            try await stage.watching { first in
                let segment = try await stage.segment("name contains a")
                try await first.look()
                try await second.look()
                #expect(await first.isWatching)
                #expect(await !second.isWatching)
                try await stage.create(["name": "Ada"])
                try await second.look()
                #expect(try await stage.moves(segment) == [])
                stage.clock.advance(SegmentWatcher.leaseMilliseconds + 1)
                try await second.look()
                #expect(await second.isWatching)
                #expect(try await stage.moves(segment) == ["+Ada"])
                try await first.look()
                #expect(await !first.isWatching)
                #expect(try await stage.moves(segment) == ["+Ada"])
            }
            await second.stop()
            await other.close()
            await engine.close()
        }
    }

    @Test("moves are kept for 30 days, and who is in stays known", arguments: TestEngine.allCases)
    func trimming(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.watching { process in
                let segment = try await stage.segment("name contains a")
                try await process.look()
                let ada = try await stage.create(["name": "Ada"]).contact
                try await process.look()
                stage.clock.advance(20 * 86_400_000)
                try await stage.create(["name": "Anna"])
                try await process.look()
                try await stage.kith.segments.trimMoves(of: stage.caller.organization)
                #expect(try await stage.moves(segment) == ["+Ada", "+Anna"])
                stage.clock.advance(11 * 86_400_000)
                try await stage.kith.segments.trimMoves(of: stage.caller.organization)
                #expect(try await stage.moves(segment) == ["+Ada", "+Anna"], "nothing else knows of Ada yet")
                try await process.look()
                try await stage.kith.segments.trimMoves(of: stage.caller.organization)
                #expect(try await stage.moves(segment) == ["+Anna"])
                // A process that knows nothing yet.
                let next = WatchingProcess(stage.kith, stage.caller.organization)
                stage.clock.advance(SegmentWatcher.leaseMilliseconds + 1)
                try await stage.edit(ada.id, ["name": "Bo"])
                try await next.look()
                #expect(await next.isWatching)
                #expect(try await stage.moves(segment) == ["+Anna", "-Bo"])
                await next.stop()
            }
        }
    }

    @Test("personal segments are not watched, and those of others are unknown", arguments: TestEngine.allCases)
    func permissions(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let manager = try await stage.manager([.seeContacts])
            let filter = try FilterExpression(parsing: "name contains a")
            let own = try await stage.kith.segments.create(name: "Mine", filter: filter, isPersonal: true, by: manager)
            try await stage.watching { process in
                try await process.look()
                try await stage.create(["name": "Ada"])
                try await process.look()
                #expect(try await stage.kith.segments.moves(of: own.id, by: manager) == [])
                await #expect(throws: SegmentError.unknown) {
                    try await stage.kith.segments.moves(of: own.id, by: stage.caller)
                }
                await #expect(throws: SegmentError.unknown) {
                    try await stage.kith.segments.sizes(of: own.id, by: stage.caller)
                }
                let nobody = try await stage.manager([.manageSegments])
                await #expect(throws: PermissionError.self) {
                    try await stage.kith.segments.moves(of: own.id, by: nobody)
                }
                let other = try await Stage.organization("other", in: stage.kith)
                let shared = try await stage.segment("name contains a")
                await #expect(throws: SegmentError.unknown) {
                    try await stage.kith.segments.moves(of: shared, by: other)
                }
                await #expect(throws: SegmentError.unknown) {
                    try await stage.kith.segments.sizes(of: shared, by: other)
                }
            }
        }
    }
}
