import Foundation
import Testing

/// The phrases of our sources, held against their translations.
@Suite("Languages of phrases")
struct PhraseLanguageTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources").standardizedFileURL

    /// What stands among phrases and is read on no page: words of logs, of a protocol, of what is sealed.
    private static let unsaid: Set<String> = [
        "(a password)", "Insufficient Storage", "Kith {1}", "a request failed", "job {1} failed at try {2}: {3}",
        "kith {1}", "link and {1}", "looking for jobs failed: {1}", "private, max-age=31536000, immutable",
        "private, no-cache",
        "member hashes", "recovery code", "recovery codes", "signing in",
    ]

    private static func translations() throws -> [String: String] {
        let file = sources.appending(path: "Web/Files/Languages/ko.phrases.json")
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    }

    private static func places(_ pattern: String) -> [String] {
        pattern.matches(of: /\{\d+\}/).map { String($0.output) }
    }

    @Test("every phrase has its Korean, and no translation is left over")
    func complete() throws {
        let said = try SourcePhrases(in: Self.sources).patterns
        #expect(said.count > 300)
        let korean = Set(try Self.translations().keys)
        #expect(
            said.subtracting(Self.unsaid).subtracting(korean).sorted() == [],
            "these want a line in ko.phrases.json"
        )
        #expect(korean.union(Self.unsaid).subtracting(said).sorted() == [], "nothing says these any more")
    }

    @Test("a translation has the places of its pattern, each once, and words of its own")
    func places() throws {
        for (pattern, korean) in try Self.translations() {
            let places = Self.places(pattern)
            #expect(places == (0..<places.count).map { "{\($0 + 1)}" }, "\(pattern)")
            #expect(Self.places(korean).sorted() == places.sorted(), "\(pattern)")
            #expect(!korean.isEmpty && pattern.hasSuffix(".") == korean.hasSuffix("."), "\(pattern)")
        }
    }

    @Test("no Korean particle that depends on its word stands behind a value")
    func particles() throws {
        for korean in try Self.translations().values {
            #expect(!korean.contains(/\{\d+\}’?(은|는|이|가|을|를|와|과|로|으로|라|이라)( |\.|,|$)/), "\(korean)")
        }
    }

    @Test("phrases are found in the source as they are said")
    func reading() {
        let source = ##"""
            // "no text of ours"
            let pattern = /"/
            var explanation: Phrase {
                switch self {
                case .one(let name): "there is no “\(name.map { "“\($0)”" } ?? "{")”; say \"one\""
                case .two: "two"
                case .three:
                    """
                    a long text of \(count) words \
                    and another line
                    """
                }
            }
            let other = f("single", #"a "raw" text"#)
            """##
        let literals = SourceLiterals(source).all
        #expect(
            literals.filter { $0.isWhole || $0.isSentence }.map(\.pattern)
                == [
                    "“{1}”", "{", "there is no “{1}”; say \"one\"", "two", "a long text of {1} words and another line",
                    "a \"raw\" text",
                ].filter { $0 != "{" }
        )
        #expect(literals.contains { $0.pattern == "single" && !$0.isInPhrase })
    }
}
