import Domain

/// As what the properties of contacts are read from their rows.
struct PropertyReading: Sendable {
    /// By key; nil of one that is not read, because it is archived.
    private var types: [String: PropertyType?] = [:]
    private var zone = Zone.utc

    init() {}

    init(_ catalogue: Catalogue) {
        types = catalogue.properties.mapValues { $0.isArchived ? nil : $0.type }
        zone = catalogue.zone
    }

    /// The same of two that are the same, to be written down.
    var text: String {
        let lines = types.map { key, type in "\(key) \(type?.rawValue ?? "-")" }.sorted()
        return ([zone.name] + lines).joined(separator: "\n")
    }

    /// What it becomes by a change of the catalogue; nil where contacts that did not change read otherwise by it, since a
    /// property came back or has another type. One that is new has no values yet.
    func updated(to catalogue: Catalogue) -> PropertyReading? {
        let next = PropertyReading(catalogue)
        guard next.zone == zone else { return nil }
        for (key, type) in next.types {
            if let type, let former = types[key], former != type { return nil }
        }
        return next
    }
}
