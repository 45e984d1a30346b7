import Foundation

/// The patterns of the phrases in our sources: what pages may have to say in another language.
///
/// They are found by reading. A file that names `Phrase` or an error that explains itself makes phrases, and in such a file
/// every text of several words is taken for one, whatever it is handed to; where a `Phrase` is declared with a body, also
/// texts of one word. So one that is added anywhere is found; what is no phrase is named by the test, or worded otherwise.
struct SourcePhrases {
    private(set) var patterns: Set<String> = []

    private static let targets = ["Domain", "Formats", "Outside", "Kith", "HTTP", "Web"]

    init(in sources: URL) throws {
        var texts: [String] = []
        for target in Self.targets {
            let folder = sources.appending(path: target)
            let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
                texts.append(try String(contentsOf: file, encoding: .utf8))
            }
        }
        let errors = texts.flatMap { $0.matches(of: /(\w+): Explained\b/).map { String($0.output.1) } }
        let names = Set(errors + ["Phrase", "Failure", "ImportRefusal"])
        for text in texts where text.matches(of: /\w+/).contains(where: { names.contains(String($0.output)) }) {
            for literal in SourceLiterals(text).all where literal.isWhole || literal.isSentence {
                patterns.insert(literal.pattern)
            }
        }
    }
}

/// The texts in quotes of a Swift source, with `{1}`, `{2}` and so on where values stand.
struct SourceLiterals {
    struct Literal {
        let pattern: String
        /// Whether it stands in the body of something that is declared to be a phrase.
        let isInPhrase: Bool

        /// Whether it is a phrase even if it has one word.
        var isWhole: Bool { isInPhrase && pattern.contains(/[A-Za-z]|\{\d/) }

        var isSentence: Bool {
            pattern.contains(/[A-Za-z},”")…] [A-Za-z{“"(]/)
                && pattern.replacing(/\{\d+\}/, with: "").contains(/[A-Za-z]/)
        }
    }

    private(set) var all: [Literal] = []
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    /// The depths of the bodies of phrases in which the reader is.
    private var phrases: [Int] = []

    init(_ source: String) {
        bytes = Array(source.utf8)
        code(isValue: false)
    }

    private func stands(_ text: StaticString, at position: Int) -> Bool {
        let end = position + text.utf8CodeUnitCount
        return position >= 0 && end <= bytes.count && bytes[position..<end].elementsEqual(text.description.utf8)
    }

    /// Reads to the end, or to the bracket that ends a value within a text.
    private mutating func code(isValue: Bool) {
        var brackets = 0
        while position < bytes.count {
            if stands("//", at: position) {
                while position < bytes.count, !stands("\n", at: position) { position += 1 }
            } else if stands("\"", at: position) || stands("#\"", at: position) {
                literal()
            } else {
                switch bytes[position] {
                case UInt8(ascii: "("): brackets += 1
                case UInt8(ascii: ")"):
                    if isValue, brackets == 0 { return }
                    brackets -= 1
                case UInt8(ascii: "{"):
                    depth += 1
                    if stands(": Phrase ", at: position - 9) || stands("-> Phrase ", at: position - 10) {
                        phrases.append(depth)
                    }
                case UInt8(ascii: "}"):
                    if phrases.last == depth { phrases.removeLast() }
                    depth -= 1
                default: break
                }
                position += 1
            }
        }
    }

    private mutating func literal() {
        let isRaw = stands("#", at: position)
        if isRaw { position += 1 }
        let isLong = stands("\"\"\"", at: position)
        position += isLong ? 3 : 1
        let end: StaticString = isLong ? (isRaw ? "\"\"\"#" : "\"\"\"") : (isRaw ? "\"#" : "\"")
        var text: [UInt8] = []
        var values = 0
        while position < bytes.count {
            if stands(end, at: position) {
                position += end.utf8CodeUnitCount
                let pattern = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
                all.append(Literal(pattern: pattern, isInPhrase: !phrases.isEmpty))
                return
            }
            if stands("\n", at: position) {
                // A quote that opens no text, as in the pattern of a search.
                guard isLong else { return }
                text.append(bytes[position])
                skipIndentation()
            } else if !isRaw, stands("\\(", at: position) {
                position += 2
                code(isValue: true)
                position += 1
                values += 1
                text += Array("{\(values)}".utf8)
            } else if !isRaw, stands("\\\n", at: position) {
                position += 1
                skipIndentation()
            } else {
                if !isRaw, stands("\\", at: position) { position += 1 }
                text.append(bytes[position])
                position += 1
            }
        }
    }

    private mutating func skipIndentation() {
        position += 1
        while stands(" ", at: position) { position += 1 }
    }
}
