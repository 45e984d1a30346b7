import Domain
import Foundation
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("The change feed")
struct ChangesTests {
    @Test("changes come in order, a page at a time, of the own organization alone", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.readContacts])
            let ada = try await api.contact("ada@example.com")
            let ben = try await api.contact("ben@example.com")
            _ = try await api.contact("cat@example.com", by: api.other)
            let first = try await program.get("/changes?limit=1")
            let next = try #require(first["next"]?.integer)
            #expect(first["changes"]?.array?.first?["contacts"] == [.string(ada.description)])
            #expect(first["changes"]?.array?.first?["removed"] == [])
            #expect(first["changes"]?.array?.first?["catalogue"] == false)
            let second = try await program.get("/changes?after=\(next)")
            #expect(second["changes"]?.array?.map { $0["contacts"] } == [[.string(ben.description)]])
            let last = try #require(second["next"]?.integer)
            let none = try await program.get("/changes?after=\(last)")
            #expect(none["changes"] == [])
            #expect(none["next"] == .integer(last))
        }
    }

    @Test("a stream tells of changes as they happen, and goes on where another ended", arguments: TestEngine.allCases)
    func streams(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.readContacts])
            let ada = try await api.contact("ada@example.com")
            let stream = try EventStream(api.http, program, after: "?after=0")
            #expect(try await stream.read(until: ada.description).contains("event: change\ndata: {\"seq\":1,"))
            let ben = try await api.contact("ben@example.com")
            #expect(try await stream.read(until: ben.description).contains("id: 2\n"))
            stream.close()
            let later = try EventStream(api.http, program, headers: "Last-Event-ID: 1\r\n")
            let text = try await later.read(until: ben.description)
            #expect(text.contains("id: 2\n"))
            #expect(!text.contains("id: 1\n"))
            later.close()
        }
    }

    @Test("a caller has ten streams at most, and gets one back when it leaves another")
    func bounds() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program([.readContacts])
            var streams = try (0..<10).map { _ in try EventStream(api.http, program, after: "?after=0") }
            for stream in streams { _ = try await stream.read(until: "retry") }
            #expect(try await program.get("/changes", ["Accept": "text/event-stream"]).status == 429)
            streams.removeLast().close()
            // The server learns of it when it next writes.
            _ = try await api.contact()
            try await Task.sleep(for: .milliseconds(800))
            _ = try await api.contact("ben@example.com")
            try await Task.sleep(for: .milliseconds(800))
            let again = try EventStream(api.http, program, after: "?after=0")
            #expect(try await again.read(until: "\n\n").contains("200 OK"))
            for stream in streams + [again] { stream.close() }
        }
    }
}
