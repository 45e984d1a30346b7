/// Reads the smallest parts of a filter's text from left to right: words, values, operators.
struct FilterReader {
    let characters: [Character]
    var position = 0

    var isAtEnd: Bool { position >= characters.count }

    var next: Character? { position < characters.count ? characters[position] : nil }

    func place(from start: Int) -> FilterPlace {
        .text(start..<max(start, position))
    }

    func error(_ reason: String, length: Int = 0) -> FilterError {
        FilterError(reason, at: .text(position..<position + length))
    }

    mutating func skipSpace() {
        while let character = next, character.isWhitespace {
            position += 1
        }
    }

    /// Takes a sign, after any space.
    mutating func take(_ sign: Character) -> Bool {
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
        takeWhile { !$0.isWhitespace && !"()\",:=<>!".contains($0) }
    }

    /// A word without quotes, up to a space, a bracket, a comma or a quote.
    mutating func bareWord() -> String {
        takeWhile(Self.isBare)
    }

    static func isBare(_ character: Character) -> Bool {
        !character.isWhitespace && !"(),\"".contains(character)
    }

    private mutating func takeWhile(_ isWanted: (Character) -> Bool) -> String {
        let start = position
        while let character = next, isWanted(character) {
            position += 1
        }
        return String(characters[start..<position])
    }

    /// A value: a bare word or a text in quotes.
    mutating func value() throws(FilterError) -> FilterExpression.Operand {
        skipSpace()
        if next == "\"" { return .text(try quotedText()) }
        let start = position
        let word = bareWord()
        guard !word.isEmpty else { throw error("a value is missing here", length: 1) }
        guard !Self.joiningWords.contains(word.lowercased()) else {
            position = start
            throw error("a value is missing here; if “\(word)” is the value, put it in quotes", length: word.count)
        }
        return .word(word)
    }

    /// The words that a value without quotes cannot be.
    static let joiningWords: Set<String> = ["and", "or", "not"]

    private mutating func quotedText() throws(FilterError) -> String {
        let start = position
        position += 1
        var text = ""
        while let character = next {
            position += 1
            switch character {
            case "\"": return text
            case "\\":
                guard let escaped = next, escaped == "\"" || escaped == "\\" else {
                    position -= 1
                    throw error("\\ stands only before \" or \\; write \\\\ for the sign itself", length: 1)
                }
                position += 1
                text.append(escaped)
            default: text.append(character)
            }
        }
        throw FilterError("this quote is never closed; add \"", at: .text(start..<start + 1))
    }

    /// Values in brackets, at least one.
    mutating func values() throws(FilterError) -> [FilterExpression.Operand] {
        guard take("(") else { throw error("a list in brackets is missing, such as (a, b)", length: 1) }
        var values = [try value()]
        while take(",") {
            values.append(try value())
        }
        guard take(")") else {
            throw error("a , or ) is missing here; put a value of several words in quotes", length: 1)
        }
        return values
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
                at: .text(start..<max(position, start + 1))
            )
        }
        return duration
    }
}
