import Domain
import TestSupport
import Testing

@Suite("Settings")
struct SettingsPageTests {
    @Test("everybody has a link to the settings, and the list says what each area is")
    func listed() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            _ = try await served.english(browser)
            #expect(try await browser.get("/contacts").text.contains("href=\"/settings\""))
            let page = try await browser.get("/settings")
            #expect(page.status == 200)
            let links = Set(page.text.matches(of: /class="settings-area" href="([^"]*)"/).map { String($0.output.1) })
            #expect(links.isSuperset(of: ["/settings/properties", "/settings/tags"]))
            // A text that is missing would stand there as its key, an icon as nothing.
            #expect(page.text.firstMatch(of: />[a-z\-]+\.[a-z.\-]+</) == nil)
            for link in links {
                let area = try await browser.get(link)
                #expect(area.status == 200, "\(link)")
                #expect(area.text.contains("href=\"\(link)\" aria-current=\"page\""), "\(link)")
            }
        }
    }

    @Test("what a role may not set is neither shown to it nor reached by it")
    func permissions() async throws {
        try await ServedKith.run { served in
            let looker = try await served.signedIn("Looker", may: [.seeContacts])
            let own = try await looker.get("/settings").text.matches(of: /class="settings-area" href="([^"]*)"/)
            #expect(own.map { String($0.output.1) } == ["/settings/account"])
            let tagger = try await served.signedIn("Tagger", may: [.seeContacts, .manageTags])
            let page = try await tagger.get("/settings")
            #expect(page.text.contains("/settings/tags") && !page.text.contains("/settings/properties"))
            let definer = try await served.signedIn("Definer", may: [.manageProperties])
            let other = try await definer.get("/settings")
            #expect(!other.text.contains("/settings/tags") && other.text.contains("/settings/properties"))
            for path in ["/settings/properties", "/settings/tags"] {
                #expect(try await looker.get(path).status == 403, "\(path)")
            }
            #expect(try await tagger.get("/settings/properties").status == 403)
            #expect(try await definer.get("/settings/tags").status == 403)
            #expect(try await definer.get("/settings/properties").status == 200)
            // The first page is one that they may see.
            for (browser, first) in [(looker, "/contacts"), (tagger, "/contacts"), (definer, "/settings")] {
                #expect(try await browser.get("/").location == first)
            }
            #expect(try await served.browser.get("/").location == "/sign-in")
        }
    }
}
