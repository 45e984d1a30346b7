import RosterKernels

/// The value is in one of several ranges, which do not overlap and ascend.
struct RangeLeaf<Scalar: ColumnScalar>: Leaf {
    private let column: ScalarColumn<Scalar>
    private let ranges: [ClosedRange<Scalar>]

    /// From here on ranges are searched for each value, instead of values for each range.
    private static var manyRanges: Int { 6 }

    init(_ column: ScalarColumn<Scalar>, _ ranges: [ClosedRange<Scalar>]) {
        self.column = column
        self.ranges = ranges.disjoint()
    }

    var cost: Double { 0.25 * Double(min(ranges.count, 40)) }
    var share: Double { 0.3 }

    func write(_ chunk: ChunkRows, within mask: UnsafePointer<UInt64>, into out: UnsafeMutablePointer<UInt64>) {
        let near = column.zones[chunk.index].map { zone in ranges.filter { $0.overlaps(zone) } } ?? []
        guard let zone = column.zones[chunk.index], let first = near.first else {
            out.update(repeating: 0, count: chunk.words)
            return
        }
        let values = column.values.start + chunk.first
        // A number that equals nothing, itself included, would be there and yet in no range.
        if near.count == 1, first.lowerBound <= zone.lowerBound, first.upperBound >= zone.upperBound,
            let presence = column.presence, Scalar.self != Double.self
        {
            out.update(from: presence.words.start + chunk.firstWord, count: chunk.words)
            return
        }
        if near.count < Self.manyRanges {
            Scalar.writeRange(values, rows: chunk.rows, first, into: out)
            for range in near.dropFirst() {
                withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Chunk.words) { other in
                    guard let words = other.baseAddress else { return }
                    Scalar.writeRange(values, rows: chunk.rows, range, into: words)
                    kith_or(out, words, chunk.words)
                }
            }
        } else {
            search(values, chunk, near, within: mask, into: out)
        }
        if let presence = column.presence {
            kith_and(out, presence.words.start + chunk.firstWord, chunk.words)
        }
    }

    private func search(
        _ values: UnsafePointer<Scalar>,
        _ chunk: ChunkRows,
        _ ranges: [ClosedRange<Scalar>],
        within mask: UnsafePointer<UInt64>,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        for word in 0..<chunk.words {
            var rest = mask[word]
            var found: UInt64 = 0
            while rest != 0 {
                let value = values[word * 64 + rest.trailingZeroBitCount]
                if ranges.hold(value) { found |= rest & (~rest + 1) }
                rest &= rest - 1
            }
            out[word] = found
        }
    }
}

extension Array {
    /// The same ranges in ascending order, each value in at most one of them.
    func disjoint<Bound: Comparable>() -> [ClosedRange<Bound>] where Element == ClosedRange<Bound> {
        var disjoint: [ClosedRange<Bound>] = []
        for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = disjoint.last, range.lowerBound <= last.upperBound {
                disjoint[disjoint.count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
            } else {
                disjoint.append(range)
            }
        }
        return disjoint
    }

    /// Whether a value is in one of the ranges, which ascend.
    fileprivate func hold<Bound: Comparable>(_ value: Bound) -> Bool where Element == ClosedRange<Bound> {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].upperBound < value {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < count && self[low].contains(value)
    }
}
