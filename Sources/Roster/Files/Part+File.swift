import Domain

extension FileContents {
    mutating func add(_ heading: RosterFile.Heading) {
        add(UInt64(bitPattern: heading.organization.rawValue))
        add(UInt64(bitPattern: heading.seq))
        add(heading.mark)
        add(heading.reading)
    }

    mutating func add(_ key: PropertyKey) {
        switch key {
        case .builtIn(let key):
            add(true)
            add(key.rawValue)
        case .profile(let name):
            add(false)
            add(name)
        }
    }
}

extension FileContentsReader {
    mutating func heading() throws(RosterFileError) -> RosterFile.Heading {
        RosterFile.Heading(
            organization: OrganizationID(rawValue: Int64(bitPattern: try bits())),
            seq: Int64(bitPattern: try bits()),
            mark: try text(),
            reading: try text()
        )
    }

    mutating func key() throws(RosterFileError) -> PropertyKey {
        guard try boolean() else { return .profile(try text()) }
        guard let key = BuiltInKey(rawValue: try text()) else { throw .damaged }
        return .builtIn(key)
    }
}

extension Part {
    func write(to contents: inout FileContents) {
        contents.add(ids)
        contents.add(kinds)
        contents.add(tags) { $0.write(to: &$1) }
        contents.add(columns.count)
        for (key, columns) in columns {
            contents.add(key)
            columns.write(to: &contents)
        }
    }

    convenience init(reading reader: inout FileContentsReader) throws(RosterFileError) {
        let ids = try reader.cells(of: Int64.self)
        let rows = ids.count
        let kinds = try reader.cells(rows, of: UInt8.self)
        let tags = try reader.ifAny { reader throws(RosterFileError) in
            try ElementIndex(reading: &reader, rows: rows)
        }
        var columns: [PropertyKey: KeyColumns] = [:]
        for _ in 0..<(try reader.number(upTo: 100_000)) {
            columns[try reader.key()] = try KeyColumns(reading: &reader, rows: rows)
        }
        self.init(ids: ids, kinds: kinds, columns: columns, tags: tags)
    }
}

extension KeyColumns {
    fileprivate func write(to contents: inout FileContents) {
        contents.add(booleans) { column, contents in
            column.isTrue.write(to: &contents)
            column.isFalse.write(to: &contents)
        }
        contents.add(numbers) { $0.write(to: &$1) }
        contents.add(days) { $0.write(to: &$1) }
        contents.add(instants) { $0.write(to: &$1) }
        contents.add(texts) { $0.write(to: &$1) }
        contents.add(written) { $0.write(to: &$1) }
        contents.add(lists) { $0.write(to: &$1) }
        contents.add(numberLists) { $0.write(to: &$1) }
    }

    fileprivate init(reading reader: inout FileContentsReader, rows: Int) throws(RosterFileError) {
        self.init()
        booleans = try reader.ifAny { reader throws(RosterFileError) in
            let isTrue = try Bitmap(reading: &reader, rows: rows)
            return BooleanColumn(isTrue: isTrue, isFalse: try Bitmap(reading: &reader, rows: rows))
        }
        numbers = try Self.scalars(&reader, rows)
        days = try Self.scalars(&reader, rows)
        instants = try Self.scalars(&reader, rows)
        texts = try Self.texts(&reader, rows)
        written = try Self.texts(&reader, rows)
        lists = try Self.elements(&reader, rows)
        numberLists = try Self.elements(&reader, rows)
    }

    private static func scalars<Scalar>(
        _ reader: inout FileContentsReader,
        _ rows: Int
    ) throws(RosterFileError) -> ScalarColumn<Scalar>? {
        try reader.ifAny { reader throws(RosterFileError) in try ScalarColumn(reading: &reader, rows: rows) }
    }

    private static func texts(
        _ reader: inout FileContentsReader,
        _ rows: Int
    ) throws(RosterFileError) -> TextColumn? {
        try reader.ifAny { reader throws(RosterFileError) in try TextColumn(reading: &reader, rows: rows) }
    }

    private static func elements(
        _ reader: inout FileContentsReader,
        _ rows: Int
    ) throws(RosterFileError) -> ElementIndex? {
        try reader.ifAny { reader throws(RosterFileError) in try ElementIndex(reading: &reader, rows: rows) }
    }
}
