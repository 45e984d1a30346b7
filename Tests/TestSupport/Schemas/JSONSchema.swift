package import Domain

/// Holds a value against a JSON schema: the part of the standard that Kith's own documents use.
///
/// A word of a schema that it does not know is a mistake of its own, so that none is believed to be checked.
package struct JSONSchema {
    /// The document that `$ref` points into.
    private let document: JSON

    package init(in document: JSON) {
        self.document = document
    }

    /// What is wrong with a value, each with its place; empty where it fits.
    package func mistakes(in value: JSON, _ schema: JSON, at place: String = "") -> [String] {
        if let reference = schema["$ref"]?.string {
            guard let target = resolved(reference) else { return ["\(place): \(reference) leads nowhere"] }
            return mistakes(in: value, target, at: place)
        }
        var mistakes: [String] = []
        for word in schema.object ?? [] {
            mistakes += self.mistakes(in: value, word.key, word.value, of: schema, at: place)
        }
        return mistakes
    }

    /// What a reference such as `#/components/schemas/ID` points to.
    package func resolved(_ reference: String) -> JSON? {
        reference.split(separator: "/").dropFirst().reduce(document as JSON?) { $0?[String($1)] }
    }

    private func mistakes(
        in value: JSON,
        _ word: String,
        _ argument: JSON,
        of schema: JSON,
        at place: String
    ) -> [String] {
        switch word {
        case "type":
            let types = argument.array?.compactMap(\.string) ?? [argument.string ?? ""]
            let fits = types.contains { Self.fits(value, $0) }
            return fits ? [] : ["\(place): \(value.kind) is no \(types.joined(separator: " or "))"]
        case "const": return value == argument ? [] : ["\(place): \(value) is not \(argument)"]
        case "enum":
            return argument.array?.contains(value) == true ? [] : ["\(place): \(value) is none of \(argument)"]
        case "pattern":
            guard let text = value.string, let pattern = argument.string else { return [] }
            let fits = (try? Regex(pattern).firstMatch(in: text)).flatMap { $0 } != nil
            return fits ? [] : ["\(place): “\(text)” does not match \(pattern)"]
        case "minimum", "maximum":
            guard let number = value.number, let bound = argument.number else { return [] }
            let fits = word == "minimum" ? number >= bound : number <= bound
            return fits ? [] : ["\(place): \(number) is beyond the \(word) \(bound)"]
        case "minItems", "maxItems":
            guard let count = value.array?.count, let bound = argument.integer else { return [] }
            let fits = word == "minItems" ? count >= bound : count <= bound
            return fits ? [] : ["\(place): \(count) elements are beyond \(word) \(bound)"]
        case "minLength", "maxLength":
            guard let count = value.string?.unicodeScalars.count, let bound = argument.integer else { return [] }
            let fits = word == "minLength" ? count >= bound : count <= bound
            return fits ? [] : ["\(place): \(count) characters are beyond \(word) \(bound)"]
        case "items":
            return (value.array ?? []).enumerated().flatMap { index, element in
                mistakes(in: element, argument, at: "\(place)/\(index)")
            }
        case "required":
            guard let members = value.object else { return [] }
            return (argument.array ?? []).compactMap(\.string)
                .filter { name in !members.contains { $0.key == name } }.map { "\(place): \($0) is missing" }
        case "properties":
            return (argument.object ?? []).flatMap { property in
                value[property.key].map { mistakes(in: $0, property.value, at: "\(place)/\(property.key)") } ?? []
            }
        case "additionalProperties":
            let known = Set(schema["properties"]?.object?.map(\.key) ?? [])
            let others = (value.object ?? []).filter { !known.contains($0.key) }
            if argument == .boolean(false) { return others.map { "\(place): \($0.key) is not in the schema" } }
            return others.flatMap { mistakes(in: $0.value, argument, at: "\(place)/\($0.key)") }
        case "oneOf", "anyOf":
            let fitting = (argument.array ?? []).count { mistakes(in: value, $0, at: place).isEmpty }
            let fits = word == "oneOf" ? fitting == 1 : fitting >= 1
            return fits ? [] : ["\(place): \(fitting) of \(word) fit"]
        case "allOf": return (argument.array ?? []).flatMap { mistakes(in: value, $0, at: place) }
        case "description", "examples", "default", "format", "title": return []
        default: return ["\(place): the schema's word “\(word)” is not known here"]
        }
    }

    private static func fits(_ value: JSON, _ type: String) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .boolean), ("string", .string), ("array", .array), ("object", .object): true
        case ("number", .integer), ("number", .number), ("integer", .integer): true
        default: false
        }
    }
}
