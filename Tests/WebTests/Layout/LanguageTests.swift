import Foundation
import Testing

/// The catalogues of texts, held against each other and against whatever names a text.
@Suite("Languages")
struct LanguageTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/Web").standardizedFileURL

    private static func catalogue(_ language: String) throws -> [String: Any] {
        let data = try Data(contentsOf: sources.appending(path: "Files/Languages/\(language).json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func places(_ text: Any) -> Set<String> {
        let texts = (text as? [String: String]).map { Array($0.values) } ?? [text as? String ?? ""]
        return Set(texts.flatMap { $0.matches(of: /\{[^}]*\}/).map { String($0.output) } })
    }

    @Test("every text is in each language, with the same places for values")
    func complete() throws {
        let (english, korean) = (try Self.catalogue("en"), try Self.catalogue("ko"))
        #expect(Set(english.keys).symmetricDifference(korean.keys).sorted() == [])
        for (key, text) in english {
            let other = korean[key].map(Self.places)
            #expect(other == Self.places(text), "places of \(key)")
            #expect((korean[key] as? String)?.isEmpty != true, "\(key) is empty")
        }
    }

    @Test("every text that the source names is there, and none is left over")
    func used() throws {
        let english = try Self.catalogue("en")
        var source = ""
        let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where ["swift", "mustache"].contains(file.pathExtension) {
            source += try String(contentsOf: file, encoding: .utf8)
        }
        let named = Set(
            source.matches(of: /(?:words\[|words\(|count\()"([a-z][A-Za-z0-9.\-]*)"/).map { String($0.output.1) }
                + source.matches(of: /\[\[([a-z][A-Za-z0-9.\-]*)\]\]/).map { String($0.output.1) }
        ).subtracting(["assets"])
        #expect(named.subtracting(english.keys).sorted() == [])
        // Those of which the source names the beginning alone, such as `key.` of every built-in key.
        let begun = Set(source.matches(of: /"([a-z][a-z\-]*(?:\.[a-z0-9\-]+)*\.)\\\(/).map { String($0.output.1) })
        let quoted = Set(source.matches(of: /"([a-z][A-Za-z0-9.\-]*)"/).map { String($0.output.1) })
        let unused = english.keys.filter { key in
            !named.contains(key) && !quoted.contains(key) && !begun.contains { key.hasPrefix($0) }
        }
        #expect(unused.sorted() == [])
    }
}
