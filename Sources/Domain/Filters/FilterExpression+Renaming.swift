/// What a filter names, and how it follows when that gets another name.
extension FilterExpression {
    /// The filter with each condition changed.
    package func mapConditions(_ change: (Condition) -> Condition) -> FilterExpression {
        switch self {
        case .and(let parts): .and(parts.map { $0.mapConditions(change) })
        case .or(let parts): .or(parts.map { $0.mapConditions(change) })
        case .not(let part): .not(part.mapConditions(change))
        case .condition(let condition): .condition(change(condition))
        case .segment, .event: self
        }
    }

    /// The names of the segments that it refers to: ids, where it was saved.
    package var segmentReferences: Set<String> {
        switch self {
        case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.segmentReferences) }
        case .not(let part): part.segmentReferences
        case .segment(let reference): [reference.name]
        case .condition, .event: []
        }
    }

    /// The filter after tags got other names, by their folded former ones.
    package func renaming(tags names: [String: TagName]) -> FilterExpression {
        mapConditions { condition in
            guard PropertyKey(condition.key) == .builtIn(.tags) else { return condition }
            return condition.mapTexts { text in
                (try? TagName(text)).flatMap { names[$0.folded]?.text } ?? text
            }
        }
    }

    /// The filter after options of a select property were replaced, by their folded former names.
    package func replacing(options: [String: String], of key: PropertyKey) -> FilterExpression {
        mapConditions { condition in
            guard PropertyKey(condition.key) == key, condition.comparison.comparesWholeValues else { return condition }
            return condition.mapTexts { options[$0.folded()] ?? $0 }
        }
    }

    /// Whether a condition names a tag, or one above it together with those below.
    package func names(tag: TagName) -> Bool {
        switch self {
        case .and(let parts), .or(let parts): return parts.contains { $0.names(tag: tag) }
        case .not(let part): return part.names(tag: tag)
        case .segment, .event: return false
        case .condition(let condition):
            guard PropertyKey(condition.key) == .builtIn(.tags), case .values(let values) = condition.operands else {
                return false
            }
            return values.contains { value in
                guard let name = value.writtenText.flatMap({ try? TagName($0) }) else { return false }
                return condition.includesSubtags ? tag.isWithin(name) : name == tag
            }
        }
    }
}

extension FilterExpression.Condition {
    fileprivate func mapTexts(_ change: (String) -> String) -> Self {
        guard case .values(let values) = operands else { return self }
        var changed = self
        changed.operands = .values(values.map { $0.writtenText.map { .text(change($0)) } ?? $0 })
        return changed
    }
}

extension FilterExpression.Operand {
    fileprivate var writtenText: String? {
        switch self {
        case .word(let text), .text(let text): text
        case .number, .boolean: nil
        }
    }
}

extension Operator {
    /// Whether its values are values of the property, not parts of them.
    fileprivate var comparesWholeValues: Bool {
        switch self {
        case .contains, .containsNot, .startsWith, .startsNotWith, .endsWith: false
        default: true
        }
    }
}
