import RosterKernels

/// The live rows of a part that were found so far, in whichever of its columns.
final class FoundRows {
    /// Texts one after the other, as an arena's chunk has them.
    struct Texts {
        let bytes: UnsafePointer<UInt8>
        let offsets: UnsafePointer<UInt32>
        let rows: Int
    }

    /// Writes which of the texts that are set in a mask are wanted.
    typealias Look = (Texts, UnsafePointer<UInt64>, UnsafeMutablePointer<UInt64>) -> Void

    private let live: LivePart
    private var words: [UInt64]

    init(_ live: LivePart) {
        self.live = live
        words = [UInt64](repeating: 0, count: Chunk.words(rows: live.part.rows))
    }

    func insert(_ row: Int) {
        words[row >> 6] |= 1 << UInt64(row & 63)
    }

    func bitmap() -> Bitmap {
        Bitmap(rows: live.part.rows) { target in
            for (index, word) in words.enumerated() { target[index] = word }
        }
    }

    /// Looks at the texts of live rows; of codes, at each text once that a live row has.
    func look(in column: TextColumn, _ look: Look) {
        switch column {
        case .narrow(let codes, let dictionary, _): self.look(codes, dictionary, look)
        case .wide(let codes, let dictionary, _): self.look(codes, dictionary, look)
        case .arena(let arena, let presence):
            forEachChunk { chunk, mask, out in
                let (bytes, offsets) = arena.chunk(chunk.index)
                kith_and(mask, presence.words.start + chunk.firstWord, chunk.words)
                look(Texts(bytes: bytes, offsets: offsets, rows: chunk.rows), mask, out)
            }
        }
    }

    private func look<Code: ColumnCode>(_ codes: Cells<Code>, _ dictionary: TextDictionary, _ look: Look) {
        var isUsed = [Bool](repeating: false, count: Int(Code.max) + 1)
        for row in 0..<codes.count where live.live[row] { isUsed[Int(codes[row])] = true }
        let used = Bitmap(rows: dictionary.count, (0..<UInt32(dictionary.count)).filter { isUsed[Int($0) + 1] })
        let found = Bitmap(rows: dictionary.count) { out in
            look(
                Texts(bytes: dictionary.bytes.start, offsets: dictionary.offsets.start, rows: dictionary.count),
                used.words.start,
                out
            )
        }
        guard found.count > 0 else { return }
        let leaf = CodesLeaf(codes, passing: found.places.map { Int($0) + 1 }, share: 1)
        forEachChunk { chunk, mask, out in
            leaf.write(chunk, within: mask, into: out)
            kith_and(out, mask, chunk.words)
        }
    }

    /// Looks at each element that a live row has.
    func look(in lists: ElementIndex, _ look: Look) {
        guard case .texts(let dictionary) = lists.elements else { return }
        let liveRows = lists.rows.map { rows in rows.places.filter { live.live[Int($0)] } }
        let used = Bitmap(rows: dictionary.count, (0..<UInt32(dictionary.count)).filter { !liveRows[Int($0)].isEmpty })
        let found = Bitmap(rows: dictionary.count) { out in
            look(
                Texts(bytes: dictionary.bytes.start, offsets: dictionary.offsets.start, rows: dictionary.count),
                used.words.start,
                out
            )
        }
        for element in found.places {
            for row in liveRows[Int(element)] { insert(Int(row)) }
        }
    }

    /// Calls with a copy of each chunk's live rows, and takes in what is written.
    private func forEachChunk(_ body: (ChunkRows, UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UInt64>) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * Chunk.words) { memory in
            guard let mask = memory.baseAddress else { return }
            let out = mask + Chunk.words
            for (index, piece) in live.live.pieces.enumerated() where piece.count > 0 {
                let chunk = ChunkRows(index, of: live.part.rows)
                mask.update(from: piece.words.start, count: chunk.words)
                body(chunk, mask, out)
                for word in 0..<chunk.words { words[chunk.firstWord + word] |= out[word] }
            }
        }
    }
}
