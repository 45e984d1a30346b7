import Domain
import TestSupport
import Testing

@Suite("Segments within filters")
struct SegmentTests {
    private func catalogue(_ segments: [(String, String)]) throws -> Catalogue {
        Catalogue(
            segments: try segments.enumerated().map { index, segment in
                Segment(
                    id: SegmentID(rawValue: Int64(index) + 1),
                    name: segment.0,
                    filter: try FilterExpression(parsing: segment.1)
                )
            }
        )
    }

    @Test("a segment is found by its id and by its name in any case")
    func isFound() throws {
        let catalogue = try catalogue([("Große Kunden", "name is empty")])
        let expected = Filter.segment(SegmentID(rawValue: 1))
        for text in ["segment: \"GROSSE KUNDEN\"", "segment: 0000000000001", "segment: \"Große Kunden\""] {
            #expect(try resolved(text, in: catalogue) == expected)
        }
    }

    @Test("of two segments of one name the older is meant")
    func prefersOlder() throws {
        let catalogue = try catalogue([("Same", "name = a"), ("same", "name = b")])
        #expect(try resolved("segment: same", in: catalogue) == .segment(SegmentID(rawValue: 1)))
    }

    @Test(
        "U26: a cycle is refused, however long it is",
        arguments: [
            [("a", "segment: a")],
            [("a", "segment: b"), ("b", "segment: a")],
            [("a", "name = x or not segment: b"), ("b", "segment: c"), ("c", "name = y and segment: a")],
        ]
    )
    func refusesCycles(segments: [(String, String)]) throws {
        let catalogue = try catalogue(segments)
        let text = "name = x and segment: a"
        let error = try mistake(in: text, of: catalogue)
        #expect(error.reason.description.contains("the segment “a” refers to itself"))
        #expect(error.part(of: text) == "segment: a")
    }

    @Test("a segment whose own filter no longer fits is an error that names it")
    func namesBrokenSegment() throws {
        let catalogue = try catalogue([("a", "segment: b"), ("b", "gone = 1")])
        let error = try mistake(in: "segment: a", of: catalogue)
        #expect(error.reason == "in the segment “a”: in the segment “b”: there is no property “gone”")
    }

    @Test("segments that double with each level end in an error, not in a wait")
    func boundsDoubling() throws {
        let doubling =
            (0..<40).map { ("s\($0)", "segment: s\($0 + 1) and segment: s\($0 + 1)") } + [("s40", "name = x")]
        #expect(try mistake(in: "segment: s0", of: catalogue(doubling)).reason.description.contains("too many others"))
        #expect(try mistake(in: "segment: s27", of: catalogue(doubling)).reason.description.contains("too many others"))
        #expect(throws: Never.self) { try resolved("segment: s33", in: catalogue(doubling)) }
    }

    @Test(
        "a segment that was deleted, broken or closed to a cycle since has nobody in it",
        arguments: [
            [], [("a", "gone = 1")], [("a", "segment: a")], [("a", "name = x or segment: a")],
        ]
    )
    func hasNobody(segments: [(String, String)]) throws {
        let filter = Filter.segment(SegmentID(rawValue: 1))
        let catalogue = try catalogue(segments)
        for person in ConditionTable.people {
            #expect(!filter.matches(person.contact, at: ConditionTable.moment, in: catalogue))
            #expect(Filter.not(filter).matches(person.contact, at: ConditionTable.moment, in: catalogue))
        }
    }
}
