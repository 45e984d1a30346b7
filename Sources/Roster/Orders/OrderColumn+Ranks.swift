/// Rows with a number each that orders them, for loops over many rows.
struct RankedRows {
    /// Beside the ranks: the rows that have a value.
    var rows: [UInt32] = []
    var ranks: [UInt64] = []
    /// The rows that have none.
    var rest: [UInt32] = []

    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        ranks.removeAll(keepingCapacity: true)
        rest.removeAll(keepingCapacity: true)
    }
}

extension OrderColumn {
    /// Whether rows of one rank have one value; else their texts must be compared.
    var isExact: Bool {
        if case .texts(.arena) = self { false } else { true }
    }

    /// Gives rows their ranks, ascending by value.
    func rank(_ rows: UnsafeBufferPointer<UInt32>, into ranked: inout RankedRows) {
        switch self {
        case .ids(let ids):
            ranked.rows.append(contentsOf: rows)
            for row in rows { ranked.ranks.append(UInt64(bitPattern: ids[Int(row)])) }
        case .kinds(let kinds):
            ranked.rows.append(contentsOf: rows)
            for row in rows { ranked.ranks.append(UInt64(kinds[Int(row)])) }
        case .members(let kinds):
            ranked.rows.append(contentsOf: rows)
            for row in rows { ranked.ranks.append(kinds[Int(row)] == 2 ? 1 : 0) }
        case .booleans(let column):
            for row in rows {
                guard let value = column.value(at: Int(row)) else {
                    ranked.rest.append(row)
                    continue
                }
                ranked.rows.append(row)
                ranked.ranks.append(value ? 1 : 0)
            }
        case .numbers(let column): rank(rows, column, into: &ranked)
        case .days(let column): rank(rows, column, into: &ranked)
        case .instants(let column): rank(rows, column, into: &ranked)
        case .texts(.narrow(let codes, _, _)): rank(rows, codes, into: &ranked)
        case .texts(.wide(let codes, _, _)): rank(rows, codes, into: &ranked)
        case .texts(.arena(let arena, let presence)):
            for row in rows {
                guard presence[Int(row)] else {
                    ranked.rest.append(row)
                    continue
                }
                ranked.rows.append(row)
                ranked.ranks.append(Self.firstBytes(arena.text(at: Int(row))))
            }
        case .same(.number(let number)):
            ranked.rows.append(contentsOf: rows)
            for _ in rows { ranked.ranks.append(number) }
        case .same: ranked.rest.append(contentsOf: rows)
        }
    }

    private func rank<Scalar>(
        _ rows: UnsafeBufferPointer<UInt32>,
        _ column: ScalarColumn<Scalar>,
        into ranked: inout RankedRows
    ) {
        for row in rows {
            guard column.presence?[Int(row)] ?? true else {
                ranked.rest.append(row)
                continue
            }
            ranked.rows.append(row)
            ranked.ranks.append(column.values[Int(row)].rank)
        }
    }

    private func rank(
        _ rows: UnsafeBufferPointer<UInt32>,
        _ codes: Cells<some FixedWidthInteger & BitwiseCopyable & Sendable>,
        into ranked: inout RankedRows
    ) {
        for row in rows {
            let code = UInt64(truncatingIfNeeded: codes[Int(row)])
            guard code > 0 else {
                ranked.rest.append(row)
                continue
            }
            ranked.rows.append(row)
            ranked.ranks.append(Self.rank(place: code - 1))
        }
    }

    /// The rank of a value that a row of another part has.
    func rank(of value: OrderValue) -> UInt64 {
        switch (self, value) {
        case (_, .number(let number)): number
        case (.texts(.narrow(_, let dictionary, _)), .text(let text)): Self.rank(text, dictionary)
        case (.texts(.wide(_, let dictionary, _)), .text(let text)): Self.rank(text, dictionary)
        case (_, .text(let text)): Self.firstBytes(text)
        case (_, .none): .max
        }
    }

    /// A text that the dictionary does not have stands between two that it has.
    private static func rank(_ text: UnsafeBufferPointer<UInt8>, _ dictionary: TextDictionary) -> UInt64 {
        let place = dictionary.lowerBound(text)
        let isThere = place < dictionary.count && compareBytes(dictionary.text(place), text) == 0
        return isThere ? rank(place: UInt64(place)) : UInt64(place) * 2
    }

    private static func rank(place: UInt64) -> UInt64 { place * 2 + 1 }

    /// The first eight bytes, as a number that orders as they do.
    private static func firstBytes(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        if text.count >= 8 {
            return UInt64(bigEndian: UnsafeRawBufferPointer(text).loadUnaligned(as: UInt64.self))
        }
        var rank: UInt64 = 0
        for byte in text { rank = rank << 8 | UInt64(byte) }
        return rank << UInt64(8 * (8 - text.count))
    }
}
