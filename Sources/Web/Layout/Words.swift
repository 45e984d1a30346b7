import Domain
import Foundation

/// What pages say in one language.
///
/// A text may have places for values, as `{name}`; one that counts has a form for one and for other numbers. What is made
/// elsewhere, such as why something is refused, comes as a `Phrase`, whose English pattern is looked up.
struct Words: Sendable {
    private enum Text: Sendable, Decodable {
        case plain(String)
        case counted(one: String, other: String)

        private enum Form: String, CodingKey { case one, other }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                self = .plain(text)
            } else {
                let forms = try decoder.container(keyedBy: Form.self)
                self = .counted(
                    one: try forms.decode(String.self, forKey: .one),
                    other: try forms.decode(String.self, forKey: .other)
                )
            }
        }
    }

    let language: Preferences.Language
    private let texts: [String: Text]
    /// By English patterns; English has none.
    private let phrases: [String: String]

    init(_ language: Preferences.Language, _ files: PageFiles) throws {
        self.language = language
        let bytes = try files.bytes("Languages/\(language.rawValue).json")
        texts = try JSONDecoder().decode([String: Text].self, from: Data(bytes))
        phrases =
            language == .english
            ? [:]
            : try JSONDecoder().decode(
                [String: String].self,
                from: Data(files.bytes("Languages/\(language.rawValue).phrases.json"))
            )
    }

    var keys: Set<String> { Set(texts.keys) }

    func find(_ key: String) -> String? {
        switch texts[key] {
        case .plain(let text), .counted(_, let text): text
        case nil: nil
        }
    }

    /// The text, or the key itself where there is none: a test sees to it that this does not happen.
    subscript(_ key: String) -> String { find(key) ?? key }

    /// The text with values in its places.
    func callAsFunction(_ key: String, _ values: KeyValuePairs<String, String>) -> String {
        Self.filled(self[key], values)
    }

    /// The text for a number; `{n}` is its place, which `shown` takes.
    func count(_ key: String, _ number: Int, shown: String) -> String {
        guard case .counted(let one, let other) = texts[key] else { return self(key, ["n": shown]) }
        return Self.filled(number == 1 ? one : other, ["n": shown])
    }

    /// The phrase in this language; in English where there is no pattern for it.
    func say(_ phrase: Phrase, number: (Int64) -> String = { String($0) }) -> String {
        phrase.said(by: { phrases[$0] }, number: number)
    }

    /// The same as a sentence that stands alone.
    func sentence(_ phrase: Phrase, number: (Int64) -> String = { String($0) }) -> String {
        let said = say(phrase, number: number)
        let start = language == .english ? said.prefix(1).uppercased() : String(said.prefix(1))
        return start + said.dropFirst() + (said.hasSuffix(".") || said.hasSuffix("?") ? "" : ".")
    }

    /// In one go, so that a value which looks like a place stays what it is.
    private static func filled(_ text: String, _ values: KeyValuePairs<String, String>) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            filled += rest[..<open]
            filled += values.first { $0.key == name }?.value ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}
