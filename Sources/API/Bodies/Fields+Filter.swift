package import Domain

extension Fields {
    /// A filter, as JSON or as one line of text. Throws `FilterError`.
    package func filter(_ name: String = "filter") throws -> FilterExpression {
        switch json(name) {
        case .string(let line)?: return try FilterExpression(parsing: line)
        case let json?: return try FilterExpression(json: json)
        case nil:
            refuse(name, "a filter is expected, as JSON or as one line of text")
            throw UnreadableField()
        }
    }
}
