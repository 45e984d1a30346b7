/// A value of a property. Empty text and empty lists are no value, and are never made into one.
package enum Value: Hashable, Sendable {
    /// Also the value of a select property.
    case text(String)
    case number(Double)
    case boolean(Bool)
    case date(Day)
    case datetime(Instant)
    case list([String])
    case numbers([Double])

    /// Whether a property of this type can hold it.
    package func fits(_ type: PropertyType) -> Bool {
        switch (self, type) {
        case (.text, .text), (.text, .select), (.number, .number), (.boolean, .boolean), (.date, .date),
            (.datetime, .datetime), (.list, .list), (.numbers, .listOfNumber):
            true
        default: false
        }
    }
}

extension Value {
    /// The stored form: text, number, boolean, ISO date, milliseconds for a datetime, arrays.
    package var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .written(number)
        case .boolean(let value): .boolean(value)
        case .date(let day): .string(day.description)
        case .datetime(let instant): .integer(instant.milliseconds)
        case .list(let texts): .array(texts.map(JSON.string))
        case .numbers(let numbers): .array(numbers.map(JSON.written))
        }
    }

    /// Reads the stored form of a type; nil where it is of another, and where it is empty and so no value.
    package init?(stored json: JSON, as type: PropertyType) {
        guard json != .string(""), json != .array([]) else { return nil }
        switch (type, json) {
        case (.text, .string(let text)), (.select, .string(let text)): self = .text(text)
        case (.boolean, .boolean(let value)): self = .boolean(value)
        case (.date, .string(let text)):
            guard case .day(let day)? = TimeText(text) else { return nil }
            self = .date(day)
        case (.datetime, .integer(let milliseconds)): self = .datetime(Instant(milliseconds: milliseconds))
        case (.list, .array(let elements)): self = .list(elements.compactMap(\.string))
        case (.listOfNumber, .array(let elements)): self = .numbers(elements.compactMap(\.number))
        case (.number, _):
            guard let number = json.number else { return nil }
            self = .number(number)
        default: return nil
        }
    }

    /// The value as a person reads it, times by the clock of a zone.
    package func text(in zone: Zone) -> String {
        guard case .datetime(let instant) = self else { return text }
        return zone.text(of: instant)
    }

    /// The value as a person reads it, times in UTC.
    package var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): JSON.written(number).description
        case .boolean(let value): value ? "true" : "false"
        case .date(let day): day.description
        case .datetime(let instant): instant.description
        case .list(let texts): texts.joined(separator: ", ")
        case .numbers(let numbers): numbers.map { JSON.written($0).description }.joined(separator: ", ")
        }
    }
}
