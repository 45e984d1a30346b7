/// Where in a filter something stands. Places are equal to one another: they are not part of what a filter says.
package enum FilterPlace: Hashable, Sendable {
    case none
    /// Characters of the text, counted as Unicode scalars.
    case text(Range<Int>)
    /// A JSON pointer (RFC 6901).
    case json(String)

    package static func == (left: FilterPlace, right: FilterPlace) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}

    package func appending(_ step: some CustomStringConvertible) -> FilterPlace {
        guard case .json(let pointer) = self else { return self }
        let escaped = step.description.replacing("~", with: "~0").replacing("/", with: "~1")
        return .json("\(pointer)/\(escaped)")
    }
}

/// Where the parts of a condition stand in the text; empty where it came as JSON. Equal to one another, like places.
package struct FilterParts: Hashable, Sendable {
    var comparison: Range<Int>?
    var values: [Range<Int>] = []

    package init() {}

    init(comparison: Range<Int>, values: [Range<Int>]) {
        self.comparison = comparison
        self.values = values
    }

    package static func == (left: FilterParts, right: FilterParts) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}

    /// The place of the operator in a condition that stands at a place.
    func comparison(in place: FilterPlace) -> FilterPlace {
        comparison.map(FilterPlace.text) ?? place.appending("operator")
    }

    /// The place of all values.
    func values(in place: FilterPlace) -> FilterPlace {
        guard let first = values.first, let last = values.last else { return place.appending("values") }
        return .text(first.lowerBound..<last.upperBound)
    }

    /// The place of one value.
    func value(_ index: Int, in place: FilterPlace) -> FilterPlace {
        values.indices.contains(index) ? .text(values[index]) : place.appending("values").appending(index)
    }
}
