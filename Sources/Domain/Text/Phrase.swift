/// A sentence, or a part of one, with places for values: said in English, or in the language of whoever reads a page.
///
/// It is written like any text: `"there is no tag “\(name)”"`. Its pattern, `there is no tag “{1}”`, is what a translation
/// is found by. So each form of a sentence is written out: one that is joined from pieces has no translation.
package struct Phrase: Sendable {
    package enum Value: Sendable {
        case text(String)
        case number(Int64)
        case phrase(Phrase)
        /// Said one after another, with commas between them.
        case list([Phrase])
    }

    /// The English words, in which `{1}`, `{2}` and so on stand for the values.
    package let pattern: String
    package let values: [Value]

    init(pattern: String, values: [Value]) {
        self.pattern = pattern
        self.values = values
    }

    /// Takes a text as it is, in every language.
    package init(verbatim text: String) {
        self.init(pattern: "{1}", values: [.text(text)])
    }

    /// What an error says of itself.
    package init(of error: any Error) {
        self = (error as? any Explained)?.explanation ?? Phrase(verbatim: "\(error)")
    }

    /// Says it by the pattern that `translation` has for the English one, which is kept where there is none.
    package func said(
        by translation: (String) -> String? = { _ in nil },
        number: (Int64) -> String = { String($0) }
    ) -> String {
        let pattern = translation(pattern) ?? pattern
        guard !values.isEmpty else { return pattern }
        var said = ""
        var rest = pattern[...]
        // In one go, so that a value which looks like a place stays what it is.
        while let open = rest.firstIndex(of: "{") {
            said += rest[..<open]
            let inner = rest[rest.index(after: open)...].prefix { $0.isASCII && $0.isNumber }
            if let place = Int(inner), values.indices.contains(place - 1), rest[inner.endIndex...].first == "}" {
                said += values[place - 1].said(by: translation, number: number)
                rest = rest[inner.endIndex...].dropFirst()
            } else {
                said += "{"
                rest = rest[open...].dropFirst()
            }
        }
        return said + rest
    }
}

extension Phrase.Value {
    fileprivate func said(by translation: (String) -> String?, number: (Int64) -> String) -> String {
        switch self {
        case .text(let text): text
        case .number(let value): number(value)
        case .phrase(let phrase): phrase.said(by: translation, number: number)
        case .list(let phrases): phrases.map { $0.said(by: translation, number: number) }.joined(separator: ", ")
        }
    }
}

extension Phrase: CustomStringConvertible {
    /// In English.
    package var description: String { said() }
}

/// Phrases are equal where they say the same.
extension Phrase: Hashable {
    package static func == (left: Phrase, right: Phrase) -> Bool {
        left.description == right.description
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(description)
    }
}

extension Phrase: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) {
        self.init(pattern: text, values: [])
    }

    package init(stringInterpolation interpolation: StringInterpolation) {
        self.init(pattern: interpolation.pattern, values: interpolation.values)
    }

    /// Takes texts, whole numbers and phrases; what else there is says first which of them it is.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pattern = ""
        fileprivate var values: [Value] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pattern.reserveCapacity(literalCapacity + 3 * interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            pattern += literal
        }

        package mutating func appendInterpolation(_ text: String) {
            append(.text(text))
        }

        package mutating func appendInterpolation(_ sign: Character) {
            append(.text(String(sign)))
        }

        package mutating func appendInterpolation(_ number: some BinaryInteger) {
            append(.number(Int64(clamping: number)))
        }

        package mutating func appendInterpolation(_ phrase: Phrase) {
            append(.phrase(phrase))
        }

        package mutating func appendInterpolation(_ phrases: [Phrase]) {
            append(.list(phrases))
        }

        private mutating func append(_ value: Value) {
            values.append(value)
            pattern += "{\(values.count)}"
        }
    }
}
