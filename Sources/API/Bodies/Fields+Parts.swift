package import Domain
import HTTP

/// What a merge patch says of one member.
package enum Edit<Value: Sendable>: Sendable {
    /// It was absent: the value stays.
    case keep
    /// It was null.
    case clear
    case set(Value)
}

extension Edit {
    /// The value that there is after the edit.
    package func applied(to value: Value?) -> Value? {
        switch self {
        case .keep: value
        case .clear: nil
        case .set(let new): new
        }
    }
}

extension Fields {
    /// A member of a merge patch; `read` reads it where it is a value, as in `fields.edit("name") { fields.text($0) }`.
    package func edit<Value>(_ name: String, _ read: (String) throws -> Value) rethrows -> Edit<Value> {
        guard has(name) else { return .keep }
        return json(name) == nil ? .clear : .set(try read(name))
    }

    /// A member of a merge patch that cannot be cleared: nil where it is absent.
    package func change<Value>(_ name: String, _ read: (String) throws -> Value) rethrows -> Value? {
        has(name) ? try read(name) : nil
    }

    /// An object within; unknown members of it are refused too.
    package func object<Value>(_ name: String, _ read: (Fields) throws -> Value) rethrows -> Value? {
        guard let json = json(name) else { return nil }
        let fields = Fields(json, at: place(of: name), problems)
        let value = try read(fields)
        if json.object != nil { fields.refuseUnknown() }
        return value
    }

    /// Objects in an array.
    package func objects<Value>(
        _ name: String,
        atMost most: Int,
        _ read: (Fields) throws -> Value
    ) rethrows -> [Value] {
        try elements(name, atMost: most).enumerated().map { index, json in
            let fields = Fields(json, at: "\(place(of: name))/\(index)", problems)
            let value = try read(fields)
            if json.object != nil { fields.refuseUnknown() }
            return value
        }
    }

    /// The elements of an array that must be there.
    package func elements(_ name: String, atMost most: Int) -> [JSON] {
        let elements = required(name, "an array", standIn: []) { $0.array }
        if elements.count > most {
            refuse(name, "at most \(most) elements are taken at once, not \(elements.count)")
            return []
        }
        return elements
    }

    /// An array read element by element; `read` returns nil for what is not expected.
    package func array<Value>(
        _ name: String,
        of expected: String,
        atMost most: Int,
        _ read: (JSON) -> Value?
    ) -> [Value] {
        elements(name, atMost: most).enumerated().compactMap { index, json in
            if let value = read(json) { return value }
            problems.note(.init("\(expected) is expected", pointer: "\(place(of: name))/\(index)"))
            return nil
        }
    }

    package func optionalArray<Value>(
        _ name: String,
        of expected: String,
        atMost most: Int,
        _ read: (JSON) -> Value?
    ) -> [Value]? {
        json(name) == nil ? nil : array(name, of: expected, atMost: most, read)
    }

    package func texts(_ name: String, atMost most: Int) -> [String] {
        array(name, of: "text", atMost: most) { $0.string }
    }

    package func ids<Subject>(_ name: String, atMost most: Int) -> [Identifier<Subject>] {
        array(name, of: "an id of 13 characters", atMost: most) { json in json.string.flatMap { Identifier($0) } }
    }

    /// Words of an enum in an array.
    package func choices<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        of type: Choice.Type
    ) -> [Choice] {
        let words = Choice.allCases.map(\.rawValue)
        return elements(name, atMost: 1_000).enumerated().compactMap { index, json in
            if let choice = json.string.flatMap(Choice.init(rawValue:)) { return choice }
            let hint = json.string.map { nearest(to: $0, among: words) } ?? ""
            problems.note(
                .init(
                    "one of \(words.joined(separator: ", ")) is expected\(hint)",
                    pointer: "\(place(of: name))/\(index)"
                )
            )
            return nil
        }
    }
}
