/// When parts are made into one.
package struct MergePolicy: Sendable {
    /// The share of the first part's rows at which changes are merged into it.
    package var greatestShare: Double
    /// So many rows are never too many to be beside the first part.
    package var leastRows: Int

    package init(greatestShare: Double, leastRows: Int) {
        self.greatestShare = greatestShare
        self.leastRows = leastRows
    }

    package static let usual = MergePolicy(greatestShare: 0.03, leastRows: 4_096)

    /// Whether rows beside the first part, or rows in it that do not count any more, are too many.
    func isMergeDue(_ parts: [LivePart]) -> Bool {
        guard let first = parts.first else { return false }
        let beside = parts.dropFirst().reduce(0) { $0 + $1.part.rows }
        let dead = first.part.rows - first.live.count
        return max(beside, dead) > max(leastRows, Int(Double(first.part.rows) * greatestShare))
    }

    /// Merges small parts at the end, each of which then has more than twice as many rows as those after it together:
    /// there are never more than the logarithm of the rows, and a row is merged no oftener than that.
    func tidied(_ parts: [LivePart], from settled: Int) -> [LivePart] {
        var kept = parts.enumerated().filter { $0.offset < settled || $0.element.live.count > 0 }.map(\.element)
        var start = kept.count - 1
        guard start > settled else { return kept }
        var rows = kept[start].live.count
        while start > settled, kept[start - 1].live.count <= 2 * rows {
            start -= 1
            rows += kept[start].live.count
        }
        guard start < kept.count - 1 else { return kept }
        let part = Part(merging: Array(kept[start...]))
        kept.replaceSubrange(start..., with: [LivePart(part: part, live: LiveRows(rows: part.rows))])
        return kept
    }
}
