extension Bitmap {
    func write(to contents: inout FileContents) {
        contents.add(words)
    }

    init(reading reader: inout FileContentsReader, rows: Int) throws(RosterFileError) {
        self.init(try reader.cells(Chunk.words(rows: rows)), rows: rows)
    }
}

extension ScalarColumn {
    func write(to contents: inout FileContents) {
        contents.add(values)
        contents.add(presence) { $0.write(to: &$1) }
        contents.add(elements: zones.map { $0 != nil })
        contents.add(elements: zones.compactMap { $0 }.flatMap { [$0.lowerBound, $0.upperBound] })
    }

    init(reading reader: inout FileContentsReader, rows: Int) throws(RosterFileError) {
        let values = try reader.cells(rows, of: Scalar.self)
        let presence = try reader.ifAny { reader throws(RosterFileError) in
            try Bitmap(reading: &reader, rows: rows)
        }
        let hasZone = try reader.elements(of: UInt8.self)
        var bounds = try reader.elements(of: Scalar.self)[...]
        guard hasZone.count == Chunk.count(rows: rows) else { throw .damaged }
        var zones: [ClosedRange<Scalar>?] = []
        for hasZone in hasZone {
            guard hasZone == 1 else {
                zones.append(nil)
                continue
            }
            guard let low = bounds.popFirst(), let high = bounds.popFirst(), low <= high else { throw .damaged }
            zones.append(low...high)
        }
        self.init(values: values, presence: presence, zones: zones)
    }
}

extension TextDictionary {
    func write(to contents: inout FileContents) {
        contents.add(bytes)
        contents.add(offsets)
    }

    init(reading reader: inout FileContentsReader) throws(RosterFileError) {
        let bytes = try reader.cells(of: UInt8.self)
        let offsets = try reader.cells(of: UInt32.self)
        guard offsets.count > 0, Int(offsets[offsets.count - 1]) <= bytes.count else { throw .damaged }
        self.init(bytes: bytes, offsets: offsets)
    }
}

extension Arena {
    func write(to contents: inout FileContents) {
        contents.add(bytes)
        contents.add(offsets)
        contents.add(elements: starts)
    }

    init(reading reader: inout FileContentsReader, rows: Int) throws(RosterFileError) {
        let chunks = Chunk.count(rows: rows)
        let bytes = try reader.cells(of: UInt8.self)
        let offsets = try reader.cells(rows + chunks, of: UInt32.self)
        let starts = try reader.elements(of: Int.self)
        guard starts.count == chunks, starts.allSatisfy({ (0...bytes.count).contains($0) }) else { throw .damaged }
        self.init(bytes: bytes, offsets: offsets, starts: starts, rows: rows)
    }
}

extension TextColumn {
    private enum Form {
        static let narrow = 0
        static let wide = 1
        static let arena = 2
    }

    func write(to contents: inout FileContents) {
        switch self {
        case .narrow(let codes, let dictionary, let uses):
            contents.add(Form.narrow)
            contents.add(codes)
            dictionary.write(to: &contents)
            contents.add(elements: uses)
        case .wide(let codes, let dictionary, let uses):
            contents.add(Form.wide)
            contents.add(codes)
            dictionary.write(to: &contents)
            contents.add(elements: uses)
        case .arena(let arena, let presence):
            contents.add(Form.arena)
            arena.write(to: &contents)
            presence.write(to: &contents)
        }
    }

    init(reading reader: inout FileContentsReader, rows: Int) throws(RosterFileError) {
        let uses: [UInt32]
        let dictionary: TextDictionary
        switch try reader.number() {
        case Form.narrow:
            let codes = try reader.cells(rows, of: UInt8.self)
            dictionary = try TextDictionary(reading: &reader)
            uses = try reader.elements(of: UInt32.self)
            self = .narrow(codes, dictionary, uses: uses)
        case Form.wide:
            let codes = try reader.cells(rows, of: UInt16.self)
            dictionary = try TextDictionary(reading: &reader)
            uses = try reader.elements(of: UInt32.self)
            self = .wide(codes, dictionary, uses: uses)
        case Form.arena:
            let arena = try Arena(reading: &reader, rows: rows)
            self = .arena(arena, presence: try Bitmap(reading: &reader, rows: rows))
            return
        default: throw .damaged
        }
        guard uses.count == dictionary.count else { throw .damaged }
    }
}

extension ElementIndex {
    func write(to contents: inout FileContents) {
        switch elements {
        case .integers(let integers):
            contents.add(false)
            contents.add(elements: integers)
        case .texts(let dictionary):
            contents.add(true)
            dictionary.write(to: &contents)
        }
        for rows in rows {
            switch rows {
            case .few(let cells):
                contents.add(false)
                contents.add(cells)
            case .many(let bitmap):
                contents.add(true)
                bitmap.write(to: &contents)
            }
        }
        presence.write(to: &contents)
        contents.add(counts)
    }

    init(reading reader: inout FileContentsReader, rows: Int) throws(RosterFileError) {
        let elements: Elements
        let count: Int
        if try reader.boolean() {
            let dictionary = try TextDictionary(reading: &reader)
            elements = .texts(dictionary)
            count = dictionary.count
        } else {
            let integers = try reader.elements(of: Int64.self)
            elements = .integers(integers)
            count = integers.count
        }
        var sets: [Rows] = []
        for _ in 0..<count {
            sets.append(
                try reader.boolean() ? .many(Bitmap(reading: &reader, rows: rows)) : .few(reader.cells(of: UInt32.self))
            )
        }
        let presence = try Bitmap(reading: &reader, rows: rows)
        self.init(elements: elements, rows: sets, presence: presence, counts: try reader.cells(rows))
    }
}
