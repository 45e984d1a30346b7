import Domain
import RosterKernels

/// A part with those of its rows that are some contact's newest version.
struct LivePart: Sendable {
    let part: Part
    var live: LiveRows
}

/// The rows of a part that count, in pieces: who clears some copies only the pieces that they are in.
struct LiveRows: Sendable {
    struct Piece: Sendable {
        /// A bit for each row of the chunk.
        let words: Cells<UInt64>
        let count: Int
    }

    private(set) var pieces: [Piece]
    private(set) var count: Int

    /// All rows.
    init(rows: Int) {
        count = rows
        pieces = (0..<Chunk.count(rows: rows)).map { chunk in
            let inChunk = min(Chunk.rows, rows - chunk * Chunk.rows)
            let words = Cells<UInt64>(count: Chunk.words(rows: inChunk)) { words in
                for word in 0..<inChunk / 64 { words[word] = .max }
                if inChunk % 64 > 0 { words[inChunk / 64] = 1 << UInt64(inChunk % 64) - 1 }
            }
            return Piece(words: words, count: inChunk)
        }
    }

    subscript(_ row: Int) -> Bool {
        pieces[row >> Chunk.shift].words[(row & (Chunk.rows - 1)) >> 6] >> UInt64(row & 63) & 1 == 1
    }

    /// Takes rows out, which are given in ascending order.
    mutating func clear(_ rows: some Sequence<Int>) {
        var byChunk: [Int: [Int]] = [:]
        for row in rows where self[row] {
            byChunk[row >> Chunk.shift, default: []].append(row & (Chunk.rows - 1))
        }
        for (chunk, rows) in byChunk {
            let old = pieces[chunk]
            let words = Cells<UInt64>(count: old.words.count) { words in
                words.update(from: old.words.start, count: old.words.count)
                for row in rows { words[row >> 6] &= ~(1 << UInt64(row & 63)) }
            }
            let left = kith_count(words.start, words.count)
            count -= old.count - left
            pieces[chunk] = Piece(words: words, count: left)
        }
    }

    /// The numbers of the rows, ascending.
    func places() -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: count) { places, written in
            for (chunk, piece) in pieces.enumerated() where piece.count > 0 {
                guard let start = places.baseAddress else { return }
                let first = UInt32(chunk * Chunk.rows)
                written += kith_places(piece.words.start, piece.words.count, first, start + written)
            }
        }
    }

    /// The rows that a later state does not have any more.
    func rowsGone(in later: LiveRows) -> [Int] {
        var gone: [Int] = []
        for (chunk, (before, after)) in zip(pieces, later.pieces).enumerated() where before.words !== after.words {
            for word in 0..<before.words.count {
                var rest = before.words[word] & ~after.words[word]
                while rest != 0 {
                    gone.append(chunk * Chunk.rows + word * 64 + rest.trailingZeroBitCount)
                    rest &= rest - 1
                }
            }
        }
        return gone
    }

    var bytes: Int { pieces.reduce(0) { $0 + $1.words.bytes } }
}
