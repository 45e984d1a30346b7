import RosterKernels

/// A number that stands in a column for a value: itself, milliseconds of an instant, or a day's number.
protocol ColumnScalar: BitwiseCopyable, Comparable, Sendable {
    /// What stands where there is no value.
    static var missing: Self { get }

    /// Writes which of the values lie in a range.
    static func writeRange(
        _ values: UnsafePointer<Self>,
        rows: Int,
        _ range: ClosedRange<Self>,
        into out: UnsafeMutablePointer<UInt64>
    )

    /// A number in the same order as the values, where equal values have the same.
    var rank: UInt64 { get }
}

/// The numbers or times of one key.
struct ScalarColumn<Scalar: ColumnScalar>: Sendable {
    let values: Cells<Scalar>
    /// Nil where every row has a value.
    let presence: Bitmap?
    /// The least and the greatest value in each chunk; nil where it has none.
    let zones: [ClosedRange<Scalar>?]

    var rows: Int { values.count }

    func value(at row: Int) -> Scalar? {
        presence.map { $0[row] } ?? true ? values[row] : nil
    }

    var bytes: Int { values.bytes + (presence?.bytes ?? 0) }
}

/// A column that grows at its end.
struct ScalarDraft<Scalar: ColumnScalar> {
    /// The value of rows for which none is given.
    private let initial: Scalar?
    private var values: [Scalar] = []
    private var presence = BitmapDraft()
    private var hasMissing = false
    /// Whether some row is not as it begins.
    private var differs = false

    init(initial: Scalar?) {
        self.initial = initial
    }

    mutating func set(_ value: Scalar?, at row: Int) {
        pad(to: row)
        append(value)
        if value != initial {
            differs = true
        }
    }

    private mutating func append(_ value: Scalar?) {
        values.append(value ?? .missing)
        presence.append(value != nil)
        if value == nil {
            hasMissing = true
        }
    }

    private mutating func pad(to row: Int) {
        while values.count < row {
            append(initial)
        }
    }

    /// The column, or nil where all rows are as they begin.
    consuming func finished(rows: Int) -> ScalarColumn<Scalar>? {
        guard differs else { return nil }
        pad(to: rows)
        let cells = Cells(values)
        let present = hasMissing ? presence.finished() : nil
        var zones: [ClosedRange<Scalar>?] = []
        for chunk in 0..<Chunk.count(rows: rows) {
            var zone: ClosedRange<Scalar>?
            for row in chunk * Chunk.rows..<min(rows, (chunk + 1) * Chunk.rows) {
                let value = cells[row]
                // A value that does not equal itself is in no range, and so in no zone.
                guard present.map({ $0[row] }) ?? true, value == value else { continue }
                if let known = zone {
                    if value < known.lowerBound { zone = value...known.upperBound }
                    if value > known.upperBound { zone = known.lowerBound...value }
                } else {
                    zone = value...value
                }
            }
            zones.append(zone)
        }
        return ScalarColumn(values: cells, presence: present, zones: zones)
    }
}

extension Double: ColumnScalar {
    static var missing: Double { .nan }

    static func writeRange(
        _ values: UnsafePointer<Double>,
        rows: Int,
        _ range: ClosedRange<Double>,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        kith_range_f64(values, rows, range.lowerBound, range.upperBound, out)
    }

    var rank: UInt64 {
        // Adding 0 makes the negative zero the other one, which it equals.
        let bits = (self + 0).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }
}

extension Int64: ColumnScalar {
    static var missing: Int64 { .min }

    static func writeRange(
        _ values: UnsafePointer<Int64>,
        rows: Int,
        _ range: ClosedRange<Int64>,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        kith_range_i64(values, rows, range.lowerBound, range.upperBound, out)
    }

    var rank: UInt64 { UInt64(bitPattern: self) ^ 1 << 63 }
}

extension Int32: ColumnScalar {
    static var missing: Int32 { .min }

    static func writeRange(
        _ values: UnsafePointer<Int32>,
        rows: Int,
        _ range: ClosedRange<Int32>,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        kith_range_i32(values, rows, range.lowerBound, range.upperBound, out)
    }

    var rank: UInt64 { Int64(self).rank }
}
