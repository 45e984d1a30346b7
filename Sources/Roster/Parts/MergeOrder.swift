/// Where the rows of a part that is being made come from: by ascending id, of each contact its last version.
struct MergeOrder {
    /// The part and the row in it, for each new row.
    private(set) var parts: [UInt8] = []
    private(set) var rows: [UInt32] = []
    /// The new row of each row of the parts.
    private(set) var places: [[UInt32]]

    /// The place of a row that goes.
    static let gone = UInt32.max

    var count: Int { rows.count }

    /// The live rows of several parts, no contact of which is in two.
    init(_ sources: [LivePart]) {
        places = sources.map { [UInt32](repeating: Self.gone, count: $0.part.rows) }
        let total = sources.reduce(0) { $0 + $1.live.count }
        parts.reserveCapacity(total)
        rows.reserveCapacity(total)
        var next = sources.map { $0.live.places() }
        // From the back, so that the next row of a part is its list's last.
        for index in next.indices { next[index].reverse() }
        while true {
            var least: (part: Int, id: Int64)?
            for (part, waiting) in next.enumerated() {
                guard let row = waiting.last else { continue }
                let id = sources[part].part.ids[Int(row)]
                if least.map({ id < $0.id }) ?? true { least = (part, id) }
            }
            guard let part = least?.part, let row = next[part].popLast() else { return }
            places[part][Int(row)] = UInt32(rows.count)
            parts.append(UInt8(part))
            rows.append(row)
        }
    }

    /// The rows of one part whose ids are in no order; of several rows with one id the last one stays.
    init(sorting ids: Cells<Int64>) {
        places = [[UInt32](repeating: Self.gone, count: ids.count)]
        let sorted = (0..<UInt32(ids.count)).sorted { left, right in
            (ids[Int(left)], left) < (ids[Int(right)], right)
        }
        rows.reserveCapacity(sorted.count)
        for (index, row) in sorted.enumerated() {
            if index + 1 < sorted.count, ids[Int(sorted[index + 1])] == ids[Int(row)] { continue }
            places[0][Int(row)] = UInt32(rows.count)
            rows.append(row)
        }
        parts = [UInt8](repeating: 0, count: rows.count)
    }
}
