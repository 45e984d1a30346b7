/// A key that came from outside and is no property: seen, not collected.
package struct UnregisteredKey: Hashable, Sendable {
    package let key: String
    /// The type that its first value suggests.
    package let type: PropertyType
    /// What its last value looked like: its letters as `a`, its digits as `9`. The value itself is somebody's data.
    package let shape: String
    package let count: Int
    package let firstSeenAt: Instant
    package let lastSeenAt: Instant

    package init(
        key: String,
        type: PropertyType,
        shape: String,
        count: Int,
        firstSeenAt: Instant,
        lastSeenAt: Instant
    ) {
        self.key = key
        self.type = type
        self.shape = shape
        self.count = count
        self.firstSeenAt = firstSeenAt
        self.lastSeenAt = lastSeenAt
    }

    /// The most that an organization's list has; those seen later are left out.
    package static let limit = 1_000
    package static let greatestShapeLength = 40

    /// What a value looks like without saying what it is.
    package static func shape(of json: JSON) -> String {
        let text = json.string ?? json.description
        let signs = text.unicodeScalars.prefix(greatestShapeLength).map { scalar -> Unicode.Scalar in
            if scalar.properties.numericType != nil { return "9" }
            if scalar.properties.isAlphabetic { return "a" }
            return scalar.properties.generalCategory == .control ? " " : scalar
        }
        var shape = ""
        shape.unicodeScalars.append(contentsOf: signs)
        return shape
    }
}

extension PropertyType {
    /// The type that a value from outside suggests; nil where it is no value, or none that a property can have.
    package init?(guessedFrom json: JSON) {
        switch json {
        case .null, .object: return nil
        case .boolean: self = .boolean
        case .integer, .number: self = .number
        case .string(let text):
            guard !text.trimmed.isEmpty else { return nil }
            switch TimeText(text) {
            case .day: self = .date
            case .instant, .local: self = .datetime
            case nil: self = .text
            }
        case .array(let elements):
            if elements.isEmpty { return nil }
            if elements.allSatisfy({ $0.number != nil }) {
                self = .listOfNumber
            } else if elements.allSatisfy({ $0.string != nil }) {
                self = .list
            } else {
                return nil
            }
        }
    }
}

/// What becomes of values that came from outside under keys that are no properties.
package struct KeyCollection: Sendable {
    /// Properties that are defined by them, in the order of their keys.
    package private(set) var defined: [Property] = []
    /// Keys that are listed as seen, with what their values look like.
    package private(set) var seen: [(key: String, type: PropertyType, shape: String)] = []

    /// `isAutomatic` is the organization's setting: whether such keys become properties.
    package init(_ values: [String: JSON], in catalogue: Catalogue, isAutomatic: Bool) {
        var position = (catalogue.properties.values.map(\.position).max() ?? -1) + 1
        for (text, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let key = try? Property.key(text), catalogue.properties[key] == nil,
                let type = PropertyType(guessedFrom: value), !defined.contains(where: { $0.key == key })
            else { continue }
            if isAutomatic, catalogue.properties.count + defined.count < Property.limit {
                defined.append(Property(key: key, name: key, type: type, position: position))
                position += 1
            } else if !seen.contains(where: { $0.key == key }) {
                seen.append((key, type, UnregisteredKey.shape(of: value)))
            }
        }
    }
}
