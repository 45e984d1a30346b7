extension Value {
    /// Reads a value as programs send it; nil for null, empty text and empty lists, which are no value.
    ///
    /// Text is taken for every type as `reading` takes it; a datetime may be milliseconds since 1970, too.
    package static func reading(
        _ json: JSON,
        as type: PropertyType,
        options: [String] = [],
        zone: Zone
    ) throws(ValueTextError) -> Value? {
        switch (type, json) {
        case (_, .null): return nil
        case (.list, .array(let elements)): return try list(elements)
        case (.listOfNumber, .array(let elements)): return try numbers(elements)
        case (_, .string(let text)): return try reading(text, as: type, options: options, zone: zone)
        case (.number, .integer), (.number, .number): return json.number.map(Value.number)
        case (.boolean, .boolean(let value)): return .boolean(value)
        case (.datetime, .integer(let milliseconds)):
            let instant = Instant(milliseconds: milliseconds)
            guard Instant.writable.contains(instant) else {
                throw ValueTextError("\(milliseconds) ms after 1970 is no time that can be written")
            }
            return .datetime(instant)
        default: throw ValueTextError("\(type.phrase) is expected, not \(json.kind)")
        }
    }

    private static func list(_ elements: [JSON]) throws(ValueTextError) -> Value? {
        var seen: Set<String> = []
        var texts: [String] = []
        var length = 0
        for element in elements {
            guard let text = element.string?.trimmed else {
                throw ValueTextError("a list of texts is expected, not one with \(element.kind) in it")
            }
            length += text.utf8.count
            if !text.isEmpty, seen.insert(text.folded()).inserted {
                texts.append(text)
            }
        }
        guard length <= greatestTextLength else {
            throw ValueTextError("the list is longer than \(greatestTextLength) bytes; shorten it")
        }
        return texts.isEmpty ? nil : .list(texts)
    }

    private static func numbers(_ elements: [JSON]) throws(ValueTextError) -> Value? {
        guard elements.count <= 4_096 else {
            throw ValueTextError("the list has more than 4096 numbers; shorten it")
        }
        var numbers: [Double] = []
        for element in elements {
            guard let number = element.number else {
                throw ValueTextError("a list of numbers is expected, not one with \(element.kind) in it")
            }
            numbers.append(number)
        }
        return numbers.isEmpty ? nil : .numbers(numbers)
    }
}
