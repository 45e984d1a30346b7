/// What an organization has defined: all that a filter or a file of contacts can name.
package struct Catalogue: Sendable {
    package private(set) var properties: [String: Property]
    /// The properties that are in use, in the order of display.
    package private(set) var shownProperties: [Property]
    package private(set) var tags: [TagID: Tag]
    package private(set) var segments: [SegmentID: Segment]
    /// The organization's time zone, by which days begin.
    package var zone: Zone
    /// The organization's country: of phone numbers that have no code of their own.
    package var country: Country?

    private var tagsByName: [String: TagID]

    package init(
        properties: [Property] = Property.defaults,
        tags: [Tag] = [],
        segments: [Segment] = [],
        zone: Zone = .utc,
        country: Country? = nil
    ) {
        self.properties = Dictionary(properties.map { ($0.key, $0) }) { first, _ in first }
        shownProperties = Self.shown(self.properties)
        self.tags = Dictionary(tags.map { ($0.id, $0) }) { first, _ in first }
        self.segments = Dictionary(segments.map { ($0.id, $0) }) { first, _ in first }
        self.zone = zone
        self.country = country
        tagsByName = Dictionary(tags.map { ($0.name.folded, $0.id) }) { first, _ in first }
    }

    package func tag(named name: TagName) -> Tag? {
        tagsByName[name.folded].flatMap { tags[$0] }
    }

    /// The tag of this name and those below it.
    package func tags(within name: TagName) -> Set<TagID> {
        Set(tags.values.filter { $0.name.isWithin(name) }.map(\.id))
    }

    package mutating func add(_ tag: Tag) {
        if let former = tags[tag.id] {
            tagsByName[former.name.folded] = nil
        }
        tags[tag.id] = tag
        tagsByName[tag.name.folded] = tag.id
    }

    package mutating func remove(_ tag: TagID) {
        guard let removed = tags.removeValue(forKey: tag) else { return }
        tagsByName[removed.name.folded] = nil
    }

    package mutating func add(_ property: Property) {
        properties[property.key] = property
        shownProperties = Self.shown(properties)
    }

    private static func shown(_ properties: [String: Property]) -> [Property] {
        properties.values.filter { !$0.isArchived }.sorted { ($0.position, $0.key) < ($1.position, $1.key) }
    }

    package mutating func add(_ segment: Segment) {
        segments[segment.id] = segment
    }

    package mutating func remove(_ segment: SegmentID) {
        segments[segment] = nil
    }

    /// The type of a key, or nil where the organization has no such property, has archived it, or is changing its type.
    package func type(of key: PropertyKey) -> PropertyType? {
        switch key {
        case .builtIn(let key): key.type
        case .profile(let name): properties[name].flatMap { $0.isArchived || $0.isChangingType ? nil : $0.type }
        }
    }

    package func options(of key: PropertyKey) -> [String] {
        switch key {
        case .builtIn(let key): key.options
        case .profile(let name): properties[name]?.options ?? []
        }
    }

    /// The name that people see for a key.
    package func name(of key: PropertyKey) -> String {
        switch key {
        case .builtIn(let key): key.rawValue
        case .profile(let name): properties[name]?.name ?? name
        }
    }

    /// The known key that is nearest to one that is not, for "did you mean"; nil where none is near.
    package func nearestKey(to text: String) -> PropertyKey? {
        let wanted = (text.hasPrefix("profile.") ? String(text.dropFirst("profile.".count)) : text).folded()
        // Of a word of two letters, everything is near.
        let limit = wanted.count < 3 ? 0 : min(2, wanted.count / 2)
        let known = BuiltInKey.allCases.map(PropertyKey.builtIn) + shownProperties.map(\.propertyKey)
        let distances = known.map { key in
            (key: key, distance: editDistance(wanted, key.shortDescription.folded(), atMost: limit))
        }
        return distances.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.key
    }
}

/// The number of single-character edits between two short texts (Levenshtein), or more than `limit`.
package func editDistance(_ left: String, _ right: String, atMost limit: Int) -> Int {
    let left = Array(left)
    let right = Array(right)
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var previous = Array(0...right.count)
    for (row, leftCharacter) in left.enumerated() {
        var current = [row + 1]
        for (column, rightCharacter) in right.enumerated() {
            let replaced = previous[column] + (leftCharacter == rightCharacter ? 0 : 1)
            current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
        }
        previous = current
    }
    return previous[right.count]
}
