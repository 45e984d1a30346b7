extension Phrase {
    /// As it is kept where it is to be read in other languages later on.
    package var json: JSON {
        .object(["pattern": .string(pattern), "values": .array(values.map(\.json))])
    }

    /// Reads what `json` wrote; a text is what was kept before there were patterns.
    package init?(json: JSON) {
        if let text = json.string {
            self.init(verbatim: text)
            return
        }
        guard let pattern = json["pattern"]?.string, let values = json["values"]?.array else { return nil }
        self.init(pattern: pattern, values: values.compactMap(Value.init(json:)))
    }
}

extension Phrase.Value {
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .integer(number)
        case .phrase(let phrase): phrase.json
        case .list(let phrases): .array(phrases.map(\.json))
        }
    }

    fileprivate init?(json: JSON) {
        switch json {
        case .string(let text): self = .text(text)
        case .integer(let number): self = .number(number)
        case .array(let elements): self = .list(elements.compactMap(Phrase.init(json:)))
        case .object:
            guard let phrase = Phrase(json: json) else { return nil }
            self = .phrase(phrase)
        case .null, .boolean, .number: return nil
        }
    }
}
