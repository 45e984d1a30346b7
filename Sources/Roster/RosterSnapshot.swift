package import Domain

/// The contacts of an organization at one moment: a value that never changes.
///
/// It holds the memory of its columns for as long as it is held.
package struct RosterSnapshot: Sendable {
    /// The last change that it knows.
    package let seq: Int64
    /// No contact is live in two of them. The first is the large one.
    let parts: [LivePart]

    /// Contacts that are listed.
    package var count: Int { parts.reduce(0) { $0 + $1.live.count } }

    /// Each takes a little time of every question.
    package var partsCount: Int { parts.count }

    /// Bytes of memory that its columns and permutations hold.
    package var bytes: Int { parts.reduce(0) { $0 + $1.part.bytes + $1.live.bytes } }
}

extension RosterSnapshot {
    package func count(_ question: RosterQuestion) throws(RosterError) -> Int {
        var sum = 0
        for live in parts {
            sum += try Planner(part: live.part, events: question.events).plan(question).count(in: live)
        }
        return sum
    }

    package func matches(_ question: RosterQuestion) throws(RosterError) -> RosterSelection {
        var rows: [Bitmap] = []
        for live in parts {
            rows.append(try Planner(part: live.part, events: question.events).plan(question).rows(in: live))
        }
        return RosterSelection(self, rows)
    }

    /// Ascending.
    package func ids(_ question: RosterQuestion) throws(RosterError) -> [ContactID] {
        try matches(question).ids
    }

    package func contains(_ id: ContactID, _ question: RosterQuestion) throws(RosterError) -> Bool {
        for live in parts {
            guard let row = live.part.row(of: id), live.live[row] else { continue }
            return try Planner(part: live.part, events: question.events).plan(question).passes(row, in: live)
        }
        return false
    }

    /// Whether the contact is listed.
    package func contains(_ id: ContactID) -> Bool {
        parts.contains { live in live.part.row(of: id).map { live.live[$0] } ?? false }
    }
}

extension Plan {
    /// Whether one live row matches: its chunk is looked at with all others masked out.
    fileprivate func passes(_ row: Int, in live: LivePart) -> Bool {
        let chunk = ChunkRows(row >> Chunk.shift, of: live.part.rows)
        let word = (row & (Chunk.rows - 1)) >> 6
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: (scratch + 2) * Chunk.words) { memory in
            guard let mask = memory.baseAddress else { return false }
            mask.update(repeating: 0, count: chunk.words)
            mask[word] = 1 << UInt64(row & 63)
            let out = mask + Chunk.words
            run(chunk, within: mask, into: out, scratch: out + Chunk.words)
            return out[word] != 0
        }
    }
}
