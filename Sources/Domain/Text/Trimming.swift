extension StringProtocol {
    /// The text without white space at its ends.
    package var trimmed: String {
        guard let first = first, first.isWhitespace || (last?.isWhitespace ?? false) else { return String(self) }
        guard let start = firstIndex(where: { !$0.isWhitespace }),
            let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
