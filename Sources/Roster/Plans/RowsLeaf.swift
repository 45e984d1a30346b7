/// The rows are known.
struct BitmapLeaf: Leaf {
    let bitmap: Bitmap

    var cost: Double { 0.02 }
    var share: Double { Double(bitmap.count) / Double(max(1, bitmap.rows)) }

    func write(_ chunk: ChunkRows, within mask: UnsafePointer<UInt64>, into out: UnsafeMutablePointer<UInt64>) {
        out.update(from: bitmap.words.start + chunk.firstWord, count: chunk.words)
    }
}

/// A few rows are known, in ascending order.
struct FewRowsLeaf: Leaf {
    let rows: Cells<UInt32>
    let total: Int

    var cost: Double { 0.02 }
    var share: Double { Double(rows.count) / Double(max(1, total)) }

    func write(_ chunk: ChunkRows, within mask: UnsafePointer<UInt64>, into out: UnsafeMutablePointer<UInt64>) {
        out.update(repeating: 0, count: chunk.words)
        var index = lowerBound(UInt32(chunk.first))
        let end = chunk.first + chunk.rows
        while index < rows.count, rows[index] < end {
            let row = Int(rows[index]) - chunk.first
            out[row >> 6] |= 1 << UInt64(row & 63)
            index += 1
        }
    }

    private func lowerBound(_ row: UInt32) -> Int {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
