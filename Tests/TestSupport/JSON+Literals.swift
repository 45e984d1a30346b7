package import Domain

/// Bodies in tests are written as they are sent.
extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    package init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(members.map { JSON.Member($0.0, $0.1) })
    }

    package init(arrayLiteral values: JSON...) {
        self = .array(values)
    }

    package init(stringLiteral text: String) {
        self = .string(text)
    }

    package init(integerLiteral number: Int64) {
        self = .integer(number)
    }

    package init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }

    package init(nilLiteral: ()) {
        self = .null
    }
}
