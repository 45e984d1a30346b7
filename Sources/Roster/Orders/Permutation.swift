import Domain
import RosterKernels

/// All rows of a part in an order: those with a value, then those without.
struct Permutation: Sendable {
    let rows: Cells<UInt32>

    init(_ order: ContactOrder, of part: Part) {
        let column = OrderColumn(order, of: part)
        var ranked = RankedRows()
        let all = [UInt32](0..<UInt32(part.rows))
        all.withUnsafeBufferPointer { column.rank($0, into: &ranked) }
        if order.isDescending {
            for index in ranked.ranks.indices { ranked.ranks[index] = ~ranked.ranks[index] }
        }
        var spareRanks = [UInt64](repeating: 0, count: ranked.ranks.count)
        var spareRows = [UInt32](repeating: 0, count: ranked.ranks.count)
        // Rows come in ascending order and equal ones keep it, so that ties are by id.
        kith_sort(&ranked.ranks, &ranked.rows, ranked.rows.count, &spareRanks, &spareRows)
        if !column.isExact {
            Self.sortTies(&ranked, column, isDescending: order.isDescending)
        }
        rows = Cells(count: part.rows) { [ranked] rows in
            for (place, row) in ranked.rows.enumerated() { rows[place] = row }
            for (place, row) in ranked.rest.enumerated() { rows[ranked.rows.count + place] = row }
        }
    }

    /// Sorts the rows of one rank by the whole of their texts.
    private static func sortTies(_ ranked: inout RankedRows, _ column: OrderColumn, isDescending: Bool) {
        guard case .texts(let texts) = column else { return }
        let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        var start = 0
        while start < ranked.rows.count {
            var end = start + 1
            while end < ranked.rows.count, ranked.ranks[end] == ranked.ranks[start] { end += 1 }
            if end - start > 1 {
                ranked.rows[start..<end].sort { left, right in
                    let order = compareBytes(texts.text(at: Int(left)) ?? empty, texts.text(at: Int(right)) ?? empty)
                    return order == 0 ? left < right : (order < 0) != isDescending
                }
            }
            start = end
        }
    }
}
