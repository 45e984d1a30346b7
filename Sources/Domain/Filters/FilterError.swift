/// Why a filter cannot be understood, and where.
package struct FilterError: Explained {
    package var reason: Phrase
    package var place: FilterPlace

    package init(_ reason: Phrase, at place: FilterPlace) {
        self.reason = reason
        self.place = place
    }

    /// The reason and the place: `character 12: …`, or `/and/1/values: …`.
    package var explanation: Phrase {
        switch place {
        case .none: reason
        case .text(let range): "character \(range.lowerBound + 1): \(reason)"
        case .json(""): "the filter: \(reason)"
        case .json(let pointer): "\(pointer): \(reason)"
        }
    }

    /// The part of the filter's text with a line of marks below the place, for a terminal; nil without a place in text.
    package func marked(in text: String, width: Int = 100) -> String? {
        guard case .text(let range) = place else { return nil }
        // One line: breaks and other control characters would tear the picture apart.
        let characters = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        let start = max(0, min(range.lowerBound - width / 2, characters.count - width))
        let shown = characters[start..<min(characters.count, start + width)]
        let lower = min(max(range.lowerBound, start), shown.endIndex)
        let before = (start > 0 ? "…" : "") + Self.text(shown[..<lower])
        let marked = shown[lower..<min(max(range.upperBound, lower), shown.endIndex)]
        let line = (start > 0 ? "…" : "") + Self.text(shown) + (shown.endIndex < characters.count ? "…" : "")
        let marks = String(repeating: "^", count: max(1, Self.text(marked).terminalWidth))
        return "\(line)\n\(String(repeating: " ", count: before.terminalWidth))\(marks)"
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}

extension String {
    /// Columns of a terminal: Hangul, kana, CJK and emoji take two.
    package var terminalWidth: Int {
        reduce(0) { width, character in
            let scalar = character.unicodeScalars.first?.value ?? 0
            let isWide =
                (0x1100...0x115F).contains(scalar) || (0x2E80...0xA4CF).contains(scalar)
                || (0xAC00...0xD7A3).contains(scalar) || (0xF900...0xFAFF).contains(scalar)
                || (0xFE30...0xFE6F).contains(scalar) || (0xFF00...0xFF60).contains(scalar)
                || (0x1F300...0x1FAFF).contains(scalar)
            return width + (isWide ? 2 : 1)
        }
    }
}
