extension StringProtocol {
    /// The text without white space at its ends, by scalars: a mark that follows a space stays.
    package var trimmed: String {
        let isInk: (Unicode.Scalar) -> Bool = { !$0.properties.isWhitespace }
        guard let start = unicodeScalars.firstIndex(where: isInk), let end = unicodeScalars.lastIndex(where: isInk)
        else { return "" }
        return String(self[start..<unicodeScalars.index(after: end)])
    }
}
