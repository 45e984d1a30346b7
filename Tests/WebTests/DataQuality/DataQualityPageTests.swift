import Domain
import Kith
import TestSupport
import Testing

@Suite("Data quality on pages")
struct DataQualityPageTests {
    @Test("K1: what wants mending has its count, some of it and the way to all of it", arguments: TestEngine.allCases)
    func shown(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            _ = try await served.person(["email": "nameless@example.com"])
            for company in ["Acme \"X\" Inc.", "ACME X", "Acme, X"] {
                _ = try await served.person(["name": "Ann", "company": .string(company)])
            }
            let browser = try await served.signedIn()
            _ = try await served.english(browser)
            let page = try await browser.get("/data-quality")
            #expect(page.status == 200)
            #expect(page.text.contains("Without a name") && page.text.contains("nameless@example.com"))
            let links = page.text.matches(of: /href="(\/contacts\?filter=[^"]*)"/).map { String($0.output.1) }
            let counts = try await links.asyncMap { link in
                try await browser.get(link).text.firstMatch(of: /id="count" role="status">([^<]*)</).map {
                    String($0.output.1)
                }
            }
            #expect(counts == ["1 match", "3 matches"])
            let blind = try await served.signedIn("Blind", may: [.useInbox])
            #expect(try await blind.get("/data-quality").status == 403)
        }
    }
}

extension Array where Element: Sendable {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
