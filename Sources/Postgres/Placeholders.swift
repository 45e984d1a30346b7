/// Numbers the places of a statement that has a `?` for each value: `?, ?` becomes `$1, $2`.
///
/// A question mark in quotes or in a comment is not a place.
package func numberedPlaceholders(_ text: String) -> String {
    var result = ""
    var place = 0
    var rest = Substring(text)
    while let character = rest.first {
        let skipped: Substring
        switch character {
        case "?":
            place += 1
            result += "$\(place)"
            rest.removeFirst()
            continue
        case "'", "\"":
            skipped = upTo(String(character), after: 1, of: rest)
        case "-" where rest.hasPrefix("--"):
            skipped = upTo("\n", after: 2, of: rest)
        case "/" where rest.hasPrefix("/*"):
            skipped = upTo("*/", after: 2, of: rest)
        default:
            skipped = rest.prefix(1)
        }
        result += skipped
        rest = rest[skipped.endIndex...]
    }
    return result
}

/// Returns the beginning of the text, through the first end mark that follows its first characters.
private func upTo(_ end: String, after count: Int, of text: Substring) -> Substring {
    var place = text.dropFirst(count)
    while !place.isEmpty {
        if place.hasPrefix(end) {
            return text[..<place.dropFirst(end.count).startIndex]
        }
        place = place.dropFirst()
    }
    return text
}
