import Domain
import Kith
import TestSupport
import Testing

@Suite("Sessions by the API")
struct SessionTests {
    @Test("a manager signs in, asks in their own name, and signs out", arguments: TestEngine.allCases)
    func wholeWay(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager("owner")
            let email = try await owner.email
            let begun = try await api.signIn(email)
            #expect(begun.status == 201)
            #expect(begun.header("Location") == "/api/v1/sessions/current")
            #expect(begun["manager"]?["email"]?.string == email)
            #expect(begun["organization"]?["key"] == "demo")
            let client = Client(http: api.http, token: begun["token"]?.string)
            #expect(try await client.email == email)
            #expect(try await client.delete("/sessions/current").status == 204)
            #expect(try await client.get("/me").status == 401)
            #expect(try await owner.get("/me").status == 200)
        }
    }

    @Test("what is wrong with signing in is said alike, and not for ever", arguments: TestEngine.allCases)
    func refused(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let email = try await api.manager("basic").email
            for wrong in [email, "nobody@example.com", "no e-mail"] {
                let answer = try await api.signIn(wrong, "wrong horse")
                #expect(answer.status == 401)
                #expect(answer.detail == "e-mail and password do not belong together")
                #expect(answer.header("WWW-Authenticate") == "Bearer")
            }
            for _ in 0..<9 { _ = try await api.signIn(email, "wrong horse") }
            let limited = try await api.signIn(email)
            #expect(limited.status == 429)
            #expect(limited.header("Retry-After").flatMap { Int($0) }.map { $0 > 0 } == true)
            let incomplete = try await api.nobody.post("/sessions", ["email": "a@example.com", "pasword": "x"])
            #expect(incomplete.status == 422)
            #expect(Set(incomplete.pointers) == ["/password", "/pasword"])
        }
    }

    @Test("who has codes gives one; what is missing or wrong is at /code", arguments: TestEngine.allCases)
    func codes(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager("owner")
            let email = try await owner.email
            let app = try await AppOfCodes(for: owner, api)
            for code in [nil, "000000"] {
                let answer = try await api.signIn(email, code: code)
                #expect(answer.status == 401)
                #expect(answer.pointers == ["/code"])
            }
            let wrong = try await api.signIn(email, "wrong horse", code: app.code)
            #expect(wrong.status == 401)
            #expect(wrong.pointers.isEmpty)
            #expect(try await api.signIn(email, code: app.code).status == 201)
            #expect(try await api.signIn(email, code: app.recoveryCodes[0]).status == 201)
            #expect(try await api.signIn(email, code: app.recoveryCodes[0]).status == 401)
        }
    }

    @Test("an organization can be named, in which the manager then is")
    func organization() async throws {
        try await ServedAPI.run { api in
            for caller in [api.console, api.other] {
                let link = try await api.kith.managers.invite(email: "ada@example.com", role: "owner", by: caller)
                _ = try await api.kith.managers.acceptLink(link.linkToken, password: "correct horse")
            }
            for key in ["demo", "other"] {
                let answer = try await api.nobody.post(
                    "/sessions",
                    ["email": "ada@example.com", "password": "correct horse", "organization": .string(key)]
                )
                #expect(answer["organization"]?["key"]?.string == key)
            }
            let nowhere: JSON = ["email": "ada@example.com", "password": "correct horse", "organization": "nowhere"]
            #expect(try await api.nobody.post("/sessions", nowhere).status == 401)
        }
    }

    @Test("each sees and ends their own, and nobody else's", arguments: TestEngine.allCases)
    func own(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager("owner")
            let email = try await owner.email
            var tokens: [Client] = []
            for _ in 0..<3 {
                tokens.append(Client(http: api.http, token: try await api.signIn(email)["token"]?.string))
            }
            let listed = try await tokens[0].get("/me/sessions")["sessions"]?.array ?? []
            #expect(listed.count == 4)
            #expect(listed.filter { $0["isCurrent"] == true }.count == 1)
            #expect(listed.contains { $0["address"] == "127.0.0.1" })

            let others = try await tokens[1].get("/me/sessions")["sessions"]?.array ?? []
            let id = try #require(others.first { $0["isCurrent"] == true }?["id"]?.string)
            let stranger = try await api.manager("owner")
            #expect(try await stranger.delete("/me/sessions/\(id)").status == 404)
            #expect(try await tokens[0].delete("/me/sessions/\(id)").status == 204)
            #expect(try await tokens[0].delete("/me/sessions/\(id)").status == 404)
            #expect(try await tokens[1].get("/me").status == 401)

            #expect(try await tokens[0].delete("/me/sessions").status == 204)
            #expect(try await tokens[2].get("/me").status == 401)
            #expect(try await owner.get("/me").status == 401)
            #expect(try await tokens[0].get("/me/sessions")["sessions"]?.array?.count == 1)
            #expect(try await stranger.get("/me").status == 200)
        }
    }

    @Test("a new password needs the old one, and ends the other sessions", arguments: TestEngine.allCases)
    func password(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager("owner")
            let email = try await owner.email
            let other = Client(http: api.http, token: try await api.signIn(email)["token"]?.string)
            for (old, new) in [("wrong horse", "battery staple"), ("correct horse", "short")] {
                let body: JSON = ["password": .string(old), "newPassword": .string(new)]
                #expect(try await owner.put("/me/password", body).status == 422)
            }
            let body: JSON = ["password": "correct horse", "newPassword": "battery staple"]
            #expect(try await owner.put("/me/password", body).status == 204)
            #expect(try await owner.get("/me").status == 200)
            #expect(try await other.get("/me").status == 401)
            #expect(try await api.signIn(email).status == 401)
            #expect(try await api.signIn(email, "battery staple").status == 201)
        }
    }
}
