import Domain
import Kith
import Testing

@Suite("Jobs on pages")
struct JobsPageTests {
    @Test("C8: a job is on every page of its organization, and ends for who may do what it does")
    func shown() async throws {
        try await ServedKith.run { served in
            try await served.crowd(3)
            let job = try await served.kith.bulkChanges.start(
                .delete,
                on: .matching(ContactQuestion(filter: "title = even")),
                by: served.caller
            )
            let other = try await served.neighbour()
            let foreign = try await served.kith.bulkChanges.start(
                .edit(ContactInput(tagsAdded: [try TagName("secret")])),
                on: .matching(ContactQuestion()),
                by: other
            )
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            let page = try await browser.get("/contacts")
            #expect(page.text.contains("Delete contacts") && page.text.contains("Waiting for its turn"))
            #expect(page.text.contains("every 1s") && !page.text.contains("secret"))
            let reader = try await served.signedIn("Reader", may: [.seeContacts])
            let readers = try await served.english(reader)
            let seen = try await reader.get("/jobs")
            #expect(seen.text.contains("Delete contacts") && !seen.text.contains("cancellation"))
            let path = "/jobs/\(job.id)/cancellation"
            #expect(try await reader.post(path, ["form_token": readers]).status == 403)
            #expect(try await browser.post(path, [:]).status == 403)
            #expect(try await browser.post("/jobs/\(foreign.id)/cancellation", ["form_token": token]).status == 404)
            #expect(try await browser.post(path, ["form_token": token]).status == 200)
            try await served.finishJobs()
            let ended = try await browser.get("/jobs")
            #expect(ended.text.contains("Cancelled") && !ended.text.contains("every 1s"))
            #expect(try await served.count("") == 3)
            // What is over is shown as it ended.
            #expect(try await browser.post(path, ["form_token": token]).status == 200)
            let blind = try await served.signedIn("Blind", may: [.useInbox])
            #expect(try await blind.get("/jobs").status == 403)
        }
    }
}
