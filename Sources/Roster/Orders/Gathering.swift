import Domain
import RosterKernels

/// Finds the first few of many rows in an order by one pass over them, without sorting all.
struct Gathering {
    private struct Candidate {
        var rank: UInt64
        var row: UInt32
    }

    private let list: PartList
    private let place: OrderPlace?
    private let limit: Int
    private let isBackward: Bool
    /// Whether ranks count down on the way.
    private let isTurned: Bool
    private let placeRank: UInt64
    private var candidates: [Candidate] = []
    /// The last one of those that are enough; who comes after it need not be kept.
    private var worst: Candidate?
    /// The rows without a value on the way.
    private var rest: [UInt32] = []

    init(_ list: PartList, _ place: OrderPlace?, limit: Int, isBackward: Bool) {
        self.list = list
        self.place = place
        self.limit = limit
        self.isBackward = isBackward
        isTurned = list.order.isDescending != isBackward
        let rank = place.map { list.column.rank(of: $0.value) } ?? 0
        placeRank = isTurned ? ~rank : rank
    }

    /// The rows in the direction of the way.
    mutating func rows() -> [UInt32] {
        var rows = [UInt32](repeating: 0, count: min(Chunk.rows, list.selected.count))
        var ranked = RankedRows()
        let words = list.selected.words
        for chunk in 0..<Chunk.count(rows: list.selected.rows) {
            let start = chunk * Chunk.words
            let inChunk = min(Chunk.words, words.count - start)
            guard kith_any(words.start + start, inChunk) else { continue }
            let count = kith_places(words.start + start, inChunk, UInt32(chunk * Chunk.rows), &rows)
            ranked.removeAll()
            rows.withUnsafeBufferPointer { list.column.rank(.init(rebasing: $0[0..<count]), into: &ranked) }
            take(ranked)
        }
        cut()
        if isBackward { rest.reverse() }
        let valued = candidates.map(\.row)
        return Array((isBackward ? rest + valued : valued + rest).prefix(limit))
    }

    private mutating func take(_ ranked: RankedRows) {
        takeRest(ranked.rest)
        // All with a value stand before a place without one.
        if let place, case .none = place.value, !isBackward { return }
        let hasBound = if let place, case .none = place.value { false } else { place != nil }
        for index in ranked.rows.indices {
            let candidate = Candidate(
                rank: isTurned ? ~ranked.ranks[index] : ranked.ranks[index],
                row: ranked.rows[index]
            )
            if let worst, worst.rank < candidate.rank || !isBefore(candidate, worst) { continue }
            if hasBound {
                if candidate.rank < placeRank { continue }
                if candidate.rank == placeRank, !isBeyondPlace(candidate.row) { continue }
            }
            candidates.append(candidate)
            if candidates.count >= max(2 * limit, 1_024) {
                cut()
            }
        }
    }

    private mutating func takeRest(_ rows: [UInt32]) {
        guard let place else {
            rest += rows
            return
        }
        switch place.value {
        case .none: rest += rows.filter { isBeyondPlace($0) }
        // Those without a value are beyond every value.
        case .number, .text: if !isBackward { rest += rows }
        }
    }

    private func isBeyondPlace(_ row: UInt32) -> Bool {
        guard let place else { return true }
        let order = list.place(row).compare(to: place, isDescending: list.order.isDescending)
        return isBackward ? order < 0 : order > 0
    }

    private func isBefore(_ left: Candidate, _ right: Candidate) -> Bool {
        if left.rank != right.rank { return left.rank < right.rank }
        if list.column.isExact { return isBackward ? left.row > right.row : left.row < right.row }
        let order = list.place(left.row).compare(to: list.place(right.row), isDescending: list.order.isDescending)
        return isBackward ? order > 0 : order < 0
    }

    /// Keeps no more candidates than are wanted.
    private mutating func cut() {
        candidates = candidates.sorted { isBefore($0, $1) }
        guard candidates.count >= limit else { return }
        candidates.removeLast(candidates.count - limit)
        worst = candidates.last
    }
}
