import Domain

/// Some contacts in columns, by ascending id: a row each. A part never changes.
final class Part: Sendable {
    let ids: Cells<Int64>
    /// The numbers of `ContactKind.rank`.
    let kinds: Cells<UInt8>
    let columns: [PropertyKey: KeyColumns]
    let tags: ElementIndex?
    // What was made of it to answer faster.
    let orders = PartOrders()
    let memberships = PartMemberships()

    var rows: Int { ids.count }

    init(ids: Cells<Int64>, kinds: Cells<UInt8>, columns: [PropertyKey: KeyColumns], tags: ElementIndex?) {
        self.ids = ids
        self.kinds = kinds
        self.columns = columns
        self.tags = tags
    }

    /// Makes one part of the live rows of several, column by column.
    convenience init(merging sources: [LivePart]) {
        self.init(merging: sources.map(\.part), by: MergeOrder(sources))
    }

    convenience init(merging sources: [Part], by order: MergeOrder) {
        var columns: [PropertyKey: KeyColumns] = [:]
        for key in sources.reduce(into: Set<PropertyKey>(), { $0.formUnion($1.columns.keys) }) {
            let merged = KeyColumns(merging: sources.map { $0.columns[key] }, of: key, by: order)
            if !merged.isEmpty {
                columns[key] = merged
            }
        }
        self.init(
            ids: Cells(count: order.count) { ids in
                for place in 0..<order.count {
                    ids[place] = sources[Int(order.parts[place])].ids[Int(order.rows[place])]
                }
            },
            kinds: Cells(count: order.count) { kinds in
                for place in 0..<order.count {
                    kinds[place] = sources[Int(order.parts[place])].kinds[Int(order.rows[place])]
                }
            },
            columns: columns,
            tags: ElementIndex(merging: sources.map(\.tags), by: order)
        )
    }

    /// The row of a contact, or nil.
    func row(of id: ContactID) -> Int? {
        let row = lowerBound(id.rawValue)
        return row < rows && ids[row] == id.rawValue ? row : nil
    }

    /// The first row whose id is not below this one.
    func lowerBound(_ id: Int64) -> Int {
        var low = 0
        var high = rows
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Makes what another part was asked for, so that who asks next need not wait.
    func prepare(as old: Part) {
        for order in old.orders.orders { _ = orders.permutation(order, of: self) }
        // What cannot be answered will say so to whoever asks.
        for test in old.memberships.tests { _ = try? memberships.of([test], in: self) }
    }

    var bytes: Int {
        ids.bytes + kinds.bytes + (tags?.bytes ?? 0) + columns.values.reduce(0) { $0 + $1.bytes } + orders.bytes
            + memberships.bytes
    }
}

extension ContactKind {
    /// The number by which contacts are ordered, the same as in the database.
    var rank: UInt8 {
        switch self {
        case .anonymous: 0
        case .lead: 1
        case .member: 2
        }
    }
}
