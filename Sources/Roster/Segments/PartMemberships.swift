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

    /// Who passes each of some tests, in their order.
    func of(_ tests: [SegmentTest], in part: Part) throws(RosterError) -> [Membership] {
        var found = known.withLock { known in
            tests.map { test in
                // Another object may have got the place of one that is gone.
                known[ObjectIdentifier(test)].flatMap { $0.test === test ? $0.membership : nil }
            }
        }
        let missing = found.indices.filter { found[$0] == nil }
        guard !missing.isEmpty else { return found.compactMap(\.self) }
        let all = LivePart(part: part, live: LiveRows(rows: part.rows))
        for index in missing {
            let plan = try Planner(part: part, events: tests[index].events).plan(tests[index].predicate)
            found[index] = Membership(plan.rows(in: all))
        }
        known.withLock { known in
            known = known.filter { $0.value.test != nil }
            for index in missing {
                known[ObjectIdentifier(tests[index])] = found[index].map { Known(test: tests[index], membership: $0) }
            }
        }
        return found.compactMap(\.self)
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
