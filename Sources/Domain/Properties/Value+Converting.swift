/// What becomes of a value when its property gets another type.
extension Value {
    /// The value as one of another type; nil where it would lose what it says.
    ///
    /// Anything can be text. Text is read as people type it, but a number with leading zeros or too many digits stays text:
    /// it is a code, not a number. Days begin, and texts without a zone are read, by the organization's clock.
    package func converted(to type: PropertyType, options: [String] = [], zone: Zone) -> Value? {
        if fits(type), type != .select { return self }
        switch (self, type) {
        case (.number(let number), .datetime):
            guard let milliseconds = Int64(exactly: number) else { return nil }
            let instant = Instant(milliseconds: milliseconds)
            return Instant.writable.contains(instant) ? .datetime(instant) : nil
        case (.datetime(let instant), .number): return .number(Double(instant.milliseconds))
        case (.list(let texts), .listOfNumber):
            let numbers = texts.compactMap(Self.carefulNumber)
            return numbers.count == texts.count ? .numbers(numbers) : nil
        case (.numbers(let numbers), .list): return .list(numbers.map { Value.number($0).text })
        case (.text(let text), .number): return Self.carefulNumber(text).map(Value.number)
        case (.list(let texts), .number):
            guard texts.count == 1 else { return nil }
            return Self.carefulNumber(texts[0]).map(Value.number)
        case (.text(let text), .listOfNumber):
            let parts = text.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
            let numbers = parts.compactMap(Self.carefulNumber)
            return numbers.isEmpty || numbers.count < parts.count ? nil : .numbers(numbers)
        default: return (try? Value.reading(text, as: type, options: options, zone: zone)) ?? nil
        }
    }

    private static func carefulNumber(_ text: String) -> Double? {
        var guess = TypeGuess()
        guess.see(text)
        return guess.type == .number ? NumberText.number(text.trimmed) : nil
    }
}

extension Property {
    /// Reads a stored value, also one that a change of type has not reached yet.
    package func value(stored json: JSON, zone: Zone) -> Value? {
        guard let formerType, formerType != type else { return Value(stored: json, as: type) }
        if let value = Value(stored: json, as: type), isWhole(value, of: json) { return value }
        return Value(stored: json, as: formerType)?.converted(to: type, options: options, zone: zone)
    }

    /// Whether a value is all that was stored, and one that the property can have.
    private func isWhole(_ value: Value, of json: JSON) -> Bool {
        switch value {
        case .text(let text): type != .select || options.contains { $0.hasSameBytes(as: text) }
        case .datetime(let instant): Instant.writable.contains(instant)
        case .list(let texts): texts.count == json.array?.count
        case .numbers(let numbers): numbers.count == json.array?.count
        case .number, .boolean, .date: true
        }
    }
}
