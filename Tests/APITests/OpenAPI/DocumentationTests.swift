import Domain
import Foundation
import HTTP
import HTTPTypes
import Kith
import TestSupport
import Testing

@testable import API

@Suite("The pages about the API")
struct DocumentationTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Docs/API").standardizedFileURL

    private static let pages = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []

    @Test("every example of every page is answered as the page says", arguments: pages)
    func examples(page: String) async throws {
        let text = try String(contentsOf: Self.folder.appending(path: page), encoding: .utf8)
        let examples = try Example.all(in: text)
        try #require(!examples.isEmpty, "\(page) has no example")
        try await ServedAPI.run { api in
            var names = try await prepare(api)
            if text.contains("{{import}}") {
                names["import"] = try await api.imported("name,email\nBen,ben@example.com\n").description
            }
            for example in examples {
                let headers = example.headers.mapValues { Self.filled($0, names) }
                let answer = try await api.nobody.send(
                    example.method,
                    Self.filled(example.path, names),
                    headers,
                    body: example.body.map { Self.filled($0, names) }
                )
                let statuses = example.status.map { $0...$0 } ?? 200...299
                #expect(statuses.contains(answer.status), "\(page) \(example.path): \(answer.status) \(answer.text)")
                if let wanted = example.answer {
                    let mistakes = Comparison.mistakes(answer.json, wanted, &names)
                    #expect(mistakes == [], "\(page) \(example.path): \(answer.text)")
                }
            }
        }
    }

    @Test("there is a page for each tag of the description, and a line in the list for each page")
    func completeness() throws {
        let tags = Description.shared.document["tags"]?.array?.compactMap { $0["name"]?.string } ?? []
        let readme = try String(contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
        let wanted = Set(tags.map { "\($0.replacing(" ", with: "")).md" })
        #expect(wanted.isSubset(of: Self.pages))
        for page in Self.pages where page != "README.md" {
            #expect(readme.contains("(\(page))"), "\(page)")
        }
    }

    /// What the pages speak of: a key, an owner's session, and a contact.
    private func prepare(_ api: ServedAPI) async throws -> [String: String] {
        let key = try await api.kith.keys.create(name: "docs", scopes: [.all], by: api.console)
        let invitation = try await api.kith.managers.invite(email: "owner@example.com", role: "owner", by: api.console)
        let session = try await api.kith.managers.acceptLink(invitation.linkToken, password: "correct horse")
        let contact = try await api.contact()
        _ = try await api.kith.subscription.setIncluded(10_000, by: api.console)
        return ["key": key.secret, "session": session.token, "contact": contact.description]
    }

    private static func filled(_ text: String, _ names: [String: String]) -> String {
        names.reduce(text) { $0.replacing("{{\($1.key)}}", with: $1.value) }
    }
}
