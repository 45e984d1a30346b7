/// Which rows have which elements of a list.
struct ElementIndex: Sendable {
    enum Elements: Sendable {
        /// Ids of tags, or the bits of numbers, ascending.
        case integers([Int64])
        case texts(TextDictionary)
    }

    enum Rows: Sendable {
        case few(Cells<UInt32>)
        case many(Bitmap)

        var count: Int {
            switch self {
            case .few(let rows): rows.count
            case .many(let rows): rows.count
            }
        }

        /// The numbers of the rows, ascending.
        var places: [UInt32] {
            switch self {
            case .few(let rows): Array(rows.buffer)
            case .many(let bitmap): bitmap.places
            }
        }
    }

    let elements: Elements
    /// Beside the elements.
    let rows: [Rows]
    /// The rows that have a list, be it an empty one.
    let presence: Bitmap
    /// How many different elements each row has.
    let counts: Cells<UInt16>

    func rows(of integer: Int64) -> Rows? {
        guard case .integers(let integers) = elements else { return nil }
        var low = 0
        var high = integers.count
        while low < high {
            let middle = (low + high) / 2
            if integers[middle] < integer {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < integers.count && integers[low] == integer ? rows[low] : nil
    }

    func rows(of text: String) -> Rows? {
        guard case .texts(let dictionary) = elements else { return nil }
        return text.withBytes { dictionary.place(of: $0) }.map { rows[$0] }
    }

    var bytes: Int {
        let sets = rows.reduce(0) { sum, rows in
            switch rows {
            case .few(let cells): sum + cells.bytes
            case .many(let bitmap): sum + bitmap.bytes
            }
        }
        let names =
            switch elements {
            case .integers(let integers): integers.count * 8
            case .texts(let dictionary): dictionary.size
            }
        return sets + names + presence.bytes + counts.bytes
    }
}

/// An index that grows at its end.
struct ElementDraft {
    private var interner = Interner()
    private var numbers: [Int64: Int] = [:]
    private var rows: [[UInt32]] = []
    private var presence = BitmapDraft()
    private var counts: [UInt16] = []
    private var isOfTexts = false

    /// Begins the list of a row; its elements follow.
    mutating func begin(_ row: Int) {
        presence.append(false, upTo: row)
        presence.append(true)
        while counts.count <= row {
            counts.append(0)
        }
    }

    mutating func add(_ integer: Int64, at row: Int) {
        add(number: number(of: integer), at: row)
    }

    mutating func add(_ text: UnsafeBufferPointer<UInt8>, at row: Int) {
        add(number: number(of: text), at: row)
    }

    private mutating func add(number: Int, at row: Int) {
        // An element that comes twice in one list counts once.
        guard rows[number].last != UInt32(row) else { return }
        rows[number].append(UInt32(row))
        counts[row] = min(counts[row], .max - 1) + 1
    }

    private mutating func number(of integer: Int64) -> Int {
        if let number = numbers[integer] { return number }
        numbers[integer] = rows.count
        rows.append([])
        return rows.count - 1
    }

    private mutating func number(of text: UnsafeBufferPointer<UInt8>) -> Int {
        isOfTexts = true
        let number = interner.number(of: text)
        if number == rows.count {
            rows.append([])
        }
        return number
    }

    /// Takes the lists of other parts over, whose rows get new places; nil is one that goes.
    mutating func merge(_ indexes: [ElementIndex?], by order: MergeOrder) {
        for (part, index) in indexes.enumerated() {
            guard let index else { continue }
            let places = order.places[part]
            for (element, old) in index.rows.enumerated() {
                var moved = old.places
                for index in moved.indices { moved[index] = places[Int(moved[index])] }
                moved.removeAll { $0 == MergeOrder.gone }
                guard !moved.isEmpty else { continue }
                let number =
                    switch index.elements {
                    case .integers(let integers): self.number(of: integers[element])
                    case .texts(let dictionary): self.number(of: dictionary.text(element))
                    }
                if rows[number].isEmpty {
                    rows[number] = moved
                } else {
                    rows[number] += moved
                }
            }
        }
        for number in rows.indices where !zip(rows[number], rows[number].dropFirst()).allSatisfy({ $0 < $1 }) {
            rows[number].sort()
        }
        counts.reserveCapacity(order.count)
        for place in 0..<order.count {
            let index = indexes[Int(order.parts[place])]
            presence.append(index?.presence[Int(order.rows[place])] ?? false)
            counts.append(index?.counts[Int(order.rows[place])] ?? 0)
        }
    }

    /// The index, or nil where no row has a list.
    consuming func finished(rows count: Int) -> ElementIndex? {
        guard presence.rows > 0 else { return nil }
        presence.append(false, upTo: count)
        let present = presence.finished()
        guard present.count > 0 else { return nil }
        while counts.count < count {
            counts.append(0)
        }
        var ordered = [ElementIndex.Rows?](repeating: nil, count: rows.count)
        let elements: ElementIndex.Elements
        if isOfTexts {
            let (dictionary, places) = interner.sorted()
            for number in rows.indices {
                ordered[places[number]] = Self.held(rows[number], of: count)
            }
            elements = .texts(dictionary)
        } else {
            let integers = numbers.keys.sorted()
            for (place, integer) in integers.enumerated() {
                ordered[place] = numbers[integer].map { Self.held(rows[$0], of: count) }
            }
            elements = .integers(integers)
        }
        return ElementIndex(
            elements: elements,
            rows: ordered.compactMap(\.self),
            presence: present,
            counts: Cells(counts)
        )
    }

    /// Rows take 4 bytes each, or an eighth of a byte for every row of the part.
    private static func held(_ rows: [UInt32], of count: Int) -> ElementIndex.Rows {
        rows.count > count / 32 ? .many(Bitmap(rows: count, rows)) : .few(Cells(rows))
    }
}
