import Domain
import Foundation
import HTTPTypes
import Kith
import Server
import TestSupport
import Testing
import Web

@Suite("The page of contacts")
struct ContactsPageTests {
    @Test(
        "U11 U12 U13: search, filter and sort in the address are answered with the exact count",
        arguments: TestEngine.allCases
    )
    func answered(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            try await served.add(name: "Ada Lovelace", email: "ada@example.com", tags: ["vip"])
            try await served.add(name: "Grace Hopper", email: "grace@example.com", tags: ["vip"])
            try await served.add(name: "Linus", email: "linus@example.com")
            let browser = try await served.signedIn()
            let page = try await browser.get("/contacts?search=example&filter=tags:+vip&sort=-name")
            #expect(page.status == 200)
            #expect(page.text.contains("2명 일치"))
            #expect(page.text.contains("aria-sort=\"descending\""))
            #expect(page.text.contains("ada@<mark>example</mark>.com"))
            #expect(!page.text.contains("Linus"))
            let order = page.text.ranges(of: "Hopper").first.map { $0.lowerBound }
            let second = page.text.ranges(of: "Lovelace").first.map { $0.lowerBound }
            #expect(try #require(order) < #require(second))
        }
    }

    @Test("U11: rows are asked for by their rank, with how many match now")
    func ranks() async throws {
        try await ServedKith.run { served in
            for index in 0..<5 { try await served.add(name: "P\(index)", email: "p\(index)@example.com") }
            let rows = try await served.signedIn().get("/contacts/rows?sort=name&from=3&count=50")
            #expect(HTTPField.Name("Kith-Count").flatMap { rows.headers[$0] } == "5")
            #expect(rows.text.contains("P3") && rows.text.contains("P4") && !rows.text.contains("P2"))
            #expect(rows.text.contains("aria-rowindex=\"5\""))
        }
    }

    @Test("names and tags are text, never markup")
    func escaped() async throws {
        try await ServedKith.run { served in
            try await served.add(name: "<b>Ada</b> & \"Co\" {{x}}", email: "ada@example.com", tags: ["<i>"])
            let browser = try await served.signedIn()
            let page = try await browser.get("/contacts")
            #expect(page.text.contains("&lt;b&gt;Ada&lt;/b&gt; &amp; &quot;Co&quot; {{x}}"))
            #expect(page.text.contains("&lt;i&gt;"))
            let hostile = try await browser.get("/contacts?search=%3Cscript%3E&sort=name&filter=%22onfocus%3D")
            #expect(!hostile.text.contains("<script>"))
            #expect(!hostile.text.contains("\"\"onfocus"))
        }
    }

    @Test("a filter that cannot be understood is shown with the place marked")
    func refused() async throws {
        try await ServedKith.run { served in
            let page = try await served.signedIn().get("/contacts?filter=country+%3D+KR+and+companyy+%3D+pro")
            #expect(page.status == 422)
            #expect(page.text.contains("country = KR and <mark>companyy</mark> = pro"))
        }
    }

    @Test("no match says so, and leads back to all")
    func noMatch() async throws {
        try await ServedKith.run { served in
            let page = try await served.signedIn().get("/contacts?search=zz")
            #expect(page.text.contains("일치하는 연락처가 없습니다"))
            #expect(page.text.contains("href=\"/contacts\""))
        }
    }

    @Test("a manager's own language and scheme are those of every page")
    func preferences() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let page = try await browser.get("/contacts")
            #expect(page.text.contains("<html lang=\"ko\">"))
            let sent = try await browser.post(
                "/preferences",
                ["form_token": page.formToken, "language": "en", "scheme": "dark", "next": "/contacts?search=x"]
            )
            #expect(sent.location == "/contacts?search=x")
            #expect(try await browser.get("/contacts").text.contains("<html lang=\"en\" data-scheme=\"dark\">"))
            #expect(try await browser.post("/preferences", ["language": "ko"]).status == 403)
        }
    }

    @Test("a role without the permission gets 403")
    func forbidden() async throws {
        try await ServedKith.run { served in
            _ = try await served.kith.roles.create(name: "Nobody", permissions: [], by: served.caller)
            let made = try await served.kith.managers.invite(email: "b@example.com", role: "nobody", by: served.caller)
            let browser = served.browser
            let link = Link.welcome(token: made.linkToken).path
            _ = try await browser.submit(link, ["password": "correct horse", "repeated": "correct horse"])
            for path in ["/contacts", "/contacts/results", "/contacts/rows"] {
                let page = try await browser.get(path)
                #expect(page.status == 403)
            }
        }
    }
}

extension ServedKith {
    func add(name: String, email: String, tags: [String] = []) async throws {
        let input = ContactInput(
            profile: ["name": .string(name), "email": .string(email)],
            tagsAdded: try tags.map { try TagName($0) }
        )
        _ = try await kith.contacts.create(input, by: caller)
    }
}
