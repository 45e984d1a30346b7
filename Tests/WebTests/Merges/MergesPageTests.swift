import Domain
import Kith
import TestSupport
import Testing

@Suite("Merging on pages")
struct MergesPageTests {
    @Test(
        "U16: the preview says what stays and what goes, and the merge leads to the primary",
        arguments: TestEngine.allCases
    )
    func merge(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            let ann = try await served.person(["name": "Ann", "company": "Acme"], tags: ["a"])
            let bob = try await served.person(["name": "Bob", "title": "CEO", "email": "bob@example.com"], tags: ["b"])
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            let ids = "\(ann).\(bob)"
            let page = try await browser.get("/merges/new?ids=\(ids)")
            #expect(page.status == 200)
            #expect(page.text.contains("Merge 2 contacts") && page.text.contains("Merge into Ann"))
            #expect(page.text.contains("timeline only") && page.text.contains("cannot be undone"))
            #expect(page.text.contains("bob@example.com"))
            let turned = try await browser.get("/merges/new?ids=\(ids)&primary=\(bob)")
            #expect(turned.text.contains("Merge into Bob"))
            #expect(try await served.kith.contacts.count(ContactQuestion(), by: served.caller) == 2)
            let form = ["ids": ids, "primary": "\(bob)"]
            #expect(try await browser.post("/merges", form).status == 403)
            let done = try await browser.post("/merges", form.merging(["form_token": token]) { _, new in new })
            #expect(done.location == "/contacts/\(bob)")
            let merged = try await served.kith.contacts.find(ann, by: served.caller).contact
            #expect(merged.id == bob && merged.profile["company"] == .text("Acme") && merged.tags.count == 2)
            #expect(merged.profile["name"] == .text("Bob"))
        }
    }

    @Test("U16 C15: 2 to 20 of the own organization, by who may")
    func refused() async throws {
        try await ServedKith.run { served in
            let ann = try await served.person(["name": "Ann"])
            let other = try await served.neighbour()
            let eve = try await served.kith.contacts.create(ContactInput(profile: ["name": "Eve"]), by: other).contact
                .id
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            #expect(try await browser.get("/merges/new?ids=\(ann)").status == 422)
            #expect(try await browser.get("/merges/new").status == 422)
            #expect(try await browser.get("/merges/new?ids=\(ann).\(eve)").status == 404)
            let form = ["ids": "\(ann).\(eve)", "primary": "\(ann)", "form_token": token]
            #expect(try await browser.post("/merges", form).status == 404)
            let many = (1...21).map { ContactID(rawValue: Int64($0)).description }.joined(separator: ".")
            #expect(try await browser.get("/merges/new?ids=\(many)").status == 422)
            let editor = try await served.signedIn("Editor", may: [.seeContacts, .editContacts])
            #expect(try await editor.get("/merges/new?ids=\(ann).\(eve)").status == 403)
        }
    }
}

extension ServedKith {
    func person(_ profile: [String: JSON], tags: [String] = []) async throws -> ContactID {
        let input = ContactInput(profile: profile, tagsAdded: try tags.map { try TagName($0) })
        return try await kith.contacts.create(input, addsAnyway: true, by: caller).contact.id
    }
}
