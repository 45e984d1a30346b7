import Domain
import TestSupport
import Testing

/// Reads and resolves a text that is wrong, and gives the error.
func mistake(in text: String, of catalogue: Catalogue = ConditionTable.catalogue) throws -> FilterError {
    try #require(throws: FilterError.self) {
        _ = try FilterExpression(parsing: text).resolved(in: catalogue)
    }
}

/// The same for JSON.
func mistake(inJSON text: String, of catalogue: Catalogue = ConditionTable.catalogue) throws -> FilterError {
    let json = try JSON(parsing: text)
    return try #require(throws: FilterError.self) {
        _ = try FilterExpression(json: json).resolved(in: catalogue)
    }
}

extension FilterError {
    /// The part of a text that the error points at; nil where the place is not inside it.
    func part(of text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard case .text(let range) = place, range.upperBound <= scalars.count else { return nil }
        return String(String.UnicodeScalarView(scalars[range]))
    }

    var pointer: String? {
        if case .json(let pointer) = place { pointer } else { nil }
    }
}

/// Reads a text that is right.
func resolved(_ text: String, in catalogue: Catalogue = ConditionTable.catalogue) throws -> Filter {
    try FilterExpression(parsing: text).resolved(in: catalogue)
}

/// A mistake in a text, the part that is pointed at, and what the reason says.
struct Mistake: Sendable, CustomTestStringConvertible {
    let text: String
    let part: String
    let reason: String

    init(_ text: String, at part: String, _ reason: String) {
        self.text = text
        self.part = part
        self.reason = reason
    }

    var testDescription: String { text }
}
