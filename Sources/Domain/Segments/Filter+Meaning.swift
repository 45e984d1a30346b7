extension Filter {
    /// All that says who is meant, whatever the contacts and the moment: the same text as long as that stays the same.
    ///
    /// The filters of segments that it refers to are in it, and the types of keys. Tags are in it by name alone: who gets
    /// a new tag below one that is named has changed, not the filter.
    package func meaning(in catalogue: Catalogue) -> String {
        "\(catalogue.zone.name) \(text(in: catalogue))"
    }

    private func text(in catalogue: Catalogue) -> String {
        switch self {
        case .and(let parts): "and(\(parts.map { $0.text(in: catalogue) }.joined(separator: " ")))"
        case .or(let parts): "or(\(parts.map { $0.text(in: catalogue) }.joined(separator: " ")))"
        case .not(let part): "not(\(part.text(in: catalogue)))"
        case .condition(let condition): "\(condition.type.rawValue)\(json)"
        case .event: "\(json)"
        case .segment(let id):
            (try? catalogue.segments[id]?.filter.resolved(in: catalogue))?.text(in: catalogue) ?? "nobody"
        }
    }
}
