extension FilterExpression {
    /// Compares the filter with what the organization has: keys, types, operators, values, segments.
    ///
    /// The first thing that does not fit is an error that names its place.
    package func resolved(in catalogue: Catalogue) throws(FilterError) -> Filter {
        try resolved(in: catalogue, within: [])
    }

    private func resolved(in catalogue: Catalogue, within segments: [SegmentID]) throws(FilterError) -> Filter {
        switch self {
        case .and(let parts): return .and(try Self.resolved(parts, in: catalogue, within: segments))
        case .or(let parts): return .or(try Self.resolved(parts, in: catalogue, within: segments))
        case .not(let part): return .not(try part.resolved(in: catalogue, within: segments))
        case .condition(let condition): return .condition(try condition.resolved(in: catalogue))
        case .event(let condition): return .event(try condition.resolved(in: catalogue))
        case .segment(let reference):
            let segment = try reference.resolved(in: catalogue)
            guard !segments.contains(segment.id) else {
                throw FilterError("the segment “\(segment.name)” refers to itself", at: reference.place)
            }
            do {
                _ = try segment.filter.resolved(in: catalogue, within: segments + [segment.id])
            } catch {
                throw FilterError("in the segment “\(segment.name)”: \(error.reason)", at: reference.place)
            }
            return .segment(segment.id)
        }
    }

    private static func resolved(
        _ parts: [FilterExpression],
        in catalogue: Catalogue,
        within segments: [SegmentID]
    ) throws(FilterError) -> [Filter] {
        var resolved: [Filter] = []
        for part in parts {
            resolved.append(try part.resolved(in: catalogue, within: segments))
        }
        return resolved
    }
}

extension FilterExpression.SegmentReference {
    fileprivate func resolved(in catalogue: Catalogue) throws(FilterError) -> Segment {
        if let id = SegmentID(name), let segment = catalogue.segments[id] { return segment }
        let wanted = name.folded()
        guard let segment = catalogue.segments.values.first(where: { $0.name.folded() == wanted }) else {
            throw FilterError("there is no segment “\(name)”", at: place)
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
                "“\(self.key)” is \(known.article) and cannot be compared by “\(comparison.text)”; "
                    + "use \(Operator.allCases.filter { $0.applies(to: known) }.map(\.text).joined(separator: ", "))",
                at: place.appending("operator")
            )
        }
        if includesSubtags, key != .builtIn(.tags) || comparison != .containsAny {
            // For other lists `colors: red` is the same as `colors: any(red)`; only JSON can ask for the impossible.
            guard case .text = place else {
                throw FilterError("only $containsAny on tags has subtags", at: place.appending("subtags"))
            }
        }
        let reader = OperandReader(
            name: self.key,
            type: known,
            options: catalogue.options(of: key),
            zone: catalogue.zone,
            place: place
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
        if let name = PropertyKey(key), case .profile(let profile) = name, catalogue.properties[profile] != nil {
            return FilterError("the property “\(key)” is archived; restore it to filter by it", at: keyPlace)
        }
        let hint = catalogue.nearestKey(to: key).map { "; did you mean “\($0.shortDescription)”?" } ?? ""
        return FilterError("there is no property “\(key)”\(hint)", at: keyPlace)
    }

    private var keyPlace: FilterPlace {
        switch place {
        case .none: .none
        case .text(let range): .text(range.lowerBound..<range.lowerBound + key.count)
        case .json: place.appending("key")
        }
    }
}

extension FilterExpression.EventCondition {
    fileprivate func resolved(in catalogue: Catalogue) throws(FilterError) -> Filter.EventCondition {
        let type = measure.type
        guard !event.trimmed.isEmpty else {
            throw FilterError("the event's name is missing", at: place.appending("event"))
        }
        guard comparison.applies(to: type), comparison != .exists || type == .datetime else {
            throw FilterError("an event's \(type.rawValue) cannot be compared by “\(comparison.text)”", at: place)
        }
        let reader = OperandReader(name: "event", type: type, options: [], zone: catalogue.zone, place: place)
        return Filter.EventCondition(
            event: event,
            measure: measure,
            comparison: comparison,
            operands: try reader.operands(operands, of: comparison),
            window: window
        )
    }
}

extension PropertyType {
    /// The type as a noun with its article.
    fileprivate var article: String {
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
