/// Why a text is not a value of a property's type, as a sentence that says how to write one.
package struct ValueTextError: Explained, Hashable {
    package let explanation: Phrase

    package init(_ explanation: Phrase) {
        self.explanation = explanation
    }
}

extension Value {
    /// Bytes of UTF-8 that a text may have.
    package static let greatestTextLength = 65_536

    /// Reads a value as people type it and files hold it; nil for white space alone, which is no value.
    package static func reading(
        _ written: String,
        as type: PropertyType,
        options: [String] = [],
        zone: Zone
    ) throws(ValueTextError) -> Value? {
        let text = written.trimmed
        guard !text.isEmpty else { return nil }
        switch type {
        case .text:
            guard text.utf8.count <= greatestTextLength else {
                throw ValueTextError("the text is longer than \(greatestTextLength) bytes; shorten it")
            }
            return .text(text)
        case .number: return .number(try number(text))
        case .boolean:
            guard let value = BooleanText.value(text) else {
                throw ValueTextError("“\(text.shortened)” is neither true nor false; write one of them")
            }
            return .boolean(value)
        case .date: return .date(try day(text, zone: zone))
        case .datetime: return .datetime(try instant(text, zone: zone))
        case .select:
            let wanted = text.folded()
            guard let option = options.first(where: { $0.folded() == wanted }) else {
                let shown = options.prefix(10).joined(separator: ", ") + (options.count > 10 ? ", …" : "")
                throw ValueTextError("“\(text.shortened)” is not one of the options: \(shown)")
            }
            return .text(option)
        case .list:
            let elements = elements(of: text)
            return elements.isEmpty ? nil : .list(elements)
        case .listOfNumber:
            var numbers: [Double] = []
            for element in elements(of: text) {
                numbers.append(try number(element))
            }
            return numbers.isEmpty ? nil : .numbers(numbers)
        }
    }

    /// The parts between commas, each once.
    private static func elements(of text: String) -> [String] {
        var seen: Set<String> = []
        return text.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty && seen.insert($0.folded()).inserted }
    }

    private static func number(_ text: String) throws(ValueTextError) -> Double {
        guard let number = NumberText.number(text) else {
            throw ValueTextError(
                "“\(text.shortened)” is not a number; write digits with a point, such as 1234.5"
            )
        }
        return number
    }

    private static func day(_ text: String, zone: Zone) throws(ValueTextError) -> Day {
        switch TimeText(text) {
        case .day(let day): return day
        case .local(let milliseconds): return Zone.utc.day(of: Instant(milliseconds: milliseconds))
        case .instant(let instant): return zone.day(of: instant)
        case nil: throw ValueTextError("“\(text.shortened)” is not a date; write it as 2026-11-21")
        }
    }

    private static func instant(_ text: String, zone: Zone) throws(ValueTextError) -> Instant {
        switch TimeText(text) {
        case .day(let day): return zone.start(of: day)
        case .local(let milliseconds): return zone.instant(ofLocal: milliseconds)
        case .instant(let instant): return instant
        case nil:
            throw ValueTextError(
                "“\(text.shortened)” is not a time; write it as 2026-11-21 09:30 or 2026-11-21T09:30:00Z"
            )
        }
    }
}

/// True and false as people and spreadsheets write them.
package enum BooleanText {
    package static func value(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "y", "1", "on": true
        case "false", "no", "n", "0", "off": false
        default: nil
        }
    }
}

extension String {
    /// The beginning of a long text, for an error message.
    fileprivate var shortened: String {
        count > 40 ? prefix(40) + "…" : self
    }
}
