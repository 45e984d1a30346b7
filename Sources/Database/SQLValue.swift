/// A value that a statement binds, or a row holds.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    package init(_ value: Int64?) {
        self = value.map(Self.integer) ?? .null
    }

    package init(_ value: String?) {
        self = value.map(Self.text) ?? .null
    }

    /// Booleans are 0 and 1 in integer columns on both engines, so that one statement serves both.
    package init(_ value: Bool) {
        self = .integer(value ? 1 : 0)
    }
}
