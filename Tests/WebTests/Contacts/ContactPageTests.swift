import Domain
import Foundation
import HTTPTypes
import Kith
import TestSupport
import Testing
import Web

@Suite("The page of a contact")
struct ContactPageTests {
    private static let tabs = ["overview", "conversations", "activity", "properties", "tags", "social"]

    @Test("U18: each part has an address, in the page and beside the list", arguments: TestEngine.allCases)
    func parts(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            let ada = try await served.made(["name": "Ada Lovelace", "email": "ada@example.com"], tags: ["vip"])
            let browser = try await served.signedIn()
            for tab in Self.tabs {
                let page = try await browser.get("/contacts/\(ada)?tab=\(tab)")
                #expect(page.status == 200)
                #expect(page.text.contains("Ada Lovelace"))
                #expect(page.text.contains("aria-current=\"page\""))
                let panel = try await browser.get("/contacts/\(ada)/panel?tab=\(tab)")
                #expect(panel.status == 200)
                #expect(!panel.text.contains("<html"))
            }
            #expect(try await browser.get("/contacts/\(ada)").text.contains("mailto:ada@example.com"))
            let beside = try await browser.get("/contacts?contact=\(ada)")
            #expect(beside.text.contains("data-contact-id=\"\(ada)\""))
        }
    }

    @Test("U18: the id of a merged contact leads to its primary")
    func merged() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let other = try await served.made(["name": "A. Lovelace", "company": "Engines"])
            _ = try await served.kith.contacts.merge([other], into: ada, by: served.caller)
            let browser = try await served.signedIn()
            #expect(
                try await browser.get("/contacts/\(other)?tab=activity").location == "/contacts/\(ada)?tab=activity"
            )
            #expect(try await browser.get("/contacts/\(other)/panel").text.contains("data-contact-id=\"\(ada)\""))
            let activity = try await browser.get("/contacts/\(ada)?tab=activity")
            #expect(activity.text.contains("A. Lovelace"))
        }
    }

    @Test("whoever is not there, or is another organization's, is not found")
    func unknown() async throws {
        try await ServedKith.run { served in
            let made = try await served.kith.organizations.create(
                key: OrganizationKey("other"),
                settings: OrganizationSettings(name: "Other", country: "KR", timeZone: "Asia/Seoul"),
                owner: ManagerEmail("owner@other.example")
            )
            let theirs = try await served.kith.contacts.create(
                ContactInput(profile: ["name": .string("Theirs")]),
                by: .console(made.organization.id)
            ).contact.id
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            for id in ["\(theirs)", "0000000000000", "nonsense"] {
                for path in ["", "/panel", "/content", "/activity", "/values/profile.name", "/properties", "/deletion"]
                {
                    #expect(try await browser.get("/contacts/\(id)\(path)").status == 404, "\(path)")
                }
                for path in [
                    "/values/profile.name", "/tags", "/avatar/removal", "/block", "/properties", "/deletion",
                ] {
                    let fields = ["form_token": token, "name": "x", "type": "text", "value": "x", "add": "x"]
                    #expect(try await browser.post("/contacts/\(id)\(path)", fields).status == 404, "\(path)")
                }
            }
            #expect(try await browser.get("/contacts?contact=\(theirs)").status == 200)
        }
    }

    @Test("what the role may not do is neither shown nor done")
    func permissions() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let browser = try await served.signedIn(may: [.seeContacts])
            let page = try await browser.get("/contacts/\(ada)?tab=properties")
            #expect(page.status == 200)
            #expect(!page.text.contains("data-editable"))
            #expect(!page.text.contains("class=\"menu\""))
            let token = page.formToken
            for path in ["/values/profile.name", "/tags", "/avatar/removal", "/block", "/properties", "/deletion"] {
                #expect(
                    try await browser.post("/contacts/\(ada)\(path)", ["form_token": token]).status == 403,
                    "\(path)"
                )
            }
            #expect(try await browser.post("/contacts/\(ada)/deletion?erase=true", ["form_token": token]).status == 403)
            #expect(try await browser.post("/contacts", ["form_token": token]).status == 403)
            #expect(try await browser.get("/contacts/new").status == 403)
        }
    }

    @Test("a form that did not come from a page of Kith's changes nothing")
    func tokens() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let browser = try await served.signedIn()
            for path in ["/values/profile.name", "/tags", "/avatar/removal", "/block", "/properties", "/deletion"] {
                #expect(try await browser.post("/contacts/\(ada)\(path)", ["value": "x"]).status == 403, "\(path)")
            }
            #expect(try await browser.post("/contacts", ["profile.name": "x"]).status == 403)
            #expect(try await served.kith.contacts.find(ada, by: served.caller).contact.shownName == "Ada")
        }
    }

    @Test("names, values, tags and what files were called are text, never markup")
    func hostile() async throws {
        try await ServedKith.run { served in
            let bad = "<img src=x onerror=alert(1)>\"' {{x}}"
            let ada = try await served.made(
                ["name": bad, "notes": bad, "website": "javascript:alert(1)", "company": bad],
                tags: ["<i>a</i>"]
            )
            _ = try await served.kith.contacts.edit(
                ada,
                ContactInput(profile: ["company": .string("<b>")]),
                by: served.caller
            )
            let browser = try await served.signedIn()
            for tab in Self.tabs {
                let page = try await browser.get("/contacts/\(ada)?tab=\(tab)")
                #expect(!page.text.contains("<img src=x"))
                #expect(!page.text.contains("<i>a</i>"))
                #expect(!page.text.contains("href=\"javascript:"))
            }
            for key in ["name", "notes", "company"] {
                let editor = try await browser.get("/contacts/\(ada)/values/profile.\(key)?in=page")
                #expect(editor.status == 200)
                #expect(!editor.text.contains("<img src=x"))
            }
            #expect(try await !browser.get("/contacts/\(ada)/deletion").text.contains("<img src=x"))
        }
    }

    @Test("U8: who did what, old and new values in words, and what came before")
    func activity() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            for index in 1...40 {
                let fields = ["form_token": token, "in": "page", "former": index == 1 ? "" : "C\(index - 1)"]
                let saved = try await browser.post(
                    "/contacts/\(ada)/values/profile.company",
                    fields.merging(["value": "C\(index)"]) { $1 }
                )
                #expect(saved.status == 200)
            }
            let page = try await browser.get("/contacts/\(ada)?tab=activity")
            #expect(page.text.contains("<del>C39</del>") && page.text.contains("<ins>C40</ins>"))
            #expect(!page.text.contains("<ins>C10</ins>"))
            let earlier = try #require(page.text.firstMatch(of: /hx-get="([^"]*activity[^"]*)"/))
            let path = String(earlier.output.1).replacing("&amp;", with: "&")
            let more = try await browser.get(path)
            #expect(more.text.contains("<ins>C10</ins>"))
            #expect(more.text.contains("명령줄"))
            let some = try await browser.get("/contacts/\(ada)?tab=activity&kind=created")
            #expect(!some.text.contains("<ins>C40</ins>"))
        }
    }

    @Test("U17: deleting says that it was done, and the person is gone")
    func deleted() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ädä"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            #expect(try await browser.get("/contacts/\(ada)/deletion").text.contains("되돌릴 수 없습니다"))
            let deleted = try await browser.post("/contacts/\(ada)/deletion", ["form_token": token])
            #expect(deleted.status == 204)
            let events = try #require(HTTPField.Name("HX-Trigger").flatMap { deleted.headers[$0] })
            #expect(events.utf8.allSatisfy { $0 < 0x80 })
            #expect(try JSON(parsing: events)["contact-gone"]?.string == "\(ada)")
            #expect(try JSON(parsing: events)["done"]?.string?.contains("Ädä") == true)
            #expect(try await browser.get("/contacts/\(ada)").status == 404)
        }
    }

    @Test("blocked, and not any more")
    func blocked() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            for isBlocked in [true, false] {
                let fields = ["form_token": token, "blocked": "\(isBlocked)"]
                #expect(try await browser.post("/contacts/\(ada)/block", fields).status == 204)
                let contact = try await served.kith.contacts.find(ada, by: served.caller).contact
                #expect(contact[.blocked] == .boolean(isBlocked))
            }
        }
    }

    @Test("U6: tags are added and removed at once, new ones made on the spot")
    func tags() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"], tags: ["old"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            let path = "/contacts/\(ada)/tags"
            #expect(try await browser.post(path, ["form_token": token, "add": "new/one"]).text.contains("new/one"))
            #expect(
                try await !browser.post(path, ["form_token": token, "remove": "old"]).text.contains("value=\"old\"")
            )
            #expect(try await browser.post(path, ["form_token": token, "add": "a,b"]).status == 422)
            let found = try await served.kith.contacts.find(ada, by: served.caller)
            #expect(found.contact.tags.compactMap { found.catalogue.tags[$0]?.name.text } == ["new/one"])
        }
    }

    @Test("U7: a property is defined on the page; where its value cannot be, it is not")
    func property() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            let path = "/contacts/\(ada)/properties"
            let fields = ["form_token": token, "name": "Shoe size", "type": "number"]
            #expect(try await browser.post(path, fields.merging(["value": "big"]) { $1 }).status == 422)
            #expect(try await browser.post(path, fields.merging(["value": "38"]) { $1 }).status == 204)
            #expect(try await browser.post(path, fields).status == 204)
            #expect(
                try await browser.post(path, fields.merging(["name": "신발 색", "type": "select"]) { $1 }).status == 422
            )
            let options = ["name": "신발 색", "type": "select", "options": "빨강\r\n파랑", "value": "파랑"]
            #expect(try await browser.post(path, fields.merging(options) { $1 }).status == 204)
            let contact = try await served.kith.contacts.find(ada, by: served.caller).contact
            #expect(contact.profile["shoeSize"] == .number(38))
            #expect(contact.profile["신발색"] == .text("파랑"))
        }
    }
}
