/// A name that people gave to something: 1–200 characters on one line, with no space at its ends.
package struct ShownName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes the text without the white space around it; nil where nothing is left, it is too long, or would break a line.
    package init?(_ text: String) {
        let kept = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        let name = String(kept)
        guard !name.isEmpty, name.count <= 200, name.utf8.count <= 2_000 else { return nil }
        guard !name.unicodeScalars.contains(where: Self.isControl) else { return nil }
        description = name
    }

    /// Also the signs that turn the direction of writing: with them a name could show as another.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
    }
}
