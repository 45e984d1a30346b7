/// Guesses the type of a new property from all values of its column.
///
/// A guess is careful, for what is not text loses how it was written: numbers with leading zeros or more digits than a
/// double keeps are text, and 0 and 1 are numbers, not booleans.
package struct TypeGuess: Hashable, Sendable {
    private var values = 0
    private var areBooleans = true
    private var areNumbers = true
    private var areTimes = true
    private var haveClock = false

    package init() {}

    package mutating func see(_ cell: String) {
        guard areBooleans || areNumbers || areTimes else { return }
        let text = cell.trimmed
        guard !text.isEmpty else { return }
        values += 1
        areBooleans = areBooleans && Self.isBoolean(text)
        areNumbers = areNumbers && Self.isNumber(text)
        if areTimes {
            let time = TimeText(text)
            areTimes = time != nil
            if case .day? = time { return }
            haveClock = true
        }
    }

    package var type: PropertyType {
        if values == 0 { return .text }
        if areBooleans { return .boolean }
        if areNumbers { return .number }
        if areTimes { return haveClock ? .datetime : .date }
        return .text
    }

    private static func isBoolean(_ text: String) -> Bool {
        text.utf8.count <= 5 && ["true", "false", "yes", "no"].contains(text.lowercased())
    }

    private static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard digits <= 15, unsigned == "0" || !unsigned.hasPrefix("0") || unsigned.hasPrefix("0.") else {
            return false
        }
        return !text.hasPrefix("+") && NumberText.number(text) != nil
    }
}
