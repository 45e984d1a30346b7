extension FilterExpression {
    /// The filter as JSON, read back by `init(json:)` as the same one.
    package var json: JSON {
        switch self {
        case .and(let parts): .object(["and": .array(parts.map(\.json))])
        case .or(let parts): .object(["or": .array(parts.map(\.json))])
        case .not(let part): .object(["not": part.json])
        case .segment(let segment): .object(["segment": .string(segment.name)])
        case .condition(let condition):
            .object([
                "key": .string(condition.key),
                "type": condition.type.map(JSON.string),
                "operator": .string(condition.comparison.rawValue),
                "values": condition.operands.json,
                "subtags": condition.includesSubtags ? .boolean(true) : nil,
            ])
        case .event(let condition):
            .object([
                "event": .string(condition.event),
                "measure": .string(condition.measure.name),
                "property": condition.measure.property.map(JSON.string),
                "operator": .string(condition.comparison.rawValue),
                "values": condition.operands.json,
                "within": condition.window.map(\.json),
            ])
        }
    }

    /// Reads the JSON form of `product.md` §4. Errors name the place by a JSON pointer.
    package init(json: JSON) throws(FilterError) {
        try self.init(json: json, at: .json(""), depth: 0)
    }

    private init(json: JSON, at place: FilterPlace, depth: Int) throws(FilterError) {
        guard depth < Self.greatestDepth else {
            throw FilterError(Self.tooDeep, at: place)
        }
        let object = try FilterObject(json, at: place)
        switch try object.form() {
        case "and": self = .all(of: try Self.group(object, "and", depth: depth))
        case "or": self = .any(of: try Self.group(object, "or", depth: depth))
        case "not":
            try object.allow(["not"])
            self = .not(try Self(json: object["not"] ?? .null, at: place.appending("not"), depth: depth + 1))
        case "segment":
            try object.allow(["segment"])
            self = .segment(.init(name: try object.text("segment"), place: place))
        case "event": self = .event(try EventCondition(object))
        default: self = .condition(try Condition(object))
        }
    }

    private static func group(
        _ object: FilterObject,
        _ name: String,
        depth: Int
    ) throws(FilterError) -> [FilterExpression] {
        try object.allow([name])
        let place = object.place.appending(name)
        guard let members = object[name]?.array else { throw FilterError("an array of filters is expected", at: place) }
        var parts: [FilterExpression] = []
        for (index, member) in members.enumerated() {
            parts.append(try Self(json: member, at: place.appending(index), depth: depth + 1))
        }
        return parts
    }
}

/// A JSON object of a filter, and where it stands.
private struct FilterObject {
    let json: JSON
    let members: [JSON.Member]
    let place: FilterPlace

    init(_ json: JSON, at place: FilterPlace) throws(FilterError) {
        guard let members = json.object else {
            throw FilterError("an object is expected, not \(json.kind)", at: place)
        }
        self.json = json
        self.members = members
        self.place = place
    }

    subscript(_ name: String) -> JSON? { json[name] }

    /// The member that says what kind of filter it is.
    func form() throws(FilterError) -> String {
        let forms = ["and", "or", "not", "segment", "event", "key"].filter { self[$0] != nil }
        guard let form = forms.first, forms.count == 1 else {
            throw FilterError("exactly one of and, or, not, key, segment, event is expected", at: place)
        }
        return form
    }

    func allow(_ names: Set<String>) throws(FilterError) {
        for member in members where !names.contains(member.key) {
            throw FilterError("there is no such member here", at: place.appending(member.key))
        }
    }

    func text(_ name: String) throws(FilterError) -> String {
        guard let text = self[name]?.string, !text.isEmpty else {
            throw FilterError("text is expected", at: place.appending(name))
        }
        return text
    }

    func comparison() throws(FilterError) -> Operator {
        guard let comparison = Operator(rawValue: try text("operator")) else {
            let known = Operator.allCases.map(\.rawValue).joined(separator: " ")
            throw FilterError("no such operator; there are \(known)", at: place.appending("operator"))
        }
        return comparison
    }

