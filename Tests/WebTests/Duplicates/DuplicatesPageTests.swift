import Domain
import Kith
import TestSupport
import Testing

@Suite("Duplicates on pages")
struct DuplicatesPageTests {
    @Test("K1: a pair is shown with its evidence, dismissed, and taken back", arguments: TestEngine.allCases)
    func pair(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            let ann = try await served.person(["name": "Ann", "mobileNumber": "010-1111-2222"])
            let bob = try await served.person(["name": "Bob", "mobileNumber": "010-1111-2222"])
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            let page = try await browser.get("/duplicates")
            #expect(page.text.contains("Same phone") && page.text.contains("/merges/new?ids=\(ann).\(bob)"))
            let form = ["first": "\(ann)", "second": "\(bob)", "form_token": token]
            let dismissed = try await browser.post("/duplicates/dismissals", form)
            #expect(dismissed.status == 200 && dismissed.text.contains("Undo"))
            #expect(try await browser.get("/duplicates").text.contains("No duplicates"))
            #expect(try await browser.post("/duplicates/searches", ["form_token": token]).location == "/duplicates")
            #expect(try await browser.get("/duplicates").text.contains("No duplicates"))
            let back = try await browser.post(
                "/duplicates/dismissals",
                form.merging(["recalled": "1"]) { _, new in new }
            )
            #expect(back.status == 200 && back.text.contains("Same phone"))
        }
    }

    @Test("K1: pages of pairs show each once")
    func pages() async throws {
        try await ServedKith.run { served in
            for number in 0...30 {
                _ = try await served.person(["name": .string("P\(number)"), "mobileNumber": "010-1111-2222"])
            }
            let browser = try await served.signedIn()
            _ = try await served.english(browser)
            let first = try await browser.get("/duplicates").text
            let link = try #require(first.firstMatch(of: /href="(\/duplicates\?after=[^"]*)"/)).output.1
            let second = try await browser.get(String(link)).text
            #expect(first.matches(of: /class="pair"/).count == 20)
            #expect(second.matches(of: /class="pair"/).count == 10)
            #expect(second.contains("First page") && !second.contains("?after="))
        }
    }

    @Test("K1 C15: a pair of another organization is nobody's to dismiss, and needs the permission")
    func refused() async throws {
        try await ServedKith.run { served in
            let other = try await served.neighbour()
            var pair: [ContactID] = []
            for name in ["Ann", "Bob"] {
                let input = ContactInput(profile: ["name": .string(name), "mobileNumber": "010-1111-2222"])
                pair.append(try await served.kith.contacts.create(input, addsAnyway: true, by: other).contact.id)
            }
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            #expect(try await browser.get("/duplicates").text.contains("No duplicates"))
            let form = ["first": "\(pair[0])", "second": "\(pair[1])"]
            let owned = form.merging(["form_token": token]) { _, new in new }
            #expect(try await browser.post("/duplicates/dismissals", owned).status == 404)
            let recalled = owned.merging(["recalled": "1"]) { _, new in new }
            #expect(try await browser.post("/duplicates/dismissals", recalled).status == 404)
            #expect(try await browser.post("/duplicates/dismissals", form).status == 403)
            let reader = try await served.signedIn("Reader", may: [.seeContacts])
            let seen = try await reader.get("/duplicates")
            #expect(seen.status == 200 && !seen.text.contains("/duplicates/searches"))
            let reading = ["form_token": try await served.english(reader)]
            #expect(try await reader.post("/duplicates/searches", reading).status == 403)
        }
    }
}
