import Database
package import Domain
import Stores

/// A segment as it is shown.
package struct ShownSegment: Sendable {
    package let segment: Segment
    /// Its filter as a sentence, where it still makes sense.
    package let sentence: String?
    /// Why it no longer does. Then nobody is in the segment.
    package let problem: FilterError?
    /// How many contacts are in it now, where that was asked for.
    package let count: Int?
}

/// What a filter would find, before it is saved.
package struct SegmentPreview: Sendable {
    package let count: Int
    package let sentence: String
}

extension Segments {
    /// Reads the shared segments and the caller's own ones, in the order of their names.
    package func all(withCounts: Bool = false, by caller: Caller) async throws -> [ShownSegment] {
        try requireSight(caller, counting: withCounts)
        return try await answer(by: caller) { catalogue, show in
            try catalogue.segments.values
                .sorted { ($0.name.folded(), $0.id) < ($1.name.folded(), $1.id) }
                .map { try show($0, withCounts) }
        }
    }

    /// Reads one segment, or throws `SegmentError.unknown`: also for one of another manager.
    package func find(_ id: SegmentID, withCount: Bool = false, by caller: Caller) async throws -> ShownSegment {
        try requireSight(caller, counting: withCount)
        return try await answer(by: caller) { catalogue, show in
            guard let segment = catalogue.segments[id] else { throw SegmentError.unknown }
            return try show(segment, withCount)
        }
    }

    /// How many contacts are in each segment that the caller sees, all at one moment.
    package func counts(by caller: Caller) async throws -> [SegmentID: Int] {
        try await all(withCounts: true, by: caller).reduce(into: [:]) { $0[$1.segment.id] = $1.count }
    }

    /// Says what a filter means and how many it finds. Throws `FilterError`.
    package func preview(
        _ filter: FilterExpression,
        isPersonal: Bool = false,
        by caller: Caller
    ) async throws -> SegmentPreview {
        try caller.require(.seeContacts)
        let now = kith.now()
        return try await kith.readContacts(by: caller) { reading in
            let catalogue = isPersonal ? reading.catalogue : reading.catalogue.seen(by: nil)
            let resolved = try filter.resolved(in: catalogue)
            return SegmentPreview(
                count: try reading.index.count(resolved, in: catalogue, at: now),
                sentence: resolved.sentence(in: catalogue)
            )
        }
    }

    /// One page of those who are in a segment now. The question may narrow it.
    ///
    /// Throws `SegmentError.unknown`, and `FilterError` where the segment no longer makes sense.
    package func members(
        of id: SegmentID,
        _ question: ContactQuestion = ContactQuestion(),
        by caller: Caller
    ) async throws -> ContactAnswer {
        _ = try await find(id, by: caller)
        var narrowed = question
        let segment = FilterExpression.segment(.init(name: id.description))
        let rest = try question.expression ?? FilterExpression(parsing: question.filter)
        narrowed.expression = rest == .everybody ? segment : .and([segment, rest])
        return try await kith.contacts.search(narrowed, by: caller)
    }

    private func requireSight(_ caller: Caller, counting: Bool) throws(PermissionError) {
        guard counting || !caller.may(.manageSegments) else { return }
        try caller.require(.seeContacts)
    }

    private typealias Show = (Segment, _ withCount: Bool) throws -> ShownSegment

    private func answer<Answer: Sendable>(
        by caller: Caller,
        _ body: @escaping @Sendable (Catalogue, Show) throws -> Answer
    ) async throws -> Answer {
        let now = kith.now()
        return try await kith.readContacts(by: caller) { reading in
            let catalogue = reading.catalogue
            return try body(catalogue) { segment, withCount in
                let filter: Filter
                do throws(FilterError) {
                    filter = try Self.resolved(segment, in: catalogue)
                } catch {
                    let count = withCount ? 0 : nil
                    return ShownSegment(segment: segment, sentence: nil, problem: error, count: count)
                }
                let count = withCount ? try reading.index.count(filter, in: catalogue, at: now) : nil
                let sentence = filter.sentence(in: catalogue)
                return ShownSegment(segment: segment, sentence: sentence, problem: nil, count: count)
            }
        }
    }

    /// Its filter, or what is wrong with it, at its place in the segment's own filter.
    private static func resolved(_ segment: Segment, in catalogue: Catalogue) throws(FilterError) -> Filter {
        let filter = try FilterExpression(json: segment.filter.json).resolved(in: catalogue)
        // What refers to itself is wrong only as a whole.
        _ = try FilterExpression.segment(.init(name: segment.id.description, place: .json(""))).resolved(in: catalogue)
        return filter
    }
}

extension ContactIndex {
    fileprivate func count(_ filter: Filter, in catalogue: Catalogue, at now: Instant) throws -> Int {
        let predicate = filter.predicate(at: Moment(now: now, zone: catalogue.zone), in: catalogue)
        return try count(ContactSelection(predicate: predicate, catalogue: catalogue))
    }
}
