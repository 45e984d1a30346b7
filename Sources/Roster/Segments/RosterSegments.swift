package import Domain

/// What the segments of an organization come down to at one moment, for counting all of them at once.
///
/// Parts keep who passes a segment's test for as long as the test stays the same, so that after a change only the
/// small new part is looked at.
package struct RosterSegments: Sendable {
    private(set) var tests: [SegmentID: SegmentTest] = [:]

    package init() {}

    /// Some of them, of which all is known that was.
    package func only(_ isIncluded: (SegmentID) -> Bool) -> RosterSegments {
        var some = RosterSegments()
        some.tests = tests.filter { isIncluded($0.key) }
        return some
    }

    /// Sets what segments mean now; those that mean what they meant keep what is known of them.
    package mutating func define(_ predicates: [SegmentID: Predicate], events: EventAnswers = EventAnswers()) {
        tests = Dictionary(
            uniqueKeysWithValues: predicates.map { id, predicate in
                let answers = events.only(predicate.eventTests)
                if let known = tests[id], known.predicate == predicate, known.events == answers {
                    return (id, known)
                }
                return (id, SegmentTest(predicate, answers))
            }
        )
    }
}

/// One meaning of a segment: parts know who passes it by the object's identity.
final class SegmentTest: Sendable {
    let predicate: Predicate
    let events: EventAnswers

    init(_ predicate: Predicate, _ events: EventAnswers) {
        self.predicate = predicate
        self.events = events
    }
}

extension RosterSnapshot {
    package func counts(of segments: RosterSegments) throws(RosterError) -> [SegmentID: Int] {
        let ids = Array(segments.tests.keys)
        let tests = ids.compactMap { segments.tests[$0] }
        var counts = Array(repeating: 0, count: ids.count)
        for live in parts {
            for (index, membership) in try live.part.memberships.of(tests, in: live.part).enumerated() {
                counts[index] += membership.count(in: live.live)
            }
        }
        return Dictionary(uniqueKeysWithValues: zip(ids, counts))
    }

    /// The contacts in one segment; nil where it is not defined.
    package func matches(_ segment: SegmentID, of segments: RosterSegments) throws(RosterError) -> RosterSelection? {
        guard let test = segments.tests[segment] else { return nil }
        var rows: [Bitmap] = []
        for live in parts {
            rows += try live.part.memberships.of([test], in: live.part).map { $0.rows(in: live.live) }
        }
        return RosterSelection(self, rows)
    }
}
