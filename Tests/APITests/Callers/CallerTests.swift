import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Who asks the API")
struct CallerTests {
    @Test(
        "without a token that is good there is 401, and the way in is named",
        arguments: [
            nil, "", "kith_", "kith_0000000000000" + String(repeating: "a", count: 43), "nonsense",
            String(repeating: "x", count: 5_000), "0000000000000" + String(repeating: "a", count: 43),
        ]
    )
    func refused(token: String?) async throws {
        try await ServedAPI.run { api in
            let answer = try await Client(http: api.http, token: token).get("/me")
            #expect(answer.status == 401)
            #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
            #expect(answer.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("a key is let in with its scopes, a manager with their role", arguments: TestEngine.allCases)
    func letIn(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.readContacts]).get("/me")
            #expect(program.status == 200)
            #expect(program["key"]?["name"] == .string("program"))
            #expect(program["permissions"] == .array([.string("contacts.see")]))
            #expect(program["organization"]?["key"] == .string("demo"))
            let manager = try await api.manager("basic").get("/me")
            #expect(manager["manager"]?["role"]?["name"] == .string("Basic"))
            #expect(manager["isOwner"] == .boolean(false))
            #expect(manager["key"] == nil)
        }
    }

    @Test("C15 K6: a revoked key is let in no more")
    func revoked() async throws {
        try await ServedAPI.run { api in
            let made = try await api.kith.keys.create(name: "x", scopes: [.readContacts], by: api.console)
            let client = Client(http: api.http, token: made.secret)
            #expect(try await client.get("/me").status == 200)
            try await api.kith.keys.revoke(made.key.id, by: api.console)
            #expect(try await client.get("/me").status == 401)
        }
    }

    @Test("a session's cookie lets nobody in")
    func cookies() async throws {
        try await ServedAPI.run { api in
            let token = try #require(try await api.manager().token)
            for name in ["kith_session", "session", "__Host-session", "__Host-kith_session"] {
                #expect(try await api.nobody.get("/me", ["Cookie": "\(name)=\(token)"]).status == 401)
            }
        }
    }

    @Test("the scheme may be written in any case, and another scheme is none")
    func schemes() async throws {
        try await ServedAPI.run { api in
            let token = try #require(try await api.program().token)
            #expect(try await api.nobody.get("/me", ["Authorization": "bearer  \(token)"]).status == 200)
            #expect(try await api.nobody.get("/me", ["Authorization": "Basic \(token)"]).status == 401)
            #expect(try await api.nobody.get("/me", ["Authorization": token]).status == 401)
        }
    }

    @Test("after many wrong tokens an address has to wait, but not who was right before")
    func wrongTokens() async throws {
        try await ServedAPI.run { api in
            api.clock.hold()
            let right = try await api.program()
            #expect(try await right.get("/me").status == 200)
            let late = try await api.program()
            var statuses: [Int] = []
            for number in 0..<70 {
                statuses.append(try await Client(http: api.http, token: "wrong\(number)").get("/me").status)
            }
            #expect(statuses.prefix(60).allSatisfy { $0 == 401 })
            let last = try await Client(http: api.http, token: "wrong").get("/me")
            #expect(last.status == 429)
            #expect(last.headers[.retryAfter].flatMap { Int($0) }.map { (1...60).contains($0) } == true)
            #expect(try await right.get("/me").status == 200)
            #expect(try await late.get("/me").status == 429)
            api.clock.advance(61_000)
            #expect(try await late.get("/me").status == 200)
        }
    }

    @Test("no answer has headers for pages of other sites")
    func otherSites() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let origin = ["Origin": "https://evil.example", "Access-Control-Request-Method": "POST"]
            for answer in [
                try await program.get("/me", origin), try await program.send(.options, "/roles", origin),
                try await api.nobody.get("/openapi.json", origin),
            ] {
                #expect(!answer.headers.contains { $0.name.rawName.lowercased().hasPrefix("access-control-") })
            }
            #expect(try await program.send(.options, "/roles", origin).status == 405)
        }
    }
}
