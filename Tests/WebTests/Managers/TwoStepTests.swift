import Database
import Domain
import HTTPTypes
import TestSupport
import Testing

@testable import Kith

@Suite("Signing in with a code, through the browser")
struct TwoStepPageTests {
    private static let password = "correct horse"

    /// Switches codes on for the owner, and returns their recovery codes.
    private static func switchOn(_ served: ServedKith) async throws -> [String] {
        let browser = try await served.signedIn()
        let token = try #require(browser.cookies["kith_session"])
        let caller = try #require(try await served.kith.managers.session(token)).caller
        _ = try await served.kith.managers.beginTOTP(by: caller)
        let manager = try caller.managerID()
        let sealed = try await served.kith.read { connection in
            try connection.first("SELECT totp_secret FROM managers WHERE id = \(manager.rawValue)") { try $0.blob(0) }
        }
        let context = "\(caller.organization) \(manager)"
        let opened = served.kith.secret.open(try #require(sealed), for: .totp, boundTo: context)
        let totp = TOTP(secret: try #require(opened))
        let code = totp.code(at: served.kith.now().milliseconds / 30_000)
        return try await served.kith.managers.confirmTOTP(code: code, by: caller)
    }

    private static func hidden(_ name: String, in text: String) -> String {
        guard let field = text.firstRange(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(text[field.upperBound...].prefix { $0 != "\"" })
    }

    @Test("the same form asks for the code, and never has the password in it", arguments: TestEngine.allCases)
    func wholeWay(engine: TestEngine) async throws {
        try await ServedKith.run(engine) { served in
            let codes = try await Self.switchOn(served)
            let browser = served.browser
            let fields = ["email": "ada@example.com", "password": Self.password, "next": "/contacts?filter=x"]
            let asked = try await browser.submit("/sign-in", fields)
            #expect(asked.status == 200)
            #expect(asked.text.contains("autocomplete=\"one-time-code\""))
            #expect(asked.text.contains("inputmode=\"numeric\""))
            #expect(asked.text.contains("or a recovery code"))
            #expect(!asked.text.contains(Self.password))
            #expect(!asked.text.contains("name=\"password\""))
            #expect(browser.cookies["kith_session"] == nil)

            var second = [
                "form_token": asked.formToken, "pending": Self.hidden("pending", in: asked.text),
                "email": "ada@example.com", "next": "/contacts?filter=x", "code": "000000",
            ]
            let wrong = try await browser.post("/sign-in", second)
            #expect(wrong.status == 401)
            #expect(wrong.text.contains("This code is not valid"))
            #expect(Self.hidden("pending", in: wrong.text) == second["pending"])
            second["code"] = ""
            second["recovery_code"] = codes[0]
            let done = try await browser.post("/sign-in", second)
            #expect(done.location == "/contacts?filter=x")
            #expect(try await browser.get("/contacts").status == 200)
        }
    }

    @Test("the second step of one browser opens nothing in another")
    func otherBrowser() async throws {
        try await ServedKith.run { served in
            let codes = try await Self.switchOn(served)
            let fields = ["email": "ada@example.com", "password": Self.password]
            let asked = try await served.browser.submit("/sign-in", fields)
            let pending = Self.hidden("pending", in: asked.text)
            #expect(!pending.isEmpty)
            let page = try await served.browser.submit("/sign-in", ["pending": pending, "code": codes[0]])
            #expect(page.status == 401)
            #expect(page.text.contains("begin again"))
            #expect(page.text.contains("name=\"password\""))
        }
    }

    @Test("a one-time link asks for the code on its own page")
    func welcome() async throws {
        try await ServedKith.run { served in
            let codes = try await Self.switchOn(served)
            let id = try await served.kith.managers.find(email: "ada@example.com", by: served.caller).id
            let link = try await served.kith.managers.makeLink(for: id, by: served.caller).linkToken
            let browser = served.browser
            var fields = ["password": "another horse", "repeated": "another horse"]
            let asked = try await browser.submit("/welcome/\(link)", fields)
            #expect(asked.status == 422)
            #expect(asked.text.contains("autocomplete=\"one-time-code\""))
            fields["code"] = codes[0]
            #expect(try await browser.submit("/welcome/\(link)", fields).location == "/")
        }
    }

    @Test("whoever guesses codes by a link has to wait, and the link stays good")
    func welcomeLimited() async throws {
        try await ServedKith.run { served in
            _ = try await Self.switchOn(served)
            let id = try await served.kith.managers.find(email: "ada@example.com", by: served.caller).id
            let link = try await served.kith.managers.makeLink(for: id, by: served.caller).linkToken
            let fields = ["password": "another horse", "repeated": "another horse", "code": "000000"]
            for _ in 0..<10 {
                #expect(try await served.browser.submit("/welcome/\(link)", fields).status == 422)
            }
            let page = try await served.browser.submit("/welcome/\(link)", fields)
            #expect(page.status == 429)
            #expect(page.headers[.retryAfter] != nil)
            #expect(page.text.contains("Try again in 15 minutes.") && page.text.contains("name=\"password\""))
        }
    }

    @Test("sessions have the browser's name")
    func userAgent() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let token = try #require(browser.cookies["kith_session"])
            let caller = try #require(try await served.kith.managers.session(token)).caller
            let sessions = try await served.kith.managers.sessions(by: caller)
            #expect(sessions.map(\.address) == ["127.0.0.1"])
        }
    }
}
