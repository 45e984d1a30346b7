import Glibc

/// Finds where the cells of one record lie, without reading them.
///
/// Knows nothing of what came before: a record that the bytes do not hold whole is scanned again with more of them.
struct CSVScanner {
    struct Cell {
        enum Form {
            /// The bytes are the text.
            case plain
            /// The bytes between the quotes are the text once doubled quotes are made one.
            case doubled
            /// The bytes begin with the opening quote, and text follows the closing one.
            case broken
        }

        var start: Int
        var end: Int
        var form: Form
    }

    enum Outcome: Equatable {
        /// The record and its line end take this many bytes.
        case record(length: Int)
        case needsMore
        /// The file ends inside quotes.
        case unclosed
    }

    let delimiter: UInt8
    /// How many cells are kept; further ones are only counted.
    let limit: Int
    /// Reused from record to record, positions counted from the first byte of the record.
    private(set) var cells: [Cell] = []
    private(set) var cellCount = 0
    /// Line ends inside the record's quotes.
    private(set) var innerLineEnds = 0
    /// How many line ends lie before the quote that the last scan found no end of.
    private(set) var openQuote: Int?
    private(set) var firstBroken: Int?

    init(delimiter: UInt8, limit: Int) {
        self.delimiter = delimiter
        self.limit = limit
    }

    /// Scans the record that the bytes begin with; they are whole where the file ends as they do.
    mutating func scan(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> Outcome {
        cells.removeAll(keepingCapacity: true)
        cellCount = 0
        innerLineEnds = 0
        openQuote = nil
        firstBroken = nil
        var position = 0
        while true {
            let end: Int
            if position < bytes.count, bytes[position] == Self.quote {
                guard let closed = quotedCell(bytes, from: position, isWhole: isWhole) else {
                    return isWhole ? .unclosed : .needsMore
                }
                end = closed
            } else {
                end = special(bytes, from: position)
                keep(Cell(start: position, end: end, form: .plain))
            }
            if end == bytes.count { return isWhole ? .record(length: end) : .needsMore }
            if bytes[end] == delimiter {
                position = end + 1
                continue
            }
            guard bytes[end] == Self.carriageReturn else { return .record(length: end + 1) }
            if end + 1 == bytes.count { return isWhole ? .record(length: end + 1) : .needsMore }
            return .record(length: bytes[end + 1] == Self.lineFeed ? end + 2 : end + 1)
        }
    }

    /// Keeps a cell in quotes and returns where its delimiter or line end stands, or nil if its closing quote is not here.
    private mutating func quotedCell(_ bytes: UnsafeRawBufferPointer, from opening: Int, isWhole: Bool) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var form = Cell.Form.plain
        var search = opening + 1
        while true {
            guard let found = memchr(base + search, Int32(Self.quote), bytes.count - search) else {
                openQuote = innerLineEnds
                return nil
            }
            let closing = UnsafeRawPointer(found) - base
            if closing + 1 == bytes.count, !isWhole {
                // The next byte decides whether this quote closes.
                openQuote = innerLineEnds
                return nil
            }
            if closing + 1 < bytes.count, bytes[closing + 1] == Self.quote {
                form = .doubled
                search = closing + 2
                continue
            }
            innerLineEnds += Self.lineEnds(UnsafeRawBufferPointer(rebasing: bytes[opening..<closing]))
            let end = special(bytes, from: closing + 1)
            if bytes[(closing + 1)..<end].allSatisfy({ $0 == Self.space }) {
                keep(Cell(start: opening + 1, end: closing, form: form))
            } else {
                firstBroken = firstBroken ?? cellCount
                keep(Cell(start: opening, end: end, form: .broken))
            }
            return end
        }
    }

    @inline(__always)
    private mutating func keep(_ cell: Cell) {
        cellCount += 1
        if cellCount <= limit {
            cells.append(cell)
        }
    }

    /// Returns the position of the next delimiter or line end, or the count of bytes; eight at a time.
    @inline(__always)
    private func special(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        let delimiters = Self.repeated(delimiter)
        var position = start
        while position + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let marks =
                Self.zeroBytes(word ^ delimiters) | Self.zeroBytes(word ^ Self.lineFeeds)
                | Self.zeroBytes(word ^ Self.carriageReturns)
            if marks != 0 { return position + marks.trailingZeroBitCount >> 3 }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn { break }
            position += 1
        }
        return position
    }
}

extension CSVScanner {
    static let quote = UInt8(ascii: "\"")
    static let space = UInt8(ascii: " ")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeeds = repeated(lineFeed)
    private static let carriageReturns = repeated(carriageReturn)

    /// Counts LF, CR and CRLF, each as one.
    static func lineEnds(_ bytes: UnsafeRawBufferPointer) -> Int {
        var count = 0
        var afterReturn = false
        for byte in bytes {
            if byte == carriageReturn || (byte == lineFeed && !afterReturn) {
                count += 1
            }
            afterReturn = byte == carriageReturn
        }
        return count
    }

    @inline(__always)
    private static func repeated(_ byte: UInt8) -> UInt64 {
        UInt64(byte) &* 0x0101_0101_0101_0101
    }

    /// Sets the high bit of zero bytes; bits above the lowest set one may be wrong, and only the lowest is used.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}
