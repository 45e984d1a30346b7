import Domain
import Foundation
import HTTPTypes
import Kith
import TestSupport
import Testing
import Web

@Suite("C6: many terms at the list")
struct TermsPageTests {
    @Test("they narrow the list, and those that found nobody are named", arguments: TestEngine.allCases)
    func found(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            try await served.add(name: "Ada", email: "ada@example.com", tags: ["vip"])
            try await served.add(name: "Ben", email: "ben@example.com")
            let browser = try await served.signedIn()
            let text = "ada@example.com, BEN@example.com\n<b>nobody</b>@example.com \"two words\""
            let sent = try await browser.send("/terms", ["text": text, "filter": "tags: vip", "sort": "-name"])
            let link = try #require(sent.redirect)
            #expect(link.contains("filter=tags%3A%20vip") && link.contains("sort=-name"))
            let page = try await browser.get(link)
            #expect(page.text.contains("검색어 4개") && page.text.contains("2개는 일치 없음"))
            #expect(page.text.contains("ada@example.com") && !page.text.contains("ben@example.com"))
            let id = try #require(ContactsState.terms(in: link))
            let rows = try await browser.get("/contacts/rows?terms=\(id)")
            #expect(HTTPField.Name("Kith-Count").flatMap { rows.headers[$0] } == "2")
            let missing = try await browser.get("/terms/\(id)/missing")
            #expect(missing.text.contains("&lt;b&gt;nobody&lt;/b&gt;@example.com\ntwo words"))
            let file = try await browser.get("/terms/\(id)/missing.txt")
            #expect(file.text == "<b>nobody</b>@example.com\ntwo words\n")
            #expect(file.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"not-found.txt\"")
            let form = try await browser.get("/terms/\(id)/edit?filter=tags:+vip")
            #expect(form.text.contains("&quot;two words&quot;") && form.text.contains("tags: vip"))
        }
    }

    @Test("they are looked for as one phrase, within values and under a key, as one asks")
    func ways() async throws {
        try await ServedKith.run { served in
            try await served.add(name: "Ada Lovelace", email: "ada@example.com")
            let browser = try await served.signedIn()
            func count(_ fields: [String: String]) async throws -> String? {
                let id = try await browser.send("/terms", fields).redirect.flatMap(ContactsState.terms)
                let rows = try await browser.get("/contacts/rows?terms=\(id ?? "")")
                return HTTPField.Name("Kith-Count").flatMap { rows.headers[$0] }
            }
            let name = ["text": "Ada Lovelace", "key": "profile.name"]
            #expect(try await count(name) == "0")
            #expect(try await count(name.merging(["how": "phrase"]) { $1 }) == "1")
            #expect(try await count(name.merging(["match": "contained"]) { $1 }) == "1")
            #expect(try await count(["text": "ada@", "match": "contained"]) == "1")
        }
    }

    @Test("too many, too much and nothing are refused, in the manager's language")
    func limits() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let none = try await browser.send("/terms", ["text": " ,\n"])
            #expect(none.status == 422 && none.text == "검색어를 하나 이상 입력해 주세요.")
            let many = (0...PastedTerms.most).map(String.init).joined(separator: ",")
            let tooMany = try await browser.send("/terms", ["text": many])
            #expect(tooMany.status == 422 && tooMany.text.contains("100,000"))
            let nul = try await browser.send("/terms", ["text": "a\u{0}b"])
            #expect(nul.status == 422)
            #expect(try await browser.send("/terms", ["text": "a", "key": "tags"]).status == 422)
            #expect(try await browser.post("/terms", ["text": "a"]).status == 403)
        }
    }

    @Test("C8: what is done with all that are listed is done with those alone to whom they lead")
    func changed() async throws {
        try await ServedKith.run { served in
            for name in ["ada", "ben", "cid"] { try await served.add(name: name, email: "\(name)@example.com") }
            let browser = try await served.signedIn()
            _ = try await served.english(browser)
            let sent = try await browser.send("/terms", ["text": "ada@example.com ben@example.com x"])
            let id = try #require(sent.redirect.flatMap(ContactsState.terms))
            let choice = ["action": "add-tags", "tags": "new", "all": "1", "question": "terms=\(id)", "ids": ""]
            #expect(try await browser.send("/bulk-changes/drafts", choice).text.contains("2 contacts"))
            let gone = choice.merging(["question": "terms=0000000000001"]) { $1 }
            #expect(try await browser.send("/bulk-changes/drafts", gone).status == 404)
        }
    }

    @Test("they are their own manager's alone")
    func sight() async throws {
        try await ServedKith.run { served in
            let owner = try await served.signedIn()
            let other = try await served.signedIn(may: [.seeContacts])
            let elsewhere = try await served.signedInElsewhere()
            let sent = try await owner.send("/terms", ["text": "secret-term"])
            let id = try #require(sent.redirect.flatMap(ContactsState.terms))
            for browser in [other, elsewhere] {
                let page = try await browser.get("/contacts?terms=\(id)")
                #expect(page.status == 422 && page.text.contains("다시 붙여넣어 주세요"))
                for path in ["edit", "missing", "missing.txt"] {
                    let answer = try await browser.get("/terms/\(id)/\(path)")
                    #expect(answer.status == 404 && !answer.text.contains("secret-term"))
                }
            }
            #expect(try await owner.get("/contacts?terms=nonsense").status == 422)
        }
    }
}

extension ContactsState {
    /// The id of pasted terms in an address.
    fileprivate static func terms(in link: String) -> String? {
        link.firstRange(of: "terms=").map { String(link[$0.upperBound...].prefix { $0 != "&" }) }
    }
}
