package import Domain

/// The contacts of one snapshot that match a question.
package struct RosterSelection: Sendable {
    package let snapshot: RosterSnapshot
    /// Beside the parts of the snapshot: their rows.
    let rows: [Bitmap]
    package let count: Int

    init(_ snapshot: RosterSnapshot, _ rows: [Bitmap]) {
        self.snapshot = snapshot
        self.rows = rows
        count = rows.reduce(0) { $0 + $1.count }
    }

    /// Ascending.
    package var ids: [ContactID] {
        var lists = zip(snapshot.parts, rows).map { live, rows in live.part.ids(of: rows)[...] }
            .filter { !$0.isEmpty }
        guard let longest = lists.indices.max(by: { lists[$0].count < lists[$1].count }) else { return [] }
        let many = lists.remove(at: longest)
        // The few others are sorted together, and merged into the long list run by run.
        let few = lists.flatMap(\.self).sorted()
        guard !few.isEmpty else { return Array(many) }
        var merged: [ContactID] = []
        merged.reserveCapacity(count)
        var rest = many
        for id in few {
            let end = rest.lowerBound(id)
            merged += rest[..<end]
            merged.append(id)
            rest = rest[end...]
        }
        return merged + rest
    }

    package func contains(_ id: ContactID) -> Bool {
        zip(snapshot.parts, rows).contains { live, rows in live.part.row(of: id).map { rows[$0] } ?? false }
    }
}

extension Part {
    fileprivate func ids(of rows: Bitmap) -> [ContactID] {
        rows.places.map { ContactID(rawValue: ids[Int($0)]) }
    }
}

extension ArraySlice<ContactID> {
    /// The first index whose id is not below this one: by steps that double, as ids come close together.
    fileprivate func lowerBound(_ id: ContactID) -> Int {
        var low = startIndex
        var step = 1
        while low + step < endIndex, self[low + step] < id {
            low += step
            step *= 2
        }
        var high = Swift.min(endIndex, low + step + 1)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < id {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
