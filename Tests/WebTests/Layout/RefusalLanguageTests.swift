import Domain
import Kith
import TestSupport
import Testing

/// The organization of these tests is Korean, and so are its pages unless a manager chose English.
@Suite("The language of refusals")
struct RefusalLanguageTests {
    @Test("a filter is refused in the manager's language, with numbers as the organization writes them")
    func filter() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let path = "/contacts/results?filter=companyy+%3D+1"
            let korean = try await browser.get(path)
            #expect(korean.text.contains("‘companyy’ 속성이 없습니다. 혹시 ‘company’ 속성인가요?"))
            let mistyped = try await browser.get("/contacts/results?filter=createdAt+%3D+soon")
            #expect(mistyped.text.contains("‘createdAt’에는 다음 형식의 값을 씁니다: 날짜나 시각"))
            #expect(mistyped.text.contains("입력한 값: ‘soon’."))
            _ = try await served.english(browser)
            let english = try await browser.get(path)
            #expect(english.text.contains("There is no property “companyy”; did you mean “company”?"))
        }
    }

    @Test("an error's page is in the manager's language, whatever the browser asks for")
    func errors() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let path = "/contacts/\(ContactID(rawValue: 1))"
            let korean = try await browser.get(path)
            #expect(korean.status == 404 && korean.text.contains("lang=\"ko\""))
            #expect(korean.text.contains("페이지가 없습니다") && korean.text.contains("연락처가 없습니다."))
            #expect(!korean.text.contains("no such contact"))
            #expect(try await browser.get("/nowhere").text.contains("페이지가 없습니다"))
            #expect(try await served.browser.get("/nowhere").text.contains("Nothing is here"))
            let reader = try await served.signedIn("Reader", may: [.seeContacts])
            #expect(try await reader.get("/contacts/new").text.contains("다음 권한이 필요합니다: ‘연락처 직접 추가’."))
            _ = try await served.english(browser)
            #expect(try await browser.get(path).text.contains("There is no such contact."))
        }
    }

    @Test(
        "what a job refused, and why it failed, is kept so that each manager reads it",
        arguments: TestEngine.allCases
    )
    func jobs(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            let full = try (1...Tag.limitPerContact).map { try TagName("t\($0)") }
            for index in 0..<2 {
                let input = ContactInput(profile: ["name": .string("P\(index)")], tagsAdded: full)
                _ = try await served.kith.contacts.create(input, by: served.caller)
            }
            let all = ContactChoice.matching(ContactQuestion())
            let another = BulkChange.edit(ContactInput(tagsAdded: [try TagName("another")]))
            let refused = try await served.kith.bulkChanges.start(another, on: all, by: served.caller)
            try await served.finishJobs()
            let retitling = BulkChange.edit(ContactInput(profile: ["title": .string("Dr")]))
            let failed = try await served.kith.bulkChanges.start(retitling, on: all, by: served.caller)
            _ = try await served.kith.properties.archive("title", by: served.caller)
            try await served.finishJobs()
            let words = "the contact would have 21 tags; at most 20 are possible, so remove some first"
            let refusals = try await served.kith.jobs.find(refused.id, by: served.caller).progress.refusals
            #expect(refusals.map(\.reason.description) == [words] && refusals.map(\.count) == [2])
            let problem = try await served.kith.jobs.find(failed.id, by: served.caller).problem
            #expect(problem == "the property “title” is archived: restore it first")
            let browser = try await served.signedIn()
            let korean = try await browser.get("/jobs")
            #expect(korean.text.contains("이 연락처의 태그가 21개가 됩니다. 최대 20개까지 가능하니"))
            #expect(korean.text.contains("중단됨: ‘title’ 속성은 보관되어 있습니다."))
            _ = try await served.english(browser)
            #expect(try await browser.get("/jobs").text.contains("The contact would have 21 tags; at most 20"))
        }
    }
}
