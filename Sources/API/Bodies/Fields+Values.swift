package import Domain

extension Fields {
    package static let mostTextLength = 10_000

    /// Text of at least one character. Lengths are in Unicode scalars.
    package func text(_ name: String, in lengths: ClosedRange<Int> = 1...mostTextLength) -> String {
        let text = required(name, "text", standIn: "") { $0.string }
        return sized(text, name, lengths)
    }

    package func optionalText(_ name: String, in lengths: ClosedRange<Int> = 0...mostTextLength) -> String? {
        optional(name, "text") { $0.string }.map { sized($0, name, lengths) }
    }

    private func sized(_ text: String, _ name: String, _ lengths: ClosedRange<Int>) -> String {
        guard json(name)?.string != nil, !lengths.contains(text.unicodeScalars.count) else { return text }
        refuse(name, "a text of \(lengths.lowerBound) to \(lengths.upperBound) characters is expected")
        return text
    }

    /// Text by a rule of its own, whose error says what is wrong.
    package func text<Value>(_ name: String, as rule: (String) throws -> Value) throws -> Value {
        let text = required(name, "text", standIn: "") { $0.string }
        do {
            let value = try rule(text)
            _ = sized(text, name, 1...Self.mostTextLength)
            return value
        } catch let error as any Error & CustomStringConvertible {
            if json(name)?.string != nil { refuse(name, Phrase(of: error)) }
            throw UnreadableField()
        }
    }

    package func integer(_ name: String, in range: ClosedRange<Int64> = .min ... .max) -> Int64 {
        required(name, Self.phrase(range), standIn: range.lowerBound) { Self.integer($0, range) }
    }

    package func optionalInteger(_ name: String, in range: ClosedRange<Int64> = .min ... .max) -> Int64? {
        optional(name, Self.phrase(range)) { Self.integer($0, range) }
    }

    private static func integer(_ json: JSON, _ range: ClosedRange<Int64>) -> Int64? {
        json.integer.flatMap { range.contains($0) ? $0 : nil }
    }

    private static func phrase(_ range: ClosedRange<Int64>) -> String {
        range == .min ... .max ? "a whole number" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }

    package func number(_ name: String) -> Double {
        required(name, "a number", standIn: 0) { $0.number }
    }

    package func optionalNumber(_ name: String) -> Double? {
        optional(name, "a number") { $0.number }
    }

    package func boolean(_ name: String) -> Bool {
        required(name, "true or false", standIn: false) { $0.boolean }
    }

    package func optionalBoolean(_ name: String) -> Bool? {
        optional(name, "true or false") { $0.boolean }
    }

    package func id<Subject>(_ name: String) -> Identifier<Subject> {
        required(name, "an id of 13 characters", standIn: Identifier(rawValue: 0)) { json in
            json.string.flatMap { Identifier($0) }
        }
    }

    package func optionalID<Subject>(_ name: String) -> Identifier<Subject>? {
        optional(name, "an id of 13 characters") { json in json.string.flatMap { Identifier($0) } }
    }

    /// A moment: ISO 8601 with a zone, or milliseconds since 1970.
    package func moment(_ name: String) -> Instant {
        required(name, Self.moment, standIn: Instant(milliseconds: 0), Self.instant)
    }

    package func optionalMoment(_ name: String) -> Instant? {
        optional(name, Self.moment, Self.instant)
    }

    private static let moment = "a moment such as 2026-11-21T09:30:00.000Z, or milliseconds since 1970,"

    private static func instant(_ json: JSON) -> Instant? {
        switch json {
        case .integer(let milliseconds):
            let instant = Instant(milliseconds: milliseconds)
            return Instant.writable.contains(instant) ? instant : nil
        case .string(let text):
            guard case .instant(let instant)? = TimeText(text) else { return nil }
            return instant
        case .null, .boolean, .number, .array, .object: return nil
        }
    }

    /// One of the words of an enum.
    package func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        of type: Choice.Type
    ) -> Choice? {
        optional(name, Self.list(type)) { $0.string.flatMap(Choice.init(rawValue:)) }
    }

    /// The same where the member must be there.
    package func requiredChoice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        of type: Choice.Type
    ) throws -> Choice {
        let choice = required(name, Self.list(type), standIn: nil as Choice?) { json in
            json.string.flatMap(Choice.init(rawValue:)).map(Optional.some)
        }
        guard let choice else { throw UnreadableField() }
        return choice
    }

    private static func list<Choice: CaseIterable & RawRepresentable<String>>(_ type: Choice.Type) -> String {
        "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
