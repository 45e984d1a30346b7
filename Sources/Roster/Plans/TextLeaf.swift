import RosterKernels

/// A needle stands in the row's text; with the edge before or behind it, at the text's begin or end.
struct TextLeaf: Leaf {
    let arena: Arena
    let needle: [UInt8]

    var cost: Double { 2 }
    /// Single letters are nearly everywhere.
    var share: Double { needle.count == 1 ? 0.5 : needle.count == 2 ? 0.2 : 0.03 }

    /// One row looked at alone takes as long as so many in a row.
    private static let rowsForOne = 12

    func write(_ chunk: ChunkRows, within mask: UnsafePointer<UInt64>, into out: UnsafeMutablePointer<UInt64>) {
        let (bytes, offsets) = arena.chunk(chunk.index)
        if kith_count(mask, chunk.words) * Self.rowsForOne < chunk.rows {
            out.update(from: mask, count: chunk.words)
            kith_find_in_rows(bytes, offsets, chunk.rows, needle, needle.count, out)
        } else {
            kith_find_rows(bytes, offsets, chunk.rows, needle, needle.count, out)
        }
    }
}

/// The row's text is one of many.
struct TextSetLeaf: Leaf {
    let arena: Arena
    let presence: Bitmap
    let terms: TermTable

    var cost: Double { 15 }
    var share: Double { 0.05 }

    func write(_ chunk: ChunkRows, within mask: UnsafePointer<UInt64>, into out: UnsafeMutablePointer<UInt64>) {
        let (bytes, offsets) = arena.chunk(chunk.index)
        terms.write(bytes, offsets, rows: chunk.rows, within: mask, into: out)
        kith_and(out, presence.words.start + chunk.firstWord, chunk.words)
    }
}
