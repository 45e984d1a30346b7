package import Domain

extension RosterSelection {
    /// The contacts after a cursor, or before it, at most so many; in the order's direction in both cases.
    package func page(
        in order: ContactOrder,
        limit: Int,
        cursor: ContactCursor? = nil,
        isBackward: Bool = false
    ) -> [ContactID] {
        let place = cursor.map { OrderPlace($0, in: order) }
        var waiting = lists(order).map { list in
            let rows = list.nearest(to: place, limit: limit, isBackward: isBackward)
            return rows.map { list.place($0) }[...]
        }
        var ids: [ContactID] = []
        while ids.count < limit, let next = waiting.popNearest(order, isBackward: isBackward) {
            ids.append(ContactID(rawValue: next.id))
        }
        return isBackward ? ids.reversed() : ids
    }

    func lists(_ order: ContactOrder) -> [PartList] {
        zip(snapshot.parts, rows).map { PartList($0.part, $1, order) }.filter { $0.selected.count > 0 }
    }
}

extension [ArraySlice<OrderPlace>] {
    /// Takes the first of the places with which the lists begin.
    fileprivate mutating func popNearest(_ order: ContactOrder, isBackward: Bool) -> OrderPlace? {
        var nearest: (list: Int, place: OrderPlace)?
        for (index, list) in enumerated() {
            guard let place = list.first else { continue }
            guard let known = nearest else {
                nearest = (index, place)
                continue
            }
            let comparison = place.compare(to: known.place, isDescending: order.isDescending)
            if isBackward ? comparison > 0 : comparison < 0 { nearest = (index, place) }
        }
        guard let nearest else { return nil }
        self[nearest.list].removeFirst()
        return nearest.place
    }
}
