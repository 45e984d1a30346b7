import Domain
import RosterKernels

/// The selected rows of one part, for pages of an order.
struct PartList {
    let part: Part
    let selected: Bitmap
    let order: ContactOrder
    let column: OrderColumn

    init(_ part: Part, _ selected: Bitmap, _ order: ContactOrder) {
        self.part = part
        self.selected = selected
        self.order = order
        column = OrderColumn(order, of: part)
    }

    /// So few rows are gathered and sorted instead of being met on a walk through all.
    private static let fewRows = 2_048
    /// To gather so many takes a millisecond or more, each time.
    private static let manyRows = 100_000

    func place(_ row: UInt32) -> OrderPlace {
        OrderPlace(value: column.value(at: Int(row)), id: part.ids[Int(row)])
    }

    /// The first position of a permutation that does not come before a place.
    func lowerBound(_ place: OrderPlace, in permutation: Permutation) -> Int {
        var low = 0
        var high = permutation.rows.count
        while low < high {
            let middle = (low + high) / 2
            if self.place(permutation.rows[middle]).compare(to: place, isDescending: order.isDescending) < 0 {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// The rows next to a place, or from the list's start or end, the nearest first.
    func nearest(to place: OrderPlace?, limit: Int, isBackward: Bool) -> [UInt32] {
        guard selected.count > 0, limit > 0 else { return [] }
        if selected.count > Self.fewRows, let permutation = part.orders.made(order) {
            return walk(permutation, from: place, limit: limit, isBackward: isBackward)
        }
        if selected.count > Self.manyRows { part.orders.makeLater(order, of: part) }
        var gathering = Gathering(self, place, limit: limit, isBackward: isBackward)
        return gathering.rows()
    }

    private func walk(
        _ permutation: Permutation,
        from place: OrderPlace?,
        limit: Int,
        isBackward: Bool
    ) -> [UInt32] {
        var found: [UInt32] = []
        if isBackward {
            var position = place.map { lowerBound($0, in: permutation) } ?? permutation.rows.count
            while position > 0, found.count < limit {
                position -= 1
                let row = permutation.rows[position]
                if selected[Int(row)] { found.append(row) }
            }
        } else {
            var position = place.map { lowerBound($0, in: permutation) } ?? 0
            while position < permutation.rows.count, found.count < limit {
                let row = permutation.rows[position]
                position += 1
                guard selected[Int(row)] else { continue }
                // The place itself, where its contact has not moved, is not after it.
                if found.isEmpty, let place, part.ids[Int(row)] == place.id,
                    self.place(row).compare(to: place, isDescending: order.isDescending) == 0
                {
                    continue
                }
                found.append(row)
            }
        }
        return found
    }
}
