/// The terms that somebody pasted, as they were written: at least one, none empty, none twice.
package struct PastedTerms: Hashable, Sendable {
    package let texts: [String]

    /// The most terms.
    package static let most = 100_000
    /// The most bytes of UTF-8 that they have together.
    package static let mostBytes = 8 << 20

    /// Takes a list as it is.
    package init(_ texts: some Sequence<String>) throws(TermsError) {
        let count = min(texts.underestimatedCount, Self.most)
        var seen = Set<ExactText>(minimumCapacity: count)
        var bytes = 0
        var kept: [String] = []
        kept.reserveCapacity(count)
        for text in texts where !text.isEmpty && seen.insert(ExactText(text)).inserted {
            bytes += text.utf8.count
            guard bytes <= Self.mostBytes else { throw .tooLong }
            guard !text.utf8.contains(0) else { throw .holdsNUL }
            guard kept.count < Self.most else { throw .tooMany }
            kept.append(text)
        }
        guard !kept.isEmpty else { throw .none }
        self.texts = kept
    }

    /// Takes what `texts` of others had, which is not looked through again.
    package init(kept texts: [String]) {
        self.texts = texts
    }

    /// Takes the whole text as one term, without the white space around it.
    package init(phrase text: String) throws(TermsError) {
        try Self.check(text)
        try self.init([text.trimmed])
    }

    /// Takes each keyword: they are separated by commas, white space or lines.
    ///
    /// A keyword that begins with a quote goes on to the next one, and keeps what separates others; a quote within is
    /// doubled. A quote that nobody closes ends with the text.
    package init(keywords text: String) throws(TermsError) {
        try Self.check(text)
        var keywords = Keywords(rest: text.unicodeScalars[...])
        var found: [String] = []
        while let keyword = keywords.next() {
            found.append(keyword)
        }
        try self.init(found)
    }

    /// Writes a term as a keyword that is read as the same one.
    package static func keyword(_ term: String) -> String {
        let isPlain = term.unicodeScalars.first != "\"" && !term.unicodeScalars.contains(where: Keywords.separates)
        return isPlain ? term : "\"" + term.replacing("\"", with: "\"\"") + "\""
    }

    /// Refuses before anything is made of the text.
    private static func check(_ text: String) throws(TermsError) {
        guard text.utf8.count <= mostBytes else { throw .tooLong }
    }
}

private struct Keywords {
    var rest: Substring.UnicodeScalarView

    /// Nil after the last one.
    mutating func next() -> String? {
        rest = rest.drop(while: Self.separates)
        guard let first = rest.first else { return nil }
        guard first == "\"" else { return String(takePlain()) }
        rest.removeFirst()
        var keyword = String.UnicodeScalarView()
        takeQuoted(into: &keyword)
        // A sign that was forgotten behind a closing quote separates nothing.
        keyword.append(contentsOf: takePlain())
        return String(keyword)
    }

    private mutating func takePlain() -> Substring.UnicodeScalarView {
        let plain = rest.prefix { !Self.separates($0) }
        rest = rest[plain.endIndex...]
        return plain
    }

    private mutating func takeQuoted(into keyword: inout String.UnicodeScalarView) {
        while let scalar = rest.popFirst() {
            if scalar == "\"" {
                guard rest.first == "\"" else { return }
                rest.removeFirst()
            }
            keyword.append(scalar)
        }
    }

    /// White space, commas, also those of East Asia, and the mark with which some programs begin a file.
    static func separates(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        // The table of properties is slow to ask for each letter of an address.
        case "\u{21}"..."\u{2B}", "\u{2D}"..."\u{7E}": false
        case " ", "\t", "\n", "\r", ",", "\u{FF0C}", "\u{3001}", "\u{FEFF}": true
        default: scalar.properties.isWhitespace
        }
    }
}

/// Why many terms cannot be looked for.
package enum TermsError: Explained, Hashable {
    case none
    case tooMany
    case tooLong
    case holdsNUL
    case unknownKey(String, nearest: PropertyKey?)
    /// The key's values are no texts.
    case notSought(PropertyKey)
    /// They are not kept: not any more, or not for the one who asks.
    case gone

    package var explanation: Phrase {
        switch self {
        case .none: "there is no term to look for"
        case .tooMany: "at most \(PastedTerms.most) terms are looked for at once"
        case .tooLong: "the terms may have \(PastedTerms.mostBytes) bytes together"
        case .holdsNUL: "text cannot hold the character U+0000"
        case .unknownKey(let key, let nearest?):
            "there is no property “\(key)” to look in; did you mean “\(nearest.shortDescription)”?"
        case .unknownKey(let key, nil): "there is no property “\(key)” to look in"
        case .gone: "these terms are not kept any more: paste them again"
        case .notSought(.builtIn(.tags)): "terms are not looked for in tags; a filter finds who has one"
        case .notSought(let key):
            "terms are looked for in texts, lists, numbers and days of contacts, not in “\(key.shortDescription)”"
        }
    }
}
