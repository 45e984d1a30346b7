import RosterKernels
import Synchronization

/// Who of a part passes the tests of segments, kept for as long as the tests are.
final class PartMemberships: Sendable {
    private struct Known {
        weak var test: SegmentTest?
        var membership: Membership
    }

    private let known = Mutex<[ObjectIdentifier: Known]>([:])

    /// The tests that it was asked for, but those that are gone.
    var tests: [SegmentTest] { known.withLock { $0.values.compactMap(\.test) } }

    var bytes: Int { known.withLock { $0.values.reduce(0) { $0 + $1.membership.rows.bytes } } }

    func of(_ test: SegmentTest, in part: Part) throws(RosterError) -> Membership {
        let id = ObjectIdentifier(test)
        // Another object may have got the place of one that is gone.
        let membership = known.withLock { known in
            known[id].flatMap { $0.test === test ? $0.membership : nil }
        }
        if let membership { return membership }
        let plan = try Planner(part: part, events: test.events).plan(test.predicate)
        let all = LivePart(part: part, live: LiveRows(rows: part.rows))
        let new = Membership(plan.rows(in: all))
        known.withLock { known in
            known = known.filter { $0.value.test != nil }
            known[id] = Known(test: test, membership: new)
        }
        return new
    }
}

/// The rows of a part that pass a test, whether they are live or not.
final class Membership: Sendable {
    let rows: Bitmap
    /// The live members of each chunk when they were last counted, with the chunk's live rows then.
    private let counts: Mutex<[(words: Cells<UInt64>, count: Int)?]>

    init(_ rows: Bitmap) {
        self.rows = rows
        counts = Mutex(Array(repeating: nil, count: Chunk.count(rows: rows.rows)))
    }

    func count(in live: LiveRows) -> Int {
        guard rows.count > 0 else { return 0 }
        return counts.withLock { counts in
            var sum = 0
            for (chunk, piece) in live.pieces.enumerated() {
                if let last = counts[chunk], last.words === piece.words {
                    sum += last.count
                    continue
                }
                let start = rows.words.start + chunk * Chunk.words
                let count = kith_count_both(start, piece.words.start, piece.words.count)
                counts[chunk] = (piece.words, count)
                sum += count
            }
            return sum
        }
    }

    func rows(in live: LiveRows) -> Bitmap {
        Bitmap(rows: rows.rows) { words in
            words.update(from: rows.words.start, count: rows.words.count)
            for (chunk, piece) in live.pieces.enumerated() {
                kith_and(words + chunk * Chunk.words, piece.words.start, piece.words.count)
            }
        }
    }
}
