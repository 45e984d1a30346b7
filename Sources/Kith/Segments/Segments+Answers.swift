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
    /// The filter as it was understood; `filter.sentence(in: catalogue)` says it in words.
    package let filter: Filter
    package let catalogue: Catalogue

    package var sentence: String { filter.sentence(in: catalogue) }
}

extension Segments {
    /// Reads the shared segments and the caller's own ones, in the order of their names.
    package func all(withCounts: Bool = false, by caller: Caller) async throws -> [ShownSegment] {
        try requireSight(caller, counting: withCounts)
        return try await kith.readContacts(by: caller) { [now = kith.now] reading in
            let counts = withCounts ? try reading.counts(at: now()) : [:]
            return reading.catalogue.segments.values
                .sorted { ($0.name.folded(), $0.id) < ($1.name.folded(), $1.id) }
                .map { Self.shown($0, count: counts[$0.id], in: reading.catalogue) }
        }
    }

    /// Reads one segment, or throws `SegmentError.unknown`: also for one of another manager.
    package func find(_ id: SegmentID, withCount: Bool = false, by caller: Caller) async throws -> ShownSegment {
        try requireSight(caller, counting: withCount)
        return try await kith.readContacts(by: caller) { [now = kith.now] reading in
            guard let segment = reading.catalogue.segments[id] else { throw SegmentError.unknown }
            let count = withCount ? try reading.count(of: segment, at: now()) : nil
            return Self.shown(segment, count: count, in: reading.catalogue)
        }
    }

    /// How many contacts are in each segment that the caller sees, all at one moment.
    package func counts(by caller: Caller) async throws -> [SegmentID: Int] {
        try requireSight(caller, counting: true)
        return try await kith.readContacts(by: caller) { [now = kith.now] reading in try reading.counts(at: now()) }
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
                filter: resolved,
                catalogue: catalogue
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

    private static func shown(_ segment: Segment, count: Int?, in catalogue: Catalogue) -> ShownSegment {
        do throws(FilterError) {
            let sentence = try resolved(segment, in: catalogue).sentence(in: catalogue)
            return ShownSegment(segment: segment, sentence: sentence, problem: nil, count: count)
        } catch {
            return ShownSegment(segment: segment, sentence: nil, problem: error, count: count)
        }
    }

    /// Its filter, or what is wrong with it, at its place in the segment's own filter.
    static func resolved(_ segment: Segment, in catalogue: Catalogue) throws(FilterError) -> Filter {
        let filter = try FilterExpression(json: segment.filter.json).resolved(in: catalogue)
        // What refers to itself is wrong only as a whole.
        _ = try FilterExpression.segment(.init(name: segment.id.description, place: .json(""))).resolved(in: catalogue)
        return filter
    }
}

extension ContactReading {
    /// From the roster all at once, and otherwise by SQL one after the other.
    fileprivate func counts(at now: Instant) throws -> [SegmentID: Int] {
        if let counts = try segmentCounts() { return counts }
        return try catalogue.segments.mapValues { try count(of: $0, at: now) }
    }

    fileprivate func count(of segment: Segment, at now: Instant) throws -> Int {
        guard let filter = try? Segments.resolved(segment, in: catalogue) else { return 0 }
        return try index.count(filter, in: catalogue, at: now)
    }
}

extension ContactIndex {
    fileprivate func count(_ filter: Filter, in catalogue: Catalogue, at now: Instant) throws -> Int {
        let predicate = filter.predicate(at: Moment(now: now, zone: catalogue.zone), in: catalogue)
        return try count(ContactSelection(predicate: predicate, catalogue: catalogue))
    }
}
