import RosterKernels

/// The codes of a column that pass, as ranges where they are few, else as a table.
struct CodesLeaf<Code: ColumnCode>: Leaf {
    private let codes: Cells<Code>
    private let ranges: [ClosedRange<Code>]
    /// A byte for each code, where there are many ranges.
    private let table: Cells<UInt8>?
    let share: Double

    private static var manyRanges: Int { 5 }

    /// The codes that pass ascend.
    init(_ codes: Cells<Code>, passing: [Int], share: Double) {
        self.codes = codes
        self.share = share
        var ranges: [ClosedRange<Code>] = []
        for code in passing {
            let code = Code(code)
            if let last = ranges.last, last.upperBound + 1 == code {
                ranges[ranges.count - 1] = last.lowerBound...code
            } else {
                ranges.append(code...code)
            }
        }
        self.ranges = ranges
        table =
            ranges.count < Self.manyRanges
            ? nil
            : Cells(count: Int(Code.max) + 1) { table in
                for code in passing { table[code] = 1 }
            }
    }

    var cost: Double { table == nil ? 0.05 * Double(ranges.count) : 0.6 }

    func write(_ chunk: ChunkRows, within mask: UnsafePointer<UInt64>, into out: UnsafeMutablePointer<UInt64>) {
        let values = codes.start + chunk.first
        if let table {
            Code.writeLookup(values, rows: chunk.rows, table.start, into: out)
            return
        }
        guard let first = ranges.first else {
            out.update(repeating: 0, count: chunk.words)
            return
        }
        Code.writeRange(values, rows: chunk.rows, first, into: out)
        for range in ranges.dropFirst() {
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Chunk.words) { other in
                guard let words = other.baseAddress else { return }
                Code.writeRange(values, rows: chunk.rows, range, into: words)
                kith_or(out, words, chunk.words)
            }
        }
    }
}

/// A number that stands for a text of a dictionary.
protocol ColumnCode: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable {
    static func writeRange(
        _ codes: UnsafePointer<Self>,
        rows: Int,
        _ range: ClosedRange<Self>,
        into out: UnsafeMutablePointer<UInt64>
    )

    static func writeLookup(
        _ codes: UnsafePointer<Self>,
        rows: Int,
        _ table: UnsafePointer<UInt8>,
        into out: UnsafeMutablePointer<UInt64>
    )
}

extension UInt8: ColumnCode {
    static func writeRange(
        _ codes: UnsafePointer<UInt8>,
        rows: Int,
        _ range: ClosedRange<UInt8>,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        kith_range_u8(codes, rows, range.lowerBound, range.upperBound, out)
    }

    static func writeLookup(
        _ codes: UnsafePointer<UInt8>,
        rows: Int,
        _ table: UnsafePointer<UInt8>,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        kith_lookup_u8(codes, rows, table, out)
    }
}

extension UInt16: ColumnCode {
    static func writeRange(
        _ codes: UnsafePointer<UInt16>,
        rows: Int,
        _ range: ClosedRange<UInt16>,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        kith_range_u16(codes, rows, range.lowerBound, range.upperBound, out)
    }

    static func writeLookup(
        _ codes: UnsafePointer<UInt16>,
        rows: Int,
        _ table: UnsafePointer<UInt8>,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        kith_lookup_u16(codes, rows, table, out)
    }
}