    func operands(of comparison: Operator) throws(FilterError) -> FilterExpression.Operands {
        let place = place.appending("values")
        guard let values = self["values"] else {
            guard comparison.arity == .none else {
                throw FilterError("values are missing for \(comparison.rawValue)", at: place)
            }
            return .values([])
        }
        if comparison.arity == .duration {
            // Alone or as the only element, as both are seen.
            let single = values.array.flatMap { $0.count == 1 ? $0[0] : nil } ?? values
            return .duration(try FilterDuration(json: single, at: place))
        }
        guard let elements = values.array else { throw FilterError("an array of values is expected", at: place) }
        var operands: [FilterExpression.Operand] = []
        for (index, element) in elements.enumerated() {
            switch element {
            case .string(let text): operands.append(.text(text))
            case .integer(let number): operands.append(.number(Double(number)))
            case .number(let number): operands.append(.number(number))
            case .boolean(let value): operands.append(.boolean(value))
            case .null, .array, .object:
                throw FilterError("text, a number or a boolean is expected", at: place.appending(index))
            }
        }
        return .values(operands)
    }
}

extension FilterExpression.Condition {
    fileprivate init(_ object: FilterObject) throws(FilterError) {
        try object.allow(["key", "type", "operator", "values", "subtags"])
        let comparison = try object.comparison()
        var includesSubtags = false
        if let subtags = object["subtags"] {
            guard let value = subtags.boolean else {
                throw FilterError("true or false is expected", at: object.place.appending("subtags"))
            }
            includesSubtags = value
        }
        self.init(
            key: try object.text("key"),
            type: object["type"] == nil ? nil : try object.text("type"),
            comparison: comparison,
            operands: try object.operands(of: comparison),
            includesSubtags: includesSubtags,
            place: object.place
        )
    }
}

extension FilterExpression.EventCondition {
    fileprivate init(_ object: FilterObject) throws(FilterError) {
        try object.allow(["event", "measure", "property", "operator", "values", "within"])
        let comparison = try object.comparison()
        let measure: EventMeasure
        switch object["measure"]?.string {
        case "count": measure = .count
        case "firstAt": measure = .firstAt
        case "lastAt": measure = .lastAt
        case "sum": measure = .sum(try object.text("property"))
        default:
            throw FilterError("count, firstAt, lastAt or sum is expected", at: object.place.appending("measure"))
        }
        if object["property"] != nil, measure.property == nil {
            throw FilterError("only sum has a property", at: object.place.appending("property"))
        }
        var window: FilterDuration?
        if let within = object["within"] {
            window = try FilterDuration(json: within, at: object.place.appending("within"))
        }
        self.init(
            event: try object.text("event"),
            measure: measure,
            comparison: comparison,
            operands: try object.operands(of: comparison),
            window: window,
            place: object.place
        )
    }
}

extension EventMeasure {
    var name: String {
        switch self {
        case .count: "count"
        case .firstAt: "firstAt"
        case .lastAt: "lastAt"
        case .sum: "sum"
        }
    }

    fileprivate var property: String? {
        if case .sum(let property) = self { property } else { nil }
    }
}

extension FilterExpression.Operands {
    fileprivate var json: JSON? {
        switch self {
        case .duration(let duration): duration.json
        case .values(let values): values.isEmpty ? nil : .array(values.map(\.json))
        }
    }
}

extension FilterExpression.Operand {
    fileprivate var json: JSON {
        switch self {
        case .word(let text), .text(let text): .string(text)
        case .number(let number): .written(number)
        case .boolean(let value): .boolean(value)
        }
    }
}

extension FilterDuration {
    fileprivate var json: JSON {
        .object(["amount": .integer(Int64(amount)), "unit": .string(unit.rawValue)])
    }

    fileprivate init(json: JSON, at place: FilterPlace) throws(FilterError) {
        guard let amount = json["amount"]?.integer.flatMap({ Int(exactly: $0) }), Self.amounts.contains(amount),
            let unit = json["unit"]?.string.flatMap(Unit.init(rawValue:))
        else {
            let units = Unit.allCases.map(\.rawValue).joined(separator: ", ")
            throw FilterError(
                """
                an amount from 1 to \(Self.amounts.upperBound) and a unit (\(units)) are expected, \
                such as {"amount":7,"unit":"day"}
                """,
                at: place
            )
        }
        self.init(amount: amount, unit: unit)
    }
}
