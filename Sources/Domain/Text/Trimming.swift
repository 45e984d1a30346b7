extension StringProtocol {
    /// The text without white space at its ends, by scalars: a mark that follows a space stays.
    package var trimmed: String {
        let isInk: (Unicode.Scalar) -> Bool = { !$0.isSpace }
        guard let start = unicodeScalars.firstIndex(where: isInk), let end = unicodeScalars.lastIndex(where: isInk)
        else { return "" }
        if start == startIndex, unicodeScalars.index(after: end) == endIndex { return String(self) }
        return String(self[start..<unicodeScalars.index(after: end)])
    }
}
