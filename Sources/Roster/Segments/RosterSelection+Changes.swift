package import Domain

/// Who is in the one of two selections that is not in the other.
package struct SelectionChange: Hashable, Sendable {
    /// Ascending.
    package var entered: [ContactID]
    /// Ascending.
    package var left: [ContactID]

    package init(entered: [ContactID] = [], left: [ContactID] = []) {
        self.entered = entered
        self.left = left
    }

    /// What became different between two ascending lists.
    package init(from before: [ContactID], to now: [ContactID]) {
        self.init()
        var (old, new) = (0, 0)
        while old < before.count, new < now.count {
            let (former, current) = (before[old], now[new])
            if former <= current { old += 1 }
            if current <= former { new += 1 }
            if former < current { left.append(former) }
            if current < former { entered.append(current) }
        }
        left += before[old...]
        entered += now[new...]
    }
}

extension RosterSelection {
    /// What became different since an earlier selection, of the same or of an earlier snapshot.
    ///
    /// Parts that both snapshots have are compared bit by bit, so that little is looked at where little changed.
    package func change(since earlier: RosterSelection) -> SelectionChange {
        var now: [ContactID] = []
        var before: [ContactID] = []
        var left = Dictionary(
            uniqueKeysWithValues: zip(earlier.snapshot.parts, earlier.rows).map {
                (ObjectIdentifier($0.part), ($0.part, $1))
            }
        )
        for (live, rows) in zip(snapshot.parts, rows) {
            let old = left.removeValue(forKey: ObjectIdentifier(live.part))?.1
            now += live.part.ids(of: rows, without: old)
            if let old { before += live.part.ids(of: old, without: rows) }
        }
        for (part, rows) in left.values { before += part.ids(of: rows, without: nil) }
        // Each part's are ascending, which sorting makes use of.
        return SelectionChange(from: before.sorted(), to: now.sorted())
    }

    /// The contacts of both selections, which are of one snapshot.
    package func intersection(_ other: RosterSelection) -> RosterSelection {
        combined(with: other) { $0 & $1 }
    }

    /// The contacts of this selection that are not in the other, which is of the same snapshot.
    package func subtracting(_ other: RosterSelection) -> RosterSelection {
        combined(with: other) { $0 & ~$1 }
    }

    private func combined(with other: RosterSelection, _ combine: (UInt64, UInt64) -> UInt64) -> RosterSelection {
        precondition(
            zip(snapshot.parts, other.snapshot.parts).allSatisfy { $0.part === $1.part },
            "two snapshots have different rows"
        )
        let both = zip(rows, other.rows).map { left, right in
            Bitmap(rows: left.rows) { words in
                for word in 0..<left.words.count { words[word] = combine(left.words[word], right.words[word]) }
            }
        }
        return RosterSelection(snapshot, both)
    }
}

extension Part {
    fileprivate func ids(of rows: Bitmap, without others: Bitmap?) -> [ContactID] {
        guard let others else { return rows.places.map { ContactID(rawValue: ids[Int($0)]) } }
        var found: [ContactID] = []
        for word in 0..<rows.words.count {
            var rest = rows.words[word] & ~others.words[word]
            while rest != 0 {
                found.append(ContactID(rawValue: ids[word * 64 + rest.trailingZeroBitCount]))
                rest &= rest - 1
            }
        }
        return found
    }
}
