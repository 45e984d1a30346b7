import Domain
import Kith
import TestSupport
import Testing

@Suite("Analytics on pages")
struct AnalyticsPageTests {
    @Test("U34: figures lead to their contacts, are refused to who may not see them, and narrowed by who sees contacts")
    func shown() async throws {
        try await ServedKith.run(.sqlite) { served in
            _ = try await served.person(["name": "Ada", "company": "Acme"])
            let browser = try await served.signedIn()
            _ = try await served.english(browser)
            let page = try await browser.get("/analytics?range=7d")
            #expect(page.status == 200)
            #expect(page.text.contains("/contacts?filter=kind%20in%20%28lead%29"))
            #expect(try await browser.get("/analytics?filter=nobody%20=").status == 422)
            #expect(try await browser.get("/analytics?range=custom&from=x").status == 422)
            #expect(try await browser.get("/analytics/charts/wrong").status == 404)
            let file = try await browser.get("/analytics/charts/kinds?range=7d")
            #expect(file.text.hasSuffix(#""Lead","1","1""# + "\r\n"))

            let analyst = try await served.signedIn("Analyst", may: [.seeAnalytics])
            let figures = try await analyst.get("/analytics")
            #expect(figures.status == 200 && !figures.text.contains("href=\"/contacts"))
            #expect(try await analyst.get("/analytics?filter=name%20=%20Ada").status == 403)
            let reader = try await served.signedIn("Reader", may: [.seeContacts])
            #expect(try await reader.get("/analytics").status == 403)
            #expect(try await !reader.get("/contacts").text.contains("/analytics"))
        }
    }
}
