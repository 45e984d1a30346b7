import Domain
import Foundation
import HTTPTypes
import Kith
import Server
import Testing
import Web

@Suite("The page of contacts")
struct ContactsPageTests {
    private static let row = ContactsPage.Row(
        id: "06J3Q8X5M2K40",
        shownName: "<b>Ada</b> & \"Co\"",
        kind: "member",
        email: "ada@example.com",
        tags: ["vip", "a", "b", "c", "<i>"],
        sessions: 1_234,
        lastSeenAt: Instant(milliseconds: 1_700_000_000_000),
        createdAt: Instant(milliseconds: 1_700_000_000_000)
    )

    @Test("the examples of filters are understood in an organization that has defined nothing yet")
    func examples() throws {
        for example in ContactsPage.examples {
            _ = try FilterExpression(parsing: example.text).resolved(in: Catalogue())
        }
    }

    @Test("search, filter, sort and page reach the verb as they were typed, with the caller's organization")
    func asked() async throws {
        let source: ContactsPage.Source = { question, caller in
            #expect(question.search == "민준 +82&")
            #expect(question.filter == "plan = \"a%b\" and tags: vip")
            #expect(question.sort == "-lastSeenAt")
            #expect(question.after == "c1")
            #expect(caller.may(.seeContacts))
            return .page(.init(count: 134_784, rows: [Self.row], skipped: 50, previous: "p", next: "n"))
        }
        try await ServedKith.run(contacts: source) { served in
            var question = ContactsPage.Question()
            question.search = "민준 +82&"
            question.filter = "plan = \"a%b\" and tags: vip"
            question.sort = "-lastSeenAt"
            question.after = "c1"
            let browser = served.browser
            _ = try await browser.submit(served.link, ["password": "correct horse", "repeated": "correct horse"])
            let page = try await browser.get(Link.contacts(question).path)
            #expect(page.status == 200)
            #expect(page.text.contains("134,784"))
            #expect(page.text.contains("51–51 of 134,784"))
            #expect(page.text.contains("after=n"))
            #expect(page.text.contains("before=p"))
            #expect(page.text.contains("aria-sort=\"descending\""))
            #expect(page.text.contains("15 Nov 2023, 07:13 (Asia/Seoul)"))
        }
    }

    @Test("names and tags are text, never markup")
    func escaped() async throws {
        let source: ContactsPage.Source = { _, _ in .page(.init(count: 1, rows: [Self.row])) }
        try await ServedKith.run(contacts: source) { served in
            let page = try await served.signedIn().get("/contacts?search=%3Cscript%3E&filter=%22onfocus%3D")
            #expect(page.text.contains("&lt;b&gt;Ada&lt;/b&gt; &amp; &quot;Co&quot;"))
            #expect(!page.text.contains("<script"))
            #expect(!page.text.contains("\"\"onfocus"))
            #expect(page.text.contains("+2"))
        }
    }

    @Test("a filter that cannot be understood is shown with the place marked")
    func refused() async throws {
        let source: ContactsPage.Source = { question, _ in
            .refused(.init(message: "there is no property “plann”", place: question.filter.firstRange(of: "plann")))
        }
        try await ServedKith.run(contacts: source) { served in
            let page = try await served.signedIn().get("/contacts?filter=country+%3D+KR+and+plann+%3D+pro")
            #expect(page.status == 422)
            #expect(page.text.contains("country = KR and <mark>plann</mark> = pro"))
            #expect(page.text.contains("there is no property “plann”"))
        }
    }

    @Test("no match says so, and leads back to all")
    func noMatch() async throws {
        let source: ContactsPage.Source = { _, _ in .page(.init(count: 0, rows: [])) }
        try await ServedKith.run(contacts: source) { served in
            let page = try await served.signedIn().get("/contacts?search=zz")
            #expect(page.text.contains("No contact matches"))
            #expect(page.text.contains("href=\"/contacts\""))
        }
    }

    @Test("a role without the permission gets 403, and the verb is not called")
    func forbidden() async throws {
        let source: ContactsPage.Source = { _, _ in
            Issue.record("the verb was called")
            return .page(.init(count: 0, rows: []))
        }
        try await ServedKith.run(contacts: source) { served in
            _ = try await served.kith.roles.create(name: "Nobody", permissions: [], by: served.caller)
            let made = try await served.kith.managers.invite(email: "b@example.com", role: "nobody", by: served.caller)
            let browser = served.browser
            let link = Link.welcome(token: made.linkToken).path
            _ = try await browser.submit(link, ["password": "correct horse", "repeated": "correct horse"])
            let page = try await browser.get("/contacts")
            #expect(page.status == 403)
            #expect(page.text.contains("See, search and filter contacts"))
        }
    }

    @Test("a fault of ours shows a page with the request's id, and nothing of the error")
    func broken() async throws {
        struct Secret: Error { let text = "ada@example.com" }
        let source: ContactsPage.Source = { _, _ in throw Secret() }
        try await ServedKith.run(contacts: source) { served in
            let page = try await served.signedIn().get("/contacts")
            #expect(page.status == 500)
            #expect(!page.text.contains("ada@example.com"))
            let id = try #require(HTTPField.Name("X-Request-ID").flatMap { page.headers[$0] })
            #expect(page.text.contains(id))
        }
    }
}
