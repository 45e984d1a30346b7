/// The names of the columns, each given once.
struct CSVHeader {
    let names: [String]
    let line: Int
    let nextLine: Int

    /// Reads the first record that is not a blank line.
    init(source: CSVSource, start: CSVStart, limits: CSVLimits) throws(CSVError) {
        var line = start.line
        var scanner = CSVScanner(delimiter: start.delimiter, limit: limits.columns)
        guard let length = try scanner.nextRecord(of: source, line: &line, limit: limits.recordBytes) else {
            throw .empty
        }
        let bytes = UnsafeRawBufferPointer(rebasing: source.window[..<length])
        if let broken = scanner.firstBroken {
            throw .textAfterQuoteInHeader(line: line, column: broken + 1)
        }
        if scanner.cellCount > limits.columns {
            throw .tooManyColumns(line: line, found: scanner.cellCount, limit: limits.columns)
        }
        let text = try scanner.text(of: bytes, line: line, header: [])
        names = try Self.names(scanner.cells.map { text.text(of: $0) }, line: line)
        self.line = line
        nextLine = line + scanner.innerLineEnds + 1
        source.consume(length)
    }

    private static func names(_ texts: [String], line: Int) throws(CSVError) -> [String] {
        if let index = texts.firstIndex(where: { $0.utf8.contains(0) }) {
            throw .nulInHeader(line: line, column: index + 1)
        }
        var names = texts.map(trimmed)
        while names.count > 1, names.last == "" {
            names.removeLast()
        }
        var positions: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            if name.isEmpty { throw .unnamedColumn(line: line, column: index + 1) }
            if let first = positions.updateValue(index, forKey: name) {
                throw .repeatedColumn(line: line, name: name, first: first + 1, second: index + 1)
            }
        }
        return names
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
