/// Reads the smallest parts of a filter's text from left to right: words, values, operators.
///
/// Works on scalars: a quote before a combining accent is still a quote, though Swift takes both for one `Character`.
struct FilterReader {
    let scalars: [Unicode.Scalar]
    var position = 0

    var isAtEnd: Bool { position >= scalars.count }

    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    func place(from start: Int) -> FilterPlace {
        .text(start..<position)
    }

    /// The place from a start up to where the reader stands, at least one character if the text has one there.
    func mark(from start: Int) -> FilterPlace {
        .text(start..<max(position, min(start + 1, scalars.count)))
    }

    /// An error about the character where the reader stands.
    func error(_ reason: Phrase) -> FilterError {
        FilterError(reason, at: mark(from: position))
    }

    mutating func skipSpace() {
        while let scalar = next, scalar.properties.isWhitespace {
            position += 1
        }
    }

    /// Takes a sign, after any space.
    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == sign else { return false }
        position += 1
        return true
    }

    /// Takes a word of the language, in either case, if it stands there alone.
    mutating func takeWord(_ word: String) -> Bool {
        skipSpace()
        let start = position
        if bareWord().lowercased() == word { return true }
        position = start
        return false
    }

    /// Takes several words of the language, or none of them.
    mutating func takeWords(_ words: String) -> Bool {
        let start = position
        for word in words.split(separator: " ") {
            guard takeWord(String(word)) else {
                position = start
                return false
            }
        }
        return true
    }

    /// A key: letters, digits, dots and signs that neither a comparison nor a bracket begins with.
    mutating func key() -> String {
        takeWhile { !$0.properties.isWhitespace && !"()\",:=<>!".unicodeScalars.contains($0) }
    }

    /// A word without quotes, up to a space, a bracket, a comma or a quote.
    mutating func bareWord() -> String {
        takeWhile(Self.isBare)
    }

    static func isBare(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "(", ")", ",", "\"": false
        default: !scalar.properties.isWhitespace
        }
    }

    private mutating func takeWhile(_ isWanted: (Unicode.Scalar) -> Bool) -> String {
        let start = position
        while let scalar = next, isWanted(scalar) {
            position += 1
        }
        return text(start..<position)
    }

    private func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }

    /// A value: a bare word or a text in quotes.
    mutating func value() throws(FilterError) -> FilterExpression.Operand {
        skipSpace()
        if next == "\"" { return .text(try quotedText()) }
        let start = position
        let word = bareWord()
        guard !word.isEmpty else { throw error("a value is missing here") }
        guard !Self.joiningWords.contains(word.lowercased()) else {
            throw FilterError(
                "a value is missing here; if “\(word)” is the value, put it in quotes",
                at: place(from: start)
            )
        }
        return .word(word)
    }

    /// The words that a value without quotes cannot be.
    static let joiningWords: Set<String> = ["and", "or", "not"]

    private mutating func quotedText() throws(FilterError) -> String {
        let start = position
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = next {
            position += 1
            switch scalar {
            case "\"": return String(text)
            case "\\":
                guard let escaped = next, escaped == "\"" || escaped == "\\" else {
                    throw FilterError(
                        "\\ stands only before \" or \\; write \\\\ for the sign itself",
                        at: .text(position - 1..<position)
                    )
                }
                position += 1
                text.append(escaped)
            default: text.append(scalar)
            }
        }
        throw FilterError("this quote is never closed; add \"", at: .text(start..<start + 1))
    }

    /// Values in brackets, at least one.
    mutating func values() throws(FilterError) -> WrittenValues {
        guard take("(") else { throw error("a list in brackets is missing, such as (a, b)") }
        var values = try singleValue()
        while take(",") {
            values.append(try singleValue())
        }
        guard take(")") else { throw error("a , or ) is missing here; put a value of several words in quotes") }
        return values
    }

    /// One value, and where it stands.
    mutating func singleValue() throws(FilterError) -> WrittenValues {
        skipSpace()
        let start = position
        let value = try value()
        return WrittenValues(operands: [value], places: [start..<position])
    }

    mutating func duration() throws(FilterError) -> FilterDuration {
        skipSpace()
        let start = position
        let word = bareWord()
        guard let duration = FilterDuration(word) else {
            throw FilterError(
                word.isEmpty
                    ? "an amount of time is missing here, such as 7d"
                    : "“\(word)” is no amount of time; write a number and m, h, d, w, mo or y, such as 7d",
                at: mark(from: start)
            )
        }
        return duration
    }
}

/// Values of a condition as they stand in a text.
struct WrittenValues {
    var operands: [FilterExpression.Operand]
    var places: [Range<Int>]

    mutating func append(_ other: WrittenValues) {
        operands += other.operands
        places += other.places
    }
}
