import Domain
import Foundation
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Bulk changes on pages")
struct BulkChangesPageTests {
    @Test(
        "C8: what is confirmed is what is changed, and what the audit log says",
        arguments: TestEngine.allCases
    )
    func frozen(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            try await served.crowd(3_000)
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            let first = try await served.ids("title = even").prefix(2)
            // All that match but two.
            let choice = [
                "form_token": token, "action": "add-tags", "tags": "new, vip", "all": "1",
                "question": "filter=title%20%3D%20even&sort=name",
                "ids": first.map(\.description).joined(separator: " "),
            ]
            let draft = try await browser.post("/bulk-changes/drafts", choice)
            #expect(draft.status == 200 && draft.text.contains("1,498 contacts"))
            let asked = try await browser.post("/bulk-changes/rehearsals", choice)
            #expect(asked.status == 200)
            #expect(asked.text.contains("1,498 will change") && asked.text.contains("Start with 1,498 contacts"))
            #expect(try await served.count("tags: new") == 0)
            let started = try await browser.post(
                "/bulk-changes",
                choice.merging(["confirmed": asked.field("confirmed")]) { _, new in new }
            )
            #expect(started.status == 204)
            let news = try #require(HTTPField.Name("HX-Trigger").flatMap { started.headers[$0] })
            #expect(news.contains("Started with 1,498 contacts.") && news.contains("close-dialog"))
            let job = try #require(try await served.kith.jobs.current(by: served.caller).first)
            #expect(job.total == 1_498)
            try await served.finishJobs()
            #expect(try await served.count("tags: new and tags: vip") == 1_498)
            #expect(
                try await served.count("id in (\(first.map(\.description).joined(separator: ", "))) and tags: new") == 0
            )
            let entry = try #require(
                try await served.kith.audit.entries(by: served.caller).entries.first { $0.action == .startedBulkChange }
            )
            #expect(entry.data["count"] == .integer(1_498))
            let jobs = try await browser.get("/jobs")
            #expect(jobs.text.contains("Add tags: new, vip") && jobs.text.contains("1,498 changed"))
            // Once more, nothing would change, and nothing can be started.
            let again = try await browser.post("/bulk-changes/rehearsals", choice)
            #expect(again.text.contains("1,498 will stay as they are") && !again.text.contains("Start with"))
        }
    }

    @Test("C8: where other contacts match by then, it is asked again instead of changing them")
    func changedMeanwhile() async throws {
        try await ServedKith.run { served in
            try await served.crowd(10)
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            var form = [
                "form_token": token, "action": "delete", "all": "1", "question": "filter=title%20%3D%20even", "ids": "",
            ]
            let asked = try await browser.post("/bulk-changes/rehearsals", form)
            #expect(asked.text.contains("5 will be deleted"))
            try await served.add(name: "Late", email: "late@example.com", title: "even")
            form["confirmed"] = asked.field("confirmed")
            form["typed"] = "5"
            let refused = try await browser.post("/bulk-changes", form)
            #expect(refused.status == 409)
            #expect(refused.text.contains("Meanwhile 6 contacts match instead of 5."))
            #expect(refused.text.contains("6 will be deleted"))
            #expect(try await served.kith.jobs.current(by: served.caller).isEmpty)
            form["confirmed"] = refused.field("confirmed")
            let unread = try await browser.post("/bulk-changes", form)
            #expect(unread.status == 422 && unread.text.contains("That is not the number of contacts."))
            form["typed"] = "6"
            #expect(try await browser.post("/bulk-changes", form).status == 204)
            try await served.finishJobs()
            #expect(try await served.count("") == 5)
        }
    }

    @Test("C8: of a list of pasted terms, those whom they lead to are changed, and nobody else")
    func terms() async throws {
        try await ServedKith.run { served in
            try await served.crowd(10)
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            let kept = try await browser.post(
                "/terms",
                ["form_token": token, "text": "p1@example.com, p4@example.com"]
            )
            let list = try #require(kept.location ?? HTTPField.Name("HX-Redirect").flatMap { kept.headers[$0] })
            let question = try #require(list.split(separator: "?").last).description
            #expect(question.contains("terms="))
            let form = ["form_token": token, "action": "delete", "all": "1", "question": question, "ids": ""]
            let asked = try await browser.post("/bulk-changes/rehearsals", form)
            #expect(asked.text.contains("2 will be deleted"))
            // Terms that are not kept do not make it everybody.
            let gone = form.merging(["question": "terms=0000000000001"]) { _, new in new }
            #expect(try await browser.post("/bulk-changes/rehearsals", gone).status >= 400)
        }
    }

    @Test("C8: what cannot be is counted with its reason, and what is wrong stands in the form")
    func problems() async throws {
        try await ServedKith.run { served in
            try await served.crowd(4)
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            let ids = try await served.ids("").map(\.description).joined(separator: " ")
            func send(_ fields: [String: String]) async throws -> Browser.Page {
                let whole = ["form_token": token, "all": "", "question": "", "ids": ids].merging(fields) { _, new in new
                }
                return try await browser.post("/bulk-changes/rehearsals", whole)
            }
            let empty = try await send(["action": "add-tags", "tags": " , "])
            #expect(empty.status == 422 && empty.text.contains("Say first what is to be changed."))
            let deep = try await send(["action": "add-tags", "tags": "a/b/c/d"])
            #expect(deep.status == 422 && deep.text.contains("at most two slashes") && deep.text.contains("a/b/c/d"))
            let bad = try await send(["action": "property", "key": "lastCheckoutCompletedAt", "value": "soon"])
            #expect(bad.status == 422 && bad.text.contains("is not a time"))
            #expect(bad.text.contains("type=\"datetime-local\""))
            let nameless = try await send(["action": "property", "key": "email", "clear": "1"])
            #expect(nameless.status == 200)
            let consent = try await send(["action": "consent", "unsubscribeEmail": "out", "unsubscribeTexting": "in"])
            #expect(consent.text.contains("E-mail: Opt out, Text messages: Opt in"))
            #expect(consent.text.contains("4 will change"))
            let many = (0..<21).map { "t\($0)" }.joined(separator: ",")
            let crowded = try await send(["action": "add-tags", "tags": many])
            #expect(crowded.text.contains("4 cannot be changed:") && crowded.text.contains("at most 20"))
            #expect(try await send(["action": "shred"]).status == 400)
            let unproven = try await send(["action": "delete", "form_token": "x"])
            #expect(unproven.status == 403)
        }
    }

    @Test("C8 C15: a role is shown what it may do, and can do nothing else")
    func permissions() async throws {
        try await ServedKith.run { served in
            try await served.crowd(2)
            let ids = try await served.ids("").map(\.description).joined(separator: " ")
            let reader = try await served.signedIn("Reader", may: [.seeContacts])
            let editor = try await served.signedIn("Editor", may: [.seeContacts, .editContacts])
            let seen = try await reader.get("/contacts")
            #expect(!seen.text.contains("data-bulk"))
            let edited = try await editor.get("/contacts")
            #expect(edited.text.contains("add-tags") && !edited.text.contains("\"delete\""))
            #expect(!edited.text.contains("data-bulk-merge"))
            for path in ["/bulk-changes/drafts", "/bulk-changes/rehearsals", "/bulk-changes"] {
                let form = ["all": "", "ids": ids, "tags": "new", "confirmed": "2-0", "typed": "2"]
                let reading = form.merging(["action": "add-tags", "form_token": seen.formToken]) { _, new in new }
                #expect(try await reader.post(path, reading).status == 403)
                let deleting = form.merging(["action": "delete", "form_token": edited.formToken]) { _, new in new }
                #expect(try await editor.post(path, deleting).status == 403)
            }
            #expect(try await reader.get("/bulk-changes/value?key=company").status == 403)
            #expect(try await editor.get("/bulk-changes/value?key=company").status == 200)
            #expect(try await editor.get("/bulk-changes/value?key=nothing").status == 404)
            #expect(try await served.kith.jobs.current(by: served.caller).isEmpty)
        }
    }

    @Test("contacts of another organization are nobody's to change")
    func strangers() async throws {
        try await ServedKith.run { served in
            let other = try await served.neighbour()
            let input = ContactInput(profile: ["name": "Eve", "email": "eve@example.com"])
            let eve = try await served.kith.contacts.create(input, by: other).contact
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            var form = ["form_token": token, "action": "delete", "all": "", "ids": eve.id.description]
            let asked = try await browser.post("/bulk-changes/rehearsals", form)
            #expect(asked.text.contains("Nothing would change.") && asked.text.contains("0 contacts"))
            form["confirmed"] = asked.field("confirmed")
            form["typed"] = "0"
            _ = try await browser.post("/bulk-changes", form)
            try await served.finishJobs()
            #expect(try await served.kith.contacts.count(ContactQuestion(), by: other) == 1)
        }
    }
}

extension ServedKith {
    /// Leads of whom every second one has the title "even".
    func crowd(_ count: Int) async throws {
        let rows = (0..<count).map { "P\($0),p\($0)@example.com,\($0 % 2 == 0 ? "even" : "odd")\n" }
        let file = FileManager.default.temporaryDirectory.appending(path: "crowd-\(UUID().uuidString).csv")
        try Data(("name,email,title\n" + rows.joined()).utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        _ = try await kith.imports.run(ImportOptions(path: file.path(), kind: .leads), by: caller)
    }

    func add(name: String, email: String, title: String) async throws {
        let input = ContactInput(profile: ["name": .string(name), "email": .string(email), "title": .string(title)])
        _ = try await kith.contacts.create(input, by: caller)
    }

    func count(_ filter: String) async throws -> Int {
        try await kith.contacts.count(ContactQuestion(filter: filter), by: caller)
    }

    func ids(_ filter: String) async throws -> [ContactID] {
        try await kith.contacts.search(ContactQuestion(filter: filter, limit: 500), by: caller).contacts.map(\.id)
    }
}
