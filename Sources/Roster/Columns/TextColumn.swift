/// The texts of one key: few different ones as codes, many as they are.
enum TextColumn: Sendable {
    /// Code 0 is no value, code n + 1 the dictionary's nth text.
    case narrow(Cells<UInt8>, TextDictionary, uses: [UInt32])
    case wide(Cells<UInt16>, TextDictionary, uses: [UInt32])
    case arena(Arena, presence: Bitmap)

    /// The most different texts that codes are made for.
    static let codesLimit = Int(UInt16.max)

    var rows: Int {
        switch self {
        case .narrow(let codes, _, _): codes.count
        case .wide(let codes, _, _): codes.count
        case .arena(let arena, _): arena.rows
        }
    }

    func text(at row: Int) -> UnsafeBufferPointer<UInt8>? {
        switch self {
        case .narrow(let codes, let dictionary, _): codes[row] == 0 ? nil : dictionary.text(Int(codes[row]) - 1)
        case .wide(let codes, let dictionary, _): codes[row] == 0 ? nil : dictionary.text(Int(codes[row]) - 1)
        case .arena(let arena, let presence): presence[row] ? arena.text(at: row) : nil
        }
    }

    var bytes: Int {
        switch self {
        case .narrow(let codes, let dictionary, let uses): codes.bytes + dictionary.size + uses.count * 4
        case .wide(let codes, let dictionary, let uses): codes.bytes + dictionary.size + uses.count * 4
        case .arena(let arena, let presence): arena.size + presence.bytes
        }
    }
}

/// A column that grows at its end: codes for as long as there are few different texts.
struct TextDraft {
    private var interner = Interner()
    /// While there are few different texts: 0 for no value, else a text's number + 1.
    private var codes: [UInt32] = []
    private var arena: ArenaDraft?
    private var presence = BitmapDraft()

    /// Where many different texts are expected, no codes are made in vain.
    init(isVaried: Bool = false) {
        if isVaried {
            arena = ArenaDraft()
        }
    }

    private(set) var rows = 0

    mutating func set(_ text: String, at row: Int) {
        pad(to: row)
        text.withBytes { append($0) }
    }

    mutating func set(_ text: UnsafeBufferPointer<UInt8>, at row: Int) {
        pad(to: row)
        append(text)
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        rows += 1
        presence.append(true)
        if arena != nil {
            arena?.append(text)
        } else {
            codes.append(UInt32(interner.number(of: text)) + 1)
            if interner.count > TextColumn.codesLimit {
                spreadOut()
            }
        }
    }

    private mutating func pad(to row: Int) {
        while rows < row {
            rows += 1
            presence.append(false)
            if arena != nil {
                arena?.append(UnsafeBufferPointer(start: nil, count: 0))
            } else {
                codes.append(0)
            }
        }
    }

    /// Turns codes into the texts that they stand for.
    private mutating func spreadOut() {
        var texts = ArenaDraft()
        interner.bytes.withUnsafeBufferPointer { bytes in
            for code in codes {
                let place = code == 0 ? 0..<0 : interner.text(Int(code) - 1)
                texts.append(UnsafeBufferPointer(rebasing: bytes[place]))
            }
        }
        arena = texts
        codes = []
        interner = Interner()
    }

    /// The column, or nil where no row has a value.
    consuming func finished(rows: Int) -> TextColumn? {
        guard self.rows > 0 else { return nil }
        pad(to: rows)
        if arena == nil, interner.count > 255, interner.count > rows / 8 {
            spreadOut()
        }
        if let arena {
            return .arena(arena.finished(), presence: presence.finished())
        }
        let (dictionary, places) = interner.sorted()
        var uses = [UInt32](repeating: 0, count: interner.count)
        let sortedCodes = codes.map { code -> UInt16 in
            guard code > 0 else { return 0 }
            let place = places[Int(code) - 1]
            uses[place] += 1
            return UInt16(place + 1)
        }
        return interner.count <= 255
            ? .narrow(Cells(sortedCodes.map(UInt8.init)), dictionary, uses: uses)
            : .wide(Cells(sortedCodes), dictionary, uses: uses)
    }
}
