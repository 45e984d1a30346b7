package import Domain

extension RosterSelection {
    /// The contacts at positions from `rank` on, at most so many: what a scroll bar shows.
    ///
    /// The first call for an order sorts each part once; the permutation stays with the part.
    package func page(in order: ContactOrder, rank: Int, limit: Int) -> [ContactID] {
        guard rank >= 0, rank < count, limit > 0 else { return [] }
        if count <= Self.fewContacts || rank == 0 {
            return Array(page(in: order, limit: min(count, rank + limit)).dropFirst(rank))
        }
        let lists = lists(order).map(RankedList.init)
        guard let longest = lists.max(by: { $0.permutation.rows.count < $1.permutation.rows.count }) else { return [] }
        func passed(by place: OrderPlace) -> Int { lists.reduce(0) { $0 + $1.count(before: place) } }

        // The last position of the longest list before whose place there are not more than wanted.
        var low = 0
        var high = longest.permutation.rows.count
        while low < high {
            let middle = (low + high) / 2
            if passed(by: longest.place(at: middle)) <= rank {
                low = middle + 1
            } else {
                high = middle
            }
        }
        var positions = [Int](repeating: 0, count: lists.count)
        var before = 0
        if low > 0 {
            let place = longest.place(at: low - 1)
            positions = lists.map { $0.list.lowerBound(place, in: $0.permutation) }
            before = passed(by: place)
        }
        return merged(lists, from: positions, dropping: rank - before, limit: limit)
    }

    /// So few are sorted as a whole.
    private static let fewContacts = 2_048

    private func merged(_ lists: [RankedList], from positions: [Int], dropping: Int, limit: Int) -> [ContactID] {
        var next = zip(lists, positions).map { list, position in
            list.selected(from: position).map { (position: $0, place: list.place(at: $0)) }
        }
        var ids: [ContactID] = []
        var toDrop = dropping
        while ids.count < limit {
            var nearest: (list: Int, place: OrderPlace)?
            for (index, candidate) in next.enumerated() {
                guard let place = candidate?.place else { continue }
                let isDescending = lists[index].list.order.isDescending
                if nearest.map({ place.compare(to: $0.place, isDescending: isDescending) < 0 }) ?? true {
                    nearest = (index, place)
                }
            }
            guard let nearest, let position = next[nearest.list]?.position else { return ids }
            if toDrop > 0 {
                toDrop -= 1
            } else {
                ids.append(ContactID(rawValue: nearest.place.id))
            }
            let list = lists[nearest.list]
            next[nearest.list] = list.selected(from: position + 1).map { ($0, list.place(at: $0)) }
        }
        return ids
    }

    /// The position of a contact in the order, or nil where it is not selected.
    package func rank(of id: ContactID, in order: ContactOrder) -> Int? {
        let lists = lists(order)
        for list in lists {
            guard let row = list.part.row(of: id), list.selected[row] else { continue }
            let place = list.place(UInt32(row))
            return lists.reduce(0) { $0 + RankedList($1).count(before: place) }
        }
        return nil
    }
}
