/// A statement as one engine wants it: its text, and the values to bind in order.
package struct RenderedSQL: Sendable, Equatable {
    package var text: String
    package var binds: [SQLValue]
}

extension SQL {
    /// Writes the statement for an engine: `?` for each value on SQLite, `$1`, `$2`, … on PostgreSQL.
    ///
    /// A list is one bound value whatever its length, so the text stays the same and is prepared once. A list of one is a
    /// plain value for PostgreSQL, which plans that once, and lists anew each time that they are short.
    package func rendered(for dialect: Dialect) -> RenderedSQL {
        if pieces.count == 1, case .text(let text) = pieces[0] {
            return RenderedSQL(text: text, binds: [])
        }
        var text = ""
        var binds: [SQLValue] = []
        for piece in pieces {
            switch piece {
            case .text(let part):
                text += part
            case .bind(let value):
                binds.append(value)
                text += dialect.placeholder(binds.count)
            case .isAnyOfTexts(let texts) where texts.count == 1 && dialect == .postgres:
                binds.append(.text(texts[0]))
                text += "= \(dialect.placeholder(binds.count))::text"
            case .isAnyOfTexts(let texts):
                binds.append(.text(dialect.list(of: texts)))
                text += dialect.isAnyOf(dialect.placeholder(binds.count), type: "text")
            case .rowsOf(let texts) where texts.count == 1 && dialect == .postgres:
                binds.append(.text(texts[0]))
                text += "(SELECT \(dialect.placeholder(binds.count))::text AS value)"
            case .rowsOf(let texts):
                binds.append(.text(dialect.list(of: texts)))
                text += dialect.rows(dialect.placeholder(binds.count))
            case .isAnyOfIntegers(let integers) where integers.count == 1 && dialect == .postgres:
                binds.append(.integer(integers[0]))
                text += "= \(dialect.placeholder(binds.count))::bigint"
            case .isAnyOfIntegers(let integers):
                binds.append(.text(dialect.list(of: integers)))
                text += dialect.isAnyOf(dialect.placeholder(binds.count), type: "bigint")
            case .isAnyOfReals(let reals):
                binds.append(.text(dialect.list(of: reals)))
                text += dialect.isAnyOf(dialect.placeholder(binds.count), type: "double precision")
            }
        }
        return RenderedSQL(text: text, binds: binds)
    }
}

extension Dialect {
    fileprivate func placeholder(_ number: Int) -> String {
        switch self {
        case .sqlite: "?"
        case .postgres: "$\(number)"
        }
    }

    /// An empty list gives no rows on both: `json_each('[]')` has none, and nothing is `ANY('{}')`.
    fileprivate func isAnyOf(_ placeholder: String, type: String) -> String {
        switch self {
        case .sqlite: "IN (SELECT value FROM json_each(\(placeholder)))"
        case .postgres: "= ANY(\(placeholder)::\(type)[])"
        }
    }

    fileprivate func rows(_ placeholder: String) -> String {
        switch self {
        case .sqlite: "json_each(\(placeholder))"
        case .postgres: "(SELECT unnest(\(placeholder)::text[]) AS value)"
        }
    }

    /// Numbers are written alike: a double by the shortest digits that read back as the same one.
    fileprivate func list(of numbers: [some LosslessStringConvertible]) -> String {
        let items = numbers.map(\.description).joined(separator: ",")
        return switch self {
        case .sqlite: "[\(items)]"
        case .postgres: "{\(items)}"
        }
    }

    /// Quotes every item: inside quotes both notations need no more than a backslash before `"` and `\`,
    /// and JSON an escape for control characters. NUL stays as it is, for the engine to refuse.
    fileprivate func list(of texts: [String]) -> String {
        var list: [UInt8] = []
        list.reserveCapacity(texts.reduce(2) { $0 + $1.utf8.count + 3 })
        list.append(self == .sqlite ? UInt8(ascii: "[") : UInt8(ascii: "{"))
        for (index, text) in texts.enumerated() {
            if index > 0 {
                list.append(UInt8(ascii: ","))
            }
            list.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    list.append(UInt8(ascii: "\\"))
                    list.append(byte)
                case 0x01..<0x20 where self == .sqlite:
                    list.append(contentsOf: Self.jsonEscape(byte))
                default:
                    list.append(byte)
                }
            }
            list.append(UInt8(ascii: "\""))
        }
        list.append(self == .sqlite ? UInt8(ascii: "]") : UInt8(ascii: "}"))
        return String(decoding: list, as: UTF8.self)
    }

    private static func jsonEscape(_ byte: UInt8) -> String.UTF8View {
        let digits = String(byte, radix: 16)
        return ("\\u00" + (digits.count == 1 ? "0" : "") + digits).utf8
    }
}
