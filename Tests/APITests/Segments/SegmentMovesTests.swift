import Domain
import Kith
import TestSupport
import Testing

@Suite("K2: moves and sizes of segments by the API")
struct SegmentMovesTests {
    @Test("who enters and leaves is read after a place, and sizes between two moments", arguments: TestEngine.allCases)
    func moves(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { served in
            let serving = Task { [kith = served.kith] in
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await kith.rosters.run(bytes: 1_000_000_000) { print("a roster failed: \($0)") } }
                    group.addTask { await SegmentWatch(kith: kith) { print("watching failed: \($0)") }.run() }
                }
            }
            let program = try await served.program()
            let segment = try await program.post("/segments", ["name": "Some", "filter": "email is not empty"])
            let path = "/segments/\(segment.id)"
            try await Self.wait { try await program.get("\(path)/sizes")["sizes"]?.array?.count == 1 }
            let contact = try await served.contact("ada@example.com")
            try await Self.wait { try await program.get("\(path)/moves")["moves"]?.array?.count == 1 }
            let page = try await program.get("\(path)/moves?after=0&limit=10")
            let move = try #require(page["moves"]?.array?.first)
            #expect(move["contact"]?.string == contact.description && move["kind"] == "entered")
            #expect(move["cause"] == "change" && page["next"] == move["place"])
            let next = try #require(page["next"]?.integer)
            #expect(try await program.get("\(path)/moves?after=\(next)").json == ["moves": [], "next": .integer(next)])
            _ = try await served.imported("name,email\nBen,ben@example.com\n")
            try await Self.wait { try await program.get("\(path)/moves?imports=true")["moves"]?.array?.count == 2 }
            #expect(try await program.get("\(path)/moves").json == page.json)
            #expect(try await program.get("\(path)/sizes?to=2020-01-01T00:00:00Z").json == ["sizes": []])
            #expect(try await program.get("\(path)/moves?limit=1001").status == 422)
            #expect(try await program.get("\(path)/sizes?from=yesterday").status == 422)
            serving.cancel()
            await serving.value
        }
    }

    private static func wait(_ isDone: () async throws -> Bool) async throws {
        for _ in 0..<1_000 {
            if try await isDone() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it did not happen within ten seconds")
    }
}
