/// A part of the rows that is worked on at once.
struct ChunkRows {
    let index: Int
    let first: Int
    let rows: Int

    init(_ index: Int, of total: Int) {
        self.index = index
        first = index * Chunk.rows
        rows = min(Chunk.rows, total - first)
    }

    var words: Int { Chunk.words(rows: rows) }
    var firstWord: Int { index * Chunk.words }
}

/// One test of a plan, on the columns of one part.
protocol Leaf: Sendable {
    /// About how long it takes for a row, in parts of a nanosecond: what comes first is decided by it.
    var cost: Double { get }
    /// About which share of the rows passes.
    var share: Double { get }

    /// Writes the rows of a chunk that pass; of the others it may look at those alone that are set in the mask.
    func write(_ chunk: ChunkRows, within mask: UnsafePointer<UInt64>, into out: UnsafeMutablePointer<UInt64>)
}
