import Domain
import Kith
import TestSupport
import Testing
import Web

@Suite("One's own account in the browser")
struct AccountPageTests {
    @Test("nobody ends a session of somebody else's, in this organization or another", arguments: TestEngine.allCases)
    func others(engine: TestEngine) async throws {
        try await ServedKith.run(engine) { served in
            let owner = try await served.signedIn()
            let looker = try await served.signedIn("Looker", may: [.seeContacts])
            let token = try await served.english(looker)
            let cookie = try #require(owner.cookies["kith_session"])
            let session = try #require(try await served.kith.managers.session(cookie))
            for id in [session.id.description, "x", "0000000000000", "..%2Fother"] {
                let answer = try await looker.post("/settings/account/sessions/\(id)/end", ["form_token": token])
                #expect(answer.status == 404, "\(id)")
            }
            #expect(try await owner.get("/settings/account").status == 200)
            #expect(try await looker.post("/settings/account/other-sessions", ["form_token": token]).status == 204)
            #expect(try await owner.get("/settings/account").status == 200)
            let own = try await owner.get("/settings/account").text
            #expect(own.matches(of: /class="listing-row account-row"/).count == 1)
        }
    }

    @Test("a form from elsewhere changes nothing")
    func forged() async throws {
        try await ServedKith.run { served in
            let owner = try await served.signedIn()
            let paths = [
                "name", "password", "totp", "totp/confirmation", "totp/end", "recovery-codes", "other-sessions",
                "sessions/0000000000000/end",
            ]
            for path in paths {
                let fields = ["name": "Eve", "form_token": "A", "password": "correct horse"]
                #expect(try await owner.post("/settings/account/\(path)", fields).status == 403, "\(path)")
                let visitor = try await served.browser.post("/settings/account/\(path)", fields)
                #expect(visitor.status == 403, "\(path)")
            }
            #expect(try await served.browser.get("/settings/account").location?.hasPrefix("/sign-in?next=") == true)
            #expect(try await served.kith.managers.all(by: served.caller).map(\.name) == ["ada"])
        }
    }

    @Test("names and passwords that are none are refused beside their field, and stay escaped")
    func refused() async throws {
        try await ServedKith.run { served in
            let owner = try await served.signedIn()
            let token = try await served.english(owner)
            for name in ["", "  ", "a\u{0}b", "a\nb", "\u{202E}eda", String(repeating: "a", count: 201)] {
                let answer = try await owner.post("/settings/account/name", ["form_token": token, "name": name])
                #expect(answer.status == 422)
                #expect(answer.text.contains("1 to 200 characters on one line"))
            }
            let hostile = ["form_token": token, "name": "\"><script>alert(1)</script>"]
            let saved = try await owner.post("/settings/account/name", hostile)
            #expect(saved.status == 200 && !saved.text.contains("<script"))
            let passwords = [
                ["current": "correct horse", "password": "short", "repeated": "short"],
                ["current": "wrong horse 1", "password": "another horse", "repeated": "another horse"],
                ["current": "correct horse", "password": "another horse", "repeated": "another mouse"],
            ]
            for fields in passwords {
                let answer = try await owner.post(
                    "/settings/account/password",
                    fields.merging(["form_token": token]) { $1 }
                )
                #expect(answer.status == 422)
                #expect(answer.text.matches(of: /class="field-problem"/).count == 1)
                #expect(!fields.values.contains { answer.text.contains("value=\"\($0)\"") })
            }
        }
    }

    @Test("guesses at the password are limited as those at the door are")
    func limited() async throws {
        try await ServedKith.run { served in
            let owner = try await served.signedIn()
            let token = try await served.english(owner)
            let fields = [
                "form_token": token, "current": "wrong horse 1", "password": "another horse",
                "repeated": "another horse",
            ]
            for _ in 0..<10 { _ = try await owner.post("/settings/account/password", fields) }
            let answer = try await owner.post("/settings/account/password", fields)
            #expect(answer.status == 422)
            #expect(answer.text.contains("Too many attempts: try again in 15 min"))
        }
    }
}
