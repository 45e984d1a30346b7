/// A statement whose values are bound, never written into its text.
///
/// Built by interpolation: `"SELECT name FROM tags WHERE org_id = \(organization) AND id \(isAnyOf: ids)"`.
/// Text that is not a literal enters only through an interpolation with `unsafe` in its name.
package struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    package enum Piece: Sendable, Hashable {
        case text(String)
        case bind(SQLValue)
        /// "is one of these", as each engine says it with a single bound value.
        case isAnyOfTexts([String])
        case isAnyOfIntegers([Int64])
        case isAnyOfReals([Double])
        /// The texts as rows of one column, `value`, to stand after FROM.
        case rowsOf([String])
    }

    package private(set) var pieces: [Piece]

    package init(pieces: [Piece]) {
        self.pieces = pieces
    }

    package init(stringLiteral value: String) {
        pieces = [.text(value)]
    }

    package init(stringInterpolation: Interpolation) {
        pieces = stringInterpolation.pieces
    }

    /// Makes a statement of text that the program itself wrote, such as a table of migrations.
    package init(unsafe text: String) {
        pieces = [.text(text)]
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(pieces: left.pieces + right.pieces)
    }

    package static func += (left: inout SQL, right: SQL) {
        left.pieces += right.pieces
    }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            guard !literal.isEmpty else { return }
            pieces.append(.text(literal))
        }

        package mutating func appendInterpolation(_ value: SQLValue) {
            pieces.append(.bind(value))
        }

        package mutating func appendInterpolation(_ value: Int64?) {
            pieces.append(.bind(SQLValue(value)))
        }

        package mutating func appendInterpolation(_ value: Int) {
            pieces.append(.bind(.integer(Int64(value))))
        }

        package mutating func appendInterpolation(_ value: Double) {
            pieces.append(.bind(.real(value)))
        }

        package mutating func appendInterpolation(_ value: Bool) {
            pieces.append(.bind(SQLValue(value)))
        }

        package mutating func appendInterpolation(_ value: String?) {
            pieces.append(.bind(SQLValue(value)))
        }

        package mutating func appendInterpolation(_ value: [UInt8]) {
            pieces.append(.bind(.blob(value)))
        }

        package mutating func appendInterpolation(_ part: SQL) {
            pieces += part.pieces
        }

        package mutating func appendInterpolation(isAnyOf texts: [String]) {
            pieces.append(.isAnyOfTexts(texts))
        }

        package mutating func appendInterpolation(rowsOf texts: [String]) {
            pieces.append(.rowsOf(texts))
        }

        package mutating func appendInterpolation(isAnyOf integers: [Int64]) {
            pieces.append(.isAnyOfIntegers(integers))
        }

        package mutating func appendInterpolation(isAnyOf reals: [Double]) {
            pieces.append(.isAnyOfReals(reals))
        }

        package mutating func appendInterpolation(unsafe text: String) {
            pieces.append(.text(text))
        }
    }
}

extension Sequence<SQL> {
    /// Joins parts with a separator that the program itself wrote.
    package func joined(by separator: String) -> SQL {
        var pieces: [SQL.Piece] = []
        for part in self {
            if !pieces.isEmpty {
                pieces.append(.text(separator))
            }
            pieces += part.pieces
        }
        return SQL(pieces: pieces)
    }
}
