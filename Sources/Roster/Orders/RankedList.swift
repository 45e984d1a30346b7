import Domain
import RosterKernels

/// The selected rows of one part along its permutation, which can be counted up to any position.
struct RankedList {
    let list: PartList
    let permutation: Permutation
    /// A bit for each position: whether its row is selected.
    private let positions: Bitmap
    /// The selected rows before each block of positions.
    private let before: [UInt32]

    private static let wordsInBlock = 8

    init(_ list: PartList) {
        self.list = list
        let permutation = list.part.orders.permutation(list.order, of: list.part)
        self.permutation = permutation
        positions = Bitmap(rows: permutation.rows.count) { words in
            kith_permuted(list.selected.words.start, permutation.rows.start, permutation.rows.count, words)
        }
        var before: [UInt32] = [0]
        var sum: UInt32 = 0
        for start in stride(from: 0, to: positions.words.count, by: Self.wordsInBlock) {
            let count = min(Self.wordsInBlock, positions.words.count - start)
            sum += UInt32(kith_count(positions.words.start + start, count))
            before.append(sum)
        }
        self.before = before
    }

    /// The selected rows before a position.
    func count(before position: Int) -> Int {
        let word = position >> 6
        let block = word / Self.wordsInBlock
        let start = block * Self.wordsInBlock
        var sum = Int(self.before[block]) + kith_count(positions.words.start + start, word - start)
        if position & 63 > 0 {
            sum += (positions.words[word] & (1 << UInt64(position & 63) - 1)).nonzeroBitCount
        }
        return sum
    }

    /// The selected rows before a place.
    func count(before place: OrderPlace) -> Int {
        count(before: list.lowerBound(place, in: permutation))
    }

    func place(at position: Int) -> OrderPlace {
        list.place(permutation.rows[position])
    }

    /// The next position from this one on whose row is selected, or nil.
    func selected(from position: Int) -> Int? {
        var word = position >> 6
        guard word < positions.words.count else { return nil }
        var bits = positions.words[word] & (.max << UInt64(position & 63))
        while bits == 0 {
            word += 1
            guard word < positions.words.count else { return nil }
            bits = positions.words[word]
        }
        return word * 64 + bits.trailingZeroBitCount
    }
}
