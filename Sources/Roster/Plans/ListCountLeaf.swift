import RosterKernels

/// The row's list has so many different elements.
struct ListCountLeaf: Leaf {
    let counts: Cells<UInt16>
    let count: UInt16

    var cost: Double { 0.06 }
    var share: Double { 0.2 }

    func write(_ chunk: ChunkRows, within mask: UnsafePointer<UInt64>, into out: UnsafeMutablePointer<UInt64>) {
        UInt16.writeRange(counts.start + chunk.first, rows: chunk.rows, count...count, into: out)
    }
}

/// The printed id passes a test of text.
struct PrintedIDLeaf: Leaf {
    let ids: Cells<Int64>
    let needle: [UInt8]

    var cost: Double { 100 }
    var share: Double { 0.05 }

    func write(_ chunk: ChunkRows, within mask: UnsafePointer<UInt64>, into out: UnsafeMutablePointer<UInt64>) {
        // The 13 characters between two edges, as an arena has them.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 15) { text in
            guard let start = text.baseAddress else { return }
            text[0] = Arena.edge
            text[14] = Arena.edge
            for word in 0..<chunk.words {
                var rest = mask[word]
                var found: UInt64 = 0
                while rest != 0 {
                    let id = ids[chunk.first + word * 64 + rest.trailingZeroBitCount]
                    Self.print(id, to: start + 1)
                    if Self.finds(needle, in: UnsafeBufferPointer(text)) { found |= rest & (~rest + 1) }
                    rest &= rest - 1
                }
                out[word] = found
            }
        }
    }

    private static let digits = Cells(Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8))

    private static func print(_ id: Int64, to text: UnsafeMutablePointer<UInt8>) {
        var rest = UInt64(bitPattern: id)
        for place in stride(from: 12, through: 0, by: -1) {
            text[place] = digits[Int(rest & 31)]
            rest >>= 5
        }
    }

    private static func finds(_ needle: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = text.baseAddress else { return false }
        return kith_find(start, text.count, 0, needle, needle.count) < text.count
    }
}
