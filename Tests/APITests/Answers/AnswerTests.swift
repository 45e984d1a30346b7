import Database
import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Answers")
struct AnswerTests {
    @Test("unknown paths are 404, other methods 405 with those that there are")
    func unknown() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            for path in ["/nope", "/roles/a/b/c", "/api", "/api/", "/api/v2/roles", "/api/v1", "/api/v1/"] {
                let answer = try await program.get(path)
                #expect(answer.status == 404)
                #expect(answer["type"] == .string("about:blank"))
                #expect(answer["instance"]?.string == answer.header("X-Request-ID"))
            }
            let put = try await program.send(.put, "/roles")
            #expect(put.status == 405)
            #expect(put.headers[.allow] == "GET, HEAD, POST")
            #expect(try await program.send(.get, "/contacts/search").headers[.allow] == "POST")
            #expect(try await program.send(.head, "/roles").status == 200)
        }
    }

    @Test(
        "hostile paths get an answer, never a fault",
        arguments: [
            "/contacts/%", "/contacts/%ff", "/contacts/%00", "/contacts/%2e%2e%2f", "/contacts//", "/roles/%E2%28%A1",
            "/contacts/" + String(repeating: "a", count: 8_000), "/roles/../roles", "/contacts?email=%",
        ]
    )
    func hostile(path: String) async throws {
        try await ServedAPI.run { api in
            let status = try await api.program().get(path).status
            #expect((400..<500).contains(status))
        }
    }

    @Test("K6: an answer to GET has a tag, by which it is not sent twice")
    func tags() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let first = try await program.get("/roles")
            let tag = try #require(first.headers[.eTag])
            #expect(tag.hasPrefix("\""))
            for match in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let second = try await program.get("/roles", ["If-None-Match": match])
                #expect(second.status == 304)
                #expect(second.text.isEmpty)
                #expect(second.headers[.eTag] == tag)
            }
            _ = try await program.post("/roles", ["name": "New", "permissions": .array([])])
            #expect(try await program.get("/roles", ["If-None-Match": tag]).status == 200)
        }
    }

    @Test("K6: a contact's tag is its version")
    func versions() async throws {
        try await ServedAPI.run { api in
            let id = try await api.contact()
            let program = try await api.program()
            let answer = try await program.get("/contacts/\(id)")
            #expect(answer.headers[.eTag] == "\"1\"")
            #expect(answer["version"] == .integer(1))
            #expect(try await program.get("/contacts/\(id)", ["If-None-Match": "\"1\""]).status == 304)
        }
    }

    @Test("a fault of ours says nothing of itself")
    func faults() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            _ = try await api.kith.engine.write { try $0.execute("ALTER TABLE roles RENAME TO roles_gone") }
            let answer = try await program.get("/roles")
            #expect(answer.status == 500)
            #expect(answer["detail"] == nil)
            #expect(!answer.text.contains("roles"))
        }
    }

    @Test("a read waits for the place that a write answered", arguments: TestEngine.allCases)
    func freshness(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let id = try await api.contact()
            let newest = try await api.kith.changes.newest(by: api.console)
            #expect(try await program.get("/contacts/\(id)", ["Kith-Seq": "\(newest)"]).status == 200)
            #expect(try await program.get("/contacts/\(id)", ["Kith-Seq": "x"]).status == 400)
            async let waiting = program.get("/changes?after=\(newest)", ["Kith-Seq": "\(newest + 1)"])
            try await Task.sleep(for: .milliseconds(200))
            _ = try await api.contact("ben@example.com")
            #expect(try await waiting["changes"]?.array?.count == 1)
        }
    }

    @Test("a read gives up on a place that does not come")
    func notThere() async throws {
        try await ServedAPI.run { api in
            let answer = try await api.program().get("/me", ["Kith-Seq": "7"])
            #expect(answer.status == 400)
            #expect(answer.detail.contains("no change 7"))
        }
    }
}
