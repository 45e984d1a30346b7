import Domain
import HTTPTypes
import HummingbirdTesting
import Kith
import Server
import TestSupport
import Testing
import Web

@Suite("Signing in through the browser")
struct SignInTests {
    @Test("link, password, out, and in again", arguments: TestEngine.allCases)
    func wholeWay(engine: TestEngine) async throws {
        try await ServedKith.run(engine) { served in
            let browser = served.browser
            let first = try await browser.get("/contacts?filter=tags%3A+vip")
            #expect(first.status == 303)
            #expect(first.location == "/sign-in?next=%2Fcontacts%3Ffilter%3Dtags%253A%2Bvip")

            let differing = ["password": "correct horse", "repeated": "correct mouse"]
            #expect(try await browser.submit(served.link, differing).text.contains("The two passwords differ"))
            #expect(try await browser.submit(served.link, ["password": "short", "repeated": "short"]).status == 422)
            let chosen = ["password": "correct horse", "repeated": "correct horse"]
            let accepted = try await browser.submit(served.link, chosen)
            #expect(accepted.status == 303)
            #expect(accepted.location == "/")
            let page = try await browser.get("/contacts")
            #expect(page.status == 200)
            #expect(page.text.contains("Demo &amp; Söhne"))
            #expect(page.text.contains("아직 연락처가 없습니다"))

            let session = try #require(browser.cookies["kith_session"])
            #expect(try await browser.post("/sign-out", ["form_token": page.formToken]).location == "/sign-in")
            #expect(browser.cookies["kith_session"] == nil)
            #expect(try await served.kith.managers.session(session) == nil)

            let fields = ["email": "ADA@example.com", "password": "correct horse", "next": "/contacts?filter=x"]
            #expect(try await browser.submit("/sign-in", fields).location == "/contacts?filter=x")
            #expect(try await browser.get("/contacts").status == 200)
        }
    }

    @Test("a link used twice, or never made, shows 404 and no password form")
    func usedTwice() async throws {
        try await ServedKith.run { served in
            _ = try await served.signedIn()
            for path in [served.link, "/welcome/x", Link.welcome(token: "../../etc").path] {
                let page = try await served.browser.get(path)
                #expect(page.status == 404)
                #expect(!page.text.contains("name=\"password\""))
                #expect(page.text.contains("This link does not work") && page.text.contains("href=\"/sign-in/help\""))
            }
            #expect(try await served.browser.get("/sign-in/help").text.contains("one-time link"))
        }
    }

    @Test("a form without the right token is refused, and changes nothing")
    func forged() async throws {
        try await ServedKith.run { served in
            let chosen = ["password": "correct horse", "repeated": "correct horse"]
            let stranger = served.browser
            #expect(try await stranger.post(served.link, chosen).status == 403)
            #expect(try await stranger.post(served.link, chosen.merging(["form_token": ""]) { $1 }).status == 403)
            _ = try await stranger.get("/sign-in")
            let wrong = ["email": "ada@example.com", "password": "correct horse", "form_token": "A"]
            #expect(try await stranger.post("/sign-in", wrong).status == 403)

            let browser = try await served.signedIn()
            #expect(try await browser.post("/sign-out", [:]).status == 403)
            let other = try await served.browser.get("/sign-in").formToken
            #expect(try await browser.post("/sign-out", ["form_token": other]).status == 403)
            #expect(try await browser.get("/contacts").status == 200)
        }
    }

    @Test("a form of another kind, or too large, is refused")
    func notAForm() async throws {
        try await ServedKith.run { served in
            let large = try await served.browser.submit("/sign-in", ["email": String(repeating: "a", count: 40_000)])
            #expect(large.status == 413)
            let response = try await served.client.executeRequest(
                uri: "/sign-in",
                method: .post,
                headers: [.contentType: "application/json"],
                body: nil
            )
            #expect(response.status.code == 415)
        }
    }

    @Test("the eleventh wrong password gets 429 and the time to wait")
    func limited() async throws {
        try await ServedKith.run { served in
            let browser = served.browser
            let fields = ["email": "ada@example.com", "password": "wrong horse"]
            for _ in 0..<10 {
                let page = try await browser.submit("/sign-in", fields)
                #expect(page.status == 401)
                #expect(page.text.contains("do not belong together"))
            }
            let page = try await browser.submit("/sign-in", fields)
            #expect(page.status == 429)
            #expect(page.headers[.retryAfter].flatMap { Int($0) }.map { $0 > 0 } == true)
            #expect(page.text.contains("Try again in 15 minutes."))
            // What was typed is there again, but for the password.
            #expect(page.text.contains("value=\"ada@example.com\"") && !page.text.contains("wrong horse"))
        }
    }

    @Test(
        "nobody is sent to another site after signing in",
        arguments: [
            "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nSet-Cookie: x=y", "/\t/evil.example",
        ]
    )
    func openRedirect(next: String) async throws {
        try await ServedKith.run { served in
            _ = try await served.signedIn()
            let fields = ["email": "ada@example.com", "password": "correct horse", "next": next]
            #expect(try await served.browser.submit("/sign-in", fields).location == "/")
        }
    }

    @Test("cookies are out of reach of scripts and other sites, and of plain http where there is https")
    func cookies() async throws {
        try await ServedKith.run(settings: ServeSettings(isSecure: true)) { served in
            let page = try await served.browser.submit(
                served.link,
                ["password": "correct horse", "repeated": "correct horse"]
            )
            let cookie = try #require(page.headers[values: .setCookie].first { $0.hasPrefix("kith_session=") })
            for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
                #expect(cookie.contains(part))
            }
        }
    }

    @Test("what somebody typed comes back escaped")
    func escaped() async throws {
        try await ServedKith.run { served in
            let hostile = "\"><script>alert(1)</script>@x.com"
            let page = try await served.browser.submit("/sign-in", ["email": hostile, "password": "wrong horse"])
            #expect(page.status == 401)
            #expect(!page.text.contains("<script>"))
            #expect(page.text.contains("&quot;&gt;&lt;script&gt;"))
        }
    }

    @Test("a session of one organization is none in another")
    func otherOrganization() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let token = try #require(browser.cookies["kith_session"])
            let settings = try OrganizationSettings(name: "Other", country: "DE", timeZone: "UTC")
            let other = try await served.kith.organizations.create(key: OrganizationKey("other"), settings: settings)
            let forged = other.id.description + token.dropFirst(13)
            #expect(try await served.kith.managers.session(forged) == nil)
        }
    }
}
