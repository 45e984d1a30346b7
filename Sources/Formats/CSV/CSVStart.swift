import Domain

/// What the first bytes of a CSV file say about the rest: that it is one, its encoding, and its delimiter.
struct CSVStart {
    let delimiter: UInt8
    let encoding: TextEncoding
    /// The line where the header can begin.
    let line: Int

    private static let sampleBytes = 64 << 10
    /// More, as names with other letters than A to Z may come late.
    private static let encodingSampleBytes = 1 << 20
    private static let sampleRecords = 50
    private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    /// Looks at the start of a file, and takes the byte order mark and a line such as `sep=;` off it.
    init(
        source: CSVSource,
        delimiter: UInt8?,
        encoding: TextEncoding?,
        country: Country?,
        limits: CSVLimits
    ) throws(CSVError) {
        try Self.fill(source, Self.encodingSampleBytes)
        if source.window.isEmpty { throw .empty }
        if let kind = Self.foreign(source.window) { throw .notCSV(kind) }
        if let encoding {
            self.encoding = encoding
        } else {
            self.encoding = try Self.encoding(of: source, in: country)
        }
        if self.encoding != .utf8 {
            try source.restart(in: self.encoding)
            try Self.fill(source, Self.sampleBytes)
        }
        if source.window.starts(with: [0xEF, 0xBB, 0xBF]) {
            source.consume(3)
        }
        if let declared = Self.declaration(source.window) {
            source.consume(declared.length)
            self.delimiter = delimiter ?? declared.delimiter
            line = 2
        } else {
            self.delimiter = delimiter ?? Self.likeliest(source.window, isWhole: source.isAtEnd, limits: limits)
            line = 1
        }
    }

    private static func fill(_ source: CSVSource, _ bytes: Int) throws(CSVError) {
        while source.window.count < bytes, !source.isAtEnd {
            try source.fill()
        }
    }

    private static func encoding(of source: CSVSource, in country: Country?) throws(CSVError) -> TextEncoding {
        // The same sample at any size of block, or the same file could be read in two ways.
        let sample = UnsafeRawBufferPointer(rebasing: source.window.prefix(encodingSampleBytes))
        let isWhole = source.isAtEnd && sample.count == source.window.count
        switch TextEncoding.guess(sample, isWhole: isWhole, in: country) {
        case .known(let encoding): return encoding
        case .foreign(let name): throw .foreignEncoding(name)
        }
    }

    private static func foreign(_ bytes: UnsafeRawBufferPointer) -> CSVError.ForeignFile? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return .utf32 }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .workbook }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .oldWorkbook }
        return nil
    }

    /// Reads the line by which Excel is told the delimiter.
    private static func declaration(_ bytes: UnsafeRawBufferPointer) -> (delimiter: UInt8, length: Int)? {
        guard bytes.starts(with: Array("sep=".utf8)), bytes.count > 4 else { return nil }
        let delimiter = bytes[4]
        guard delimiter < 0x80, delimiter != CSVScanner.quote, !Self.endsLine(delimiter) else { return nil }
        if bytes.count == 5 { return (delimiter, 5) }
        guard Self.endsLine(bytes[5]) else { return nil }
        let isPair = bytes[5] == CSVScanner.carriageReturn && bytes.count > 6 && bytes[6] == CSVScanner.lineFeed
        return (delimiter, isPair ? 7 : 6)
    }

    private static func endsLine(_ byte: UInt8) -> Bool {
        byte == CSVScanner.lineFeed || byte == CSVScanner.carriageReturn
    }

    /// Picks the delimiter that cuts most of the first records into as many cells as the header, and into many.
    private static func likeliest(_ bytes: UnsafeRawBufferPointer, isWhole: Bool, limits: CSVLimits) -> UInt8 {
        // The same sample at any size of block, or the same file could be read in two ways.
        let sample = UnsafeRawBufferPointer(rebasing: bytes.prefix(sampleBytes))
        let isWhole = isWhole && sample.count == bytes.count
        var best = (delimiter: candidates[0], score: 0.0)
        for candidate in candidates {
            let counts = cellCounts(sample, isWhole: isWhole, delimiter: candidate)
            guard let columns = counts.first, columns > 1 else { continue }
            let agreeing = counts.count { $0 == columns }
            let score = Double(agreeing) / Double(counts.count) * Double(columns - 1)
            if score > best.score {
                best = (candidate, score)
            }
        }
        return best.delimiter
    }

    private static func cellCounts(_ bytes: UnsafeRawBufferPointer, isWhole: Bool, delimiter: UInt8) -> [Int] {
        var scanner = CSVScanner(delimiter: delimiter, limit: 0)
        var counts: [Int] = []
        var rest = bytes
        while counts.count < sampleRecords, !rest.isEmpty {
            guard case .record(let length) = scanner.scan(rest, isWhole: isWhole) else {
                // A header longer than the sample still tells something.
                return counts.isEmpty ? [scanner.cellCount] : counts
            }
            // An empty line is one cell to every candidate and tells nothing.
            if length > 2 || !Self.endsLine(rest[0]) {
                counts.append(scanner.cellCount)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[length...])
        }
        return counts
    }
}
