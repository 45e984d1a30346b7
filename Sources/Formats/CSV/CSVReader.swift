package import Domain

/// Reads a CSV file (RFC 4180, in any `TextEncoding`) record by record; memory stays flat at any size of file.
///
/// LF, CRLF and CR end lines; empty lines are skipped; spaces after a closing quote are dropped, and so are empty cells
/// beyond the header. Errors concern the file as a whole and end the reading; problems concern one record.
package final class CSVReader {
    /// The byte between cells, found by itself unless it was given.
    package let delimiter: UInt8
    /// How its letters are written, found by itself unless it was given.
    package let encoding: TextEncoding
    /// The names of the columns, trimmed; empty ones at the end are dropped.
    package let header: [String]
    /// The line of the file where the header begins, from 1.
    package let headerLine: Int

    private let limits: CSVLimits
    private let source: CSVSource
    private var scanner: CSVScanner
    private var line: Int

    /// Opens a file and reads its header; a delimiter and an encoding can be given by a person who knows better than the
    /// search for it. Few letters are taken for those that programs of the country write.
    package init(
        path: String,
        delimiter: UInt8? = nil,
        encoding: TextEncoding? = nil,
        country: Country? = nil,
        limits: CSVLimits = .init()
    ) throws(CSVError) {
        let source = try CSVSource(path: path, blockBytes: limits.blockBytes)
        let start = try CSVStart(
            source: source,
            delimiter: delimiter,
            encoding: encoding,
            country: country,
            limits: limits
        )
        let header = try CSVHeader(source: source, start: start, limits: limits)
        self.source = source
        self.limits = limits
        self.delimiter = start.delimiter
        self.encoding = start.encoding
        self.header = header.names
        headerLine = header.line
        line = header.nextLine
        scanner = CSVScanner(delimiter: start.delimiter, limit: limits.columns)
    }

    /// Returns the next record, or nil at the end of the file.
    package func next() throws(CSVError) -> CSVRecord? {
        guard let length = try scanner.nextRecord(of: source, line: &line, limit: limits.recordBytes) else {
            return nil
        }
        let bytes = UnsafeRawBufferPointer(rebasing: source.window[..<length])
        let text = try scanner.text(of: bytes, line: line, header: header)
        var cells: [String] = []
        cells.reserveCapacity(scanner.cells.count)
        for cell in scanner.cells {
            cells.append(text.text(of: cell))
        }
        let problem = problem(with: &cells, holdsNUL: text.holdsNUL)
        let record = CSVRecord(line: line, cells: cells, problem: problem)
        line += scanner.innerLineEnds + 1
        source.consume(length)
        return record
    }

    /// Names the first thing wrong with a record, a broken quote first: it makes the count of cells wrong as well.
    private func problem(with cells: inout [String], holdsNUL: Bool) -> CSVProblem? {
        if let broken = scanner.firstBroken {
            return .textAfterQuote(column: name(of: broken))
        }
        let count = scanner.cellCount
        if count < header.count {
            return .tooFewCells(found: count, expected: header.count)
        }
        if count > header.count {
            guard count == cells.count, cells[header.count...].allSatisfy(\.isEmpty) else {
                return .tooManyCells(found: count, expected: header.count)
            }
            cells.removeSubrange(header.count...)
        }
        if holdsNUL, let index = cells.firstIndex(where: { $0.utf8.contains(0) }) {
            return .nul(column: name(of: index))
        }
        return nil
    }

    private func name(of index: Int) -> String {
        index < header.count ? header[index] : "\(index + 1)"
    }
}

extension CSVScanner {
    /// Scans to the end of the next record that is not a blank line, and returns its length within the window.
    ///
    /// Leaves `line` at the line where that record begins.
    mutating func nextRecord(of source: CSVSource, line: inout Int, limit: Int) throws(CSVError) -> Int? {
        while true {
            if source.window.isEmpty {
                if source.isAtEnd { return nil }
                try source.fill()
                continue
            }
            let outcome = scan(source.window, isWhole: source.isAtEnd)
            // Judged by the same measure whatever the size of blocks: what is held, or what the record takes.
            let length =
                if case .record(let length) = outcome { length } else { source.window.count }
            if length > limit {
                throw .recordTooLong(line: line, limit: limit, quoteLine: openQuote.map { line + $0 })
            }
            switch outcome {
            case .needsMore:
                try source.fill()
            case .unclosed:
                throw .unclosedQuote(line: line + (openQuote ?? 0))
            case .record:
                guard isBlankLine(in: source.window) else { return length }
                source.consume(length)
                line += 1
            }
        }
    }

    /// Whether the record just scanned is a line of nothing but spaces.
    private func isBlankLine(in bytes: UnsafeRawBufferPointer) -> Bool {
        guard cellCount == 1, let cell = cells.first, cell.start == 0 else { return false }
        return bytes[..<cell.end].allSatisfy { $0 == Self.space }
    }
}
