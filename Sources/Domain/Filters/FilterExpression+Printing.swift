extension FilterExpression: CustomStringConvertible {
    /// One line of text that is read as the same filter.
    package var description: String {
        printed(within: .or)
    }

    private enum Binding: Int {
        case or
        case and
        case not
    }

    /// Prints with brackets where the outer binding is tighter.
    private func printed(within outer: Binding) -> String {
        switch self {
        case .and(let parts):
            guard !parts.isEmpty else { return outer == .or ? "" : "()" }
            guard parts.count > 1 else { return parts[0].printed(within: outer) }
            let text = parts.map { $0.printed(within: .not) }.joined(separator: " and ")
            return outer == .not ? "(\(text))" : text
        case .or(let parts):
            guard !parts.isEmpty else { return "not ()" }
            guard parts.count > 1 else { return parts[0].printed(within: outer) }
            let text = parts.map { $0.printed(within: .and) }.joined(separator: " or ")
            return outer == .or ? text : "(\(text))"
        case .not(let part): return "not \(part.printed(within: .not))"
        case .condition(let condition): return condition.description
        case .segment(let segment): return "segment: \(Operand.text(segment.name))"
        case .event(let condition): return condition.description
        }
    }
}

extension FilterExpression.Condition: CustomStringConvertible {
    package var description: String {
        if includesSubtags, comparison == .containsAny, case .values(let values) = operands, values.count == 1 {
            return "\(key): \(values[0])"
        }
        return "\(key)\(comparison.printed(with: operands))"
    }
}

extension FilterExpression.EventCondition: CustomStringConvertible {
    package var description: String {
        let within = window.map { " within last \($0.text)" } ?? ""
        return "event(\(event.inQuotes))\(measure.suffix)\(comparison.printed(with: operands))\(within)"
    }
}

extension EventMeasure {
    var suffix: String {
        switch self {
        case .count: ""
        case .firstAt: ".firstAt"
        case .lastAt: ".lastAt"
        case .sum(let property): ".sum(\(FilterExpression.Operand.text(property)))"
        }
    }
}

extension Operator {
    /// The operator and its values as they stand after a key.
    fileprivate func printed(with operands: FilterExpression.Operands) -> String {
        switch operands {
        case .duration(let duration): return " \(text) \(duration.text)"
        case .values(let values):
            let list = values.map(\.description).joined(separator: ", ")
            return switch self {
            case .containsAny, .containsAll, .containsNone, .setEqual: "\(text)(\(list))"
            case .isIn, .isNotIn: " \(text) (\(list))"
            case .between: " \(text) \(values.map(\.description).joined(separator: " and "))"
            case .exists, .existsNot: " \(text)"
            default: " \(text) \(values.count == 1 ? list : "(\(list))")"
            }
        }
    }
}

extension FilterExpression.Operand: CustomStringConvertible {
    /// The value in text: without quotes where it is read as the same value without them.
    package var description: String {
        switch self {
        case .word(let word): word
        case .number(let number): JSON.written(number).description
        case .boolean(let value): value ? "true" : "false"
        case .text(let text): text.canStandBare ? text : text.inQuotes
        }
    }
}

extension String {
    /// The text as the language quotes it; by scalars, as it is read.
    var inQuotes: String {
        var quoted = "\"".unicodeScalars
        for scalar in unicodeScalars {
            if scalar == "\"" || scalar == "\\" {
                quoted.append("\\")
            }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }

    /// Whether a text needs no quotes: one word that is neither a number, a boolean, nor a word of the language.
    fileprivate var canStandBare: Bool {
        guard !isEmpty, unicodeScalars.allSatisfy(FilterReader.isBare), Double(self) == nil else { return false }
        let word = lowercased()
        return !FilterReader.joiningWords.contains(word) && word != "true" && word != "false"
    }
}
