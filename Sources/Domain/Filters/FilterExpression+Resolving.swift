extension FilterExpression {
    /// How many segments a filter may refer to, those within its segments included.
    package static let greatestReferences = 1_000
    /// How deep segments may refer to one another.
    package static let greatestSegmentDepth = 16

    /// Compares the filter with what the organization has: keys, types, operators, values, segments.
    ///
    /// The first thing that does not fit is an error that names its place.
    package func resolved(in catalogue: Catalogue) throws(FilterError) -> Filter {
        var resolver = FilterResolver(catalogue: catalogue)
        return try resolver.filter(self)
    }
}

private struct FilterResolver {
    let catalogue: Catalogue
    /// The segments within which the resolver is.
    var path: [SegmentID] = []
    /// Segments that refer twice to the next one double with each level, so the number is bounded too.
    var references = 0

    mutating func filter(_ expression: FilterExpression) throws(FilterError) -> Filter {
        switch expression {
        case .and(let parts): .and(try filters(parts))
        case .or(let parts): .or(try filters(parts))
        case .not(let part): .not(try filter(part))
        case .condition(let condition): .condition(try condition.resolved(in: catalogue))
        case .event(let condition): .event(try condition.resolved(in: catalogue))
        case .segment(let reference): .segment(try segment(reference))
        }
    }

    private mutating func filters(_ parts: [FilterExpression]) throws(FilterError) -> [Filter] {
        var resolved: [Filter] = []
        for part in parts {
            resolved.append(try filter(part))
        }
        return resolved
    }

    private mutating func segment(_ reference: FilterExpression.SegmentReference) throws(FilterError) -> SegmentID {
        let segment = try reference.resolved(in: catalogue)
        guard !path.contains(segment.id) else {
            throw FilterError("the segment “\(segment.name)” refers to itself", at: reference.place)
        }
        references += 1
        guard references <= FilterExpression.greatestReferences, path.count < FilterExpression.greatestSegmentDepth
        else {
            throw FilterError("the segments refer to too many others in turn", at: reference.place)
        }
        path.append(segment.id)
        defer { path.removeLast() }
        do {
            _ = try filter(segment.filter)
        } catch {
            throw FilterError("in the segment “\(segment.name)”: \(error.reason)", at: reference.place)
        }
        return segment.id
    }
}

extension FilterExpression.SegmentReference {
    fileprivate func resolved(in catalogue: Catalogue) throws(FilterError) -> Segment {
        if let id = SegmentID(name), let segment = catalogue.segments[id] { return segment }
        let wanted = name.folded()
        let named = catalogue.segments.values.filter { $0.name.folded() == wanted }
        // A shared and a personal one may have the same name: the older one is meant, on every run.
        guard let segment = named.min(by: { $0.id < $1.id }) else {
            throw FilterError("there is no segment “\(name)”", at: place.appending("segment"))
        }
        return segment
    }
}

extension FilterExpression.Condition {
    fileprivate func resolved(in catalogue: Catalogue) throws(FilterError) -> Filter.Condition {
        guard let key = PropertyKey(key), let known = catalogue.type(of: key) else {
            throw unknownKey(in: catalogue)
        }
        if let type, type != known.rawValue {
            throw FilterError("“\(self.key)” has the type \(known.rawValue), not \(type)", at: place.appending("type"))
        }
        guard comparison.applies(to: known) else {
            throw FilterError(
                """
                “\(self.key)” is \(known.noun) and cannot be compared by “\(comparison.text)”; \
                use \(Operator.allCases.filter { $0.applies(to: known) }.map(\.text).joined(separator: ", "))
                """,
                at: parts.comparison(in: place)
            )
        }
        // For other lists `colors: red` is the same as `colors: any(red)`; only JSON can ask for the impossible.
        if includesSubtags, case .json = place {
            guard key == .builtIn(.tags), comparison == .containsAny, case .values(let names) = operands,
                names.count == 1
            else { throw FilterError("only $containsAny with one tag has subtags", at: place.appending("subtags")) }
        }
        let reader = OperandReader(
            name: self.key,
            type: known,
            options: catalogue.options(of: key),
            zone: catalogue.zone,
            place: place,
            parts: parts
        )
        return Filter.Condition(
            key: key,
            type: known,
            comparison: comparison,
            operands: try reader.operands(operands, of: comparison),
            includesSubtags: includesSubtags && key == .builtIn(.tags)
        )
    }

    private func unknownKey(in catalogue: Catalogue) -> FilterError {
        if let name = PropertyKey(key), case .profile(let profile) = name, let property = catalogue.properties[profile]
        {
            if !property.isArchived {
                return FilterError("the type of “\(key)” is being changed; try again in a moment", at: keyPlace)
            }
            return FilterError("the property “\(key)” is archived; restore it to filter by it", at: keyPlace)
        }
        guard let nearest = catalogue.nearestKey(to: key)?.shortDescription else {
            return FilterError("there is no property “\(key)”", at: keyPlace)
        }
        return FilterError("there is no property “\(key)”; did you mean “\(nearest)”?", at: keyPlace)
    }

    private var keyPlace: FilterPlace {
        switch place {
        case .none: .none
        case .text(let range): .text(range.lowerBound..<range.lowerBound + key.unicodeScalars.count)
        case .json: place.appending("key")
        }
    }
}

extension FilterExpression.EventCondition {
    fileprivate func resolved(in catalogue: Catalogue) throws(FilterError) -> Filter.EventCondition {
        guard !event.trimmed.isEmpty, !event.containsNUL else {
            throw FilterError("the event's name is missing or has a NUL character", at: place.appending("event"))
        }
        if case .sum(let property) = measure, property.isEmpty || property.containsNUL {
            throw FilterError("the property's name is missing or has a NUL character", at: place.appending("property"))
        }
        let known = Operator.allCases.filter(measure.canBeCompared)
        guard known.contains(comparison) else {
            throw FilterError(
                """
                “\(measure.name)” of an event is \(measure.type.noun) and cannot be compared by “\(comparison.text)”; \
                use \(known.map(\.text).joined(separator: ", "))
                """,
                at: parts.comparison(in: place)
            )
        }
        let reader = OperandReader(
            name: "event",
            type: measure.type,
            options: [],
            zone: catalogue.zone,
            place: place,
            parts: parts
        )
        return Filter.EventCondition(
            event: event,
            measure: measure,
            comparison: comparison,
            operands: try reader.operands(operands, of: comparison),
            window: window
        )
    }
}

extension EventMeasure {
    /// Whether an operator makes sense: a count and a sum are never empty.
    package func canBeCompared(by comparison: Operator) -> Bool {
        comparison.applies(to: type) && (type == .datetime || comparison.arity != .none)
    }
}

extension PropertyType {
    /// The type as a noun with its article.
    fileprivate var noun: Phrase {
        switch self {
        case .text: "text"
        case .number: "a number"
        case .boolean: "a boolean"
        case .date: "a date"
        case .datetime: "a time"
        case .select: "a select property"
        case .list: "a list"
        case .listOfNumber: "a list of numbers"
        }
    }
}
