import RosterKernels

/// Many texts to find within others, by a window on their first bytes.
struct NeedleTable: Sendable {
    private let terms: TermTable
    /// For each window the slots' first nodes and a bit for each slot that has one; nil where no text has the window.
    private let windows: [(heads: Cells<UInt32>, filter: Cells<UInt64>)?]
    private let lengths: Cells<UInt32>
    private let next: Cells<UInt32>

    init(_ terms: TermTable) {
        self.terms = terms
        // Node 0 stands for none.
        var lengths: [UInt32] = [0]
        var next: [UInt32] = [0]
        windows = (0..<Int(KITH_WINDOWS)).map { window in
            let numbers = (0..<terms.count).filter { number in
                let count = terms.text(number).count
                return count > 0 && kith_window(count) == window
            }
            guard !numbers.isEmpty else { return nil }
            let heads = Cells<UInt32>(count: Int(KITH_WINDOW_SLOTS)) { heads in
                for number in numbers {
                    let text = terms.text(number)
                    let slot = Int(kith_window_slot(text.baseAddress, Int32(window)))
                    var node = heads[slot]
                    while node != 0, lengths[Int(node)] != text.count { node = next[Int(node)] }
                    guard node == 0 else { continue }
                    lengths.append(UInt32(text.count))
                    next.append(heads[slot])
                    heads[slot] = UInt32(lengths.count - 1)
                }
            }
            let filter = Cells<UInt64>(count: heads.count / 64) { filter in
                for slot in 0..<heads.count where heads[slot] != 0 { filter[slot >> 6] |= 1 << UInt64(slot & 63) }
            }
            return (heads, filter)
        }
        self.lengths = Cells(lengths)
        self.next = Cells(next)
    }

    /// Writes the rows, of those in the mask, in which one of the texts stands; marks all texts that are found.
    func write(
        _ bytes: UnsafePointer<UInt8>,
        _ offsets: UnsafePointer<UInt32>,
        rows: Int,
        within mask: UnsafePointer<UInt64>,
        found: UnsafeMutablePointer<UInt8>,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        var needles = kith_needles()
        needles.terms = terms.table
        needles.heads = (
            windows[0]?.heads.start, windows[1]?.heads.start, windows[2]?.heads.start, windows[3]?.heads.start,
            windows[4]?.heads.start
        )
        needles.filters = (
            windows[0]?.filter.start, windows[1]?.filter.start, windows[2]?.filter.start, windows[3]?.filter.start,
            windows[4]?.filter.start
        )
        needles.lengths = lengths.start
        needles.next = next.start
        kith_needles_rows(&needles, bytes, offsets, rows, mask, found, out)
    }
}
