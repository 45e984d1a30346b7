import RosterKernels

/// A set of a part's rows: a bit for each of them.
struct Bitmap: Sendable {
    let words: Cells<UInt64>
    let rows: Int
    /// The rows in the set.
    let count: Int

    init(rows: Int, _ fill: (UnsafeMutablePointer<UInt64>) -> Void) {
        words = Cells(count: Chunk.words(rows: rows), fill)
        self.rows = rows
        count = kith_count(words.start, words.count)
    }

    /// Takes words over in which no bit beyond the last row is set.
    init(_ words: Cells<UInt64>, rows: Int) {
        self.words = words
        self.rows = rows
        count = kith_count(words.start, words.count)
    }

    init(rows: Int, _ set: some Sequence<UInt32>) {
        self.init(rows: rows) { words in
            for row in set {
                words[Int(row >> 6)] |= 1 << UInt64(row & 63)
            }
        }
    }

    subscript(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }

    /// The numbers of the rows, ascending.
    var places: [UInt32] {
        [UInt32](unsafeUninitializedCapacity: count) { places, written in
            guard let start = places.baseAddress else { return }
            written = kith_places(words.start, words.count, 0, start)
        }
    }

    var bytes: Int { words.bytes }
}

/// A set of rows that grows at its end.
struct BitmapDraft {
    private var words: [UInt64] = []
    private(set) var rows = 0

    mutating func append(_ bit: Bool) {
        if rows & 63 == 0 {
            words.append(0)
        }
        if bit {
            words[rows >> 6] |= 1 << UInt64(rows & 63)
        }
        rows += 1
    }

    mutating func append(_ bit: Bool, upTo end: Int) {
        while rows < end {
            if rows & 63 == 0, end - rows >= 64 {
                words.append(bit ? .max : 0)
                rows += 64
            } else {
                append(bit)
            }
        }
    }

    func finished() -> Bitmap {
        Bitmap(rows: rows) { target in
            for (index, word) in words.enumerated() {
                target[index] = word
            }
        }
    }
}
