import Domain
import HTTPTypes
import TestSupport
import Testing

@Suite("The pages of the API")
struct PageTests {
    @Test("every example of a page is answered as the page shows it", arguments: ["segments", "properties", "tags"])
    func examples(page: String) async throws {
        let examples = try PageExample.all(of: page)
        #expect(examples.count > 3)
        try await ServedAPI.run { served in
            let program = try await served.program()
            _ = try await served.contact()
            var ids = PageIDs()
            for example in examples {
                let method = try #require(HTTPRequest.Method(rawValue: example.method))
                let answer = try await program.send(
                    method,
                    ids.filled(example.path),
                    body: example.body.map(ids.filled)
                )
                #expect(answer.status == example.status, "\(example.method) \(example.path): \(answer.text)")
                if let shown = example.answer {
                    let isAsShown = ids.match(shown, answer.json)
                    #expect(isAsShown, "\(example.method) \(example.path): \(answer.text)")
                }
            }
        }
    }
}
