import RosterKernels

/// What a file is to have: a table of small things, and runs of memory that stand behind it.
struct FileContents {
    private(set) var table: [UInt8] = []
    /// They belong to cells, which must be held until they are written.
    private(set) var runs: [UnsafeRawBufferPointer] = []

    mutating func add(_ bits: UInt64) {
        withUnsafeBytes(of: bits.littleEndian) { table += $0 }
    }

    mutating func add(_ number: Int) {
        add(UInt64(bitPattern: Int64(number)))
    }

    mutating func add(_ isThere: Bool) {
        table.append(isThere ? 1 : 0)
    }

    mutating func add(bytes: [UInt8]) {
        table += bytes
    }

    mutating func add(_ text: String) {
        add(text.utf8.count)
        table += text.utf8
    }

    /// Adds few elements.
    mutating func add<Element: BitwiseCopyable>(elements: [Element]) {
        add(elements.count)
        elements.withUnsafeBytes { table += $0 }
    }

    /// Adds many elements: their memory itself is written.
    mutating func add<Element>(_ cells: Cells<Element>) {
        let run = cells.rawBuffer
        add(cells.count)
        add(kith_checksum(cells.bytesStart, run.count))
        runs.append(run)
    }

    mutating func add<Value>(_ value: Value?, _ write: (Value, inout FileContents) -> Void) {
        add(value != nil)
        if let value { write(value, &self) }
    }
}

extension Cells {
    fileprivate var bytesStart: UnsafePointer<UInt8> {
        UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self)
    }
}

/// Reads the table of a file, and the runs in the order in which the table names them.
///
/// Where checksums are right all is as it was written; sizes are looked at all the same, so that no file whatsoever
/// makes the program read where it should not.
struct FileContentsReader {
    private let table: [UInt8]
    private let file: FileReader?
    private var position = 0

    init(_ table: [UInt8], _ file: FileReader? = nil) {
        self.table = table
        self.file = file
    }

    mutating func bytes(_ count: Int) throws(RosterFileError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= table.count - position else { throw .damaged }
        position += count
        return table[position - count..<position]
    }

    mutating func bits() throws(RosterFileError) -> UInt64 {
        try bytes(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func number(upTo most: Int = .max) throws(RosterFileError) -> Int {
        let number = Int(Int64(bitPattern: try bits()))
        guard (0...most).contains(number) else { throw .damaged }
        return number
    }

    mutating func boolean() throws(RosterFileError) -> Bool {
        try bytes(1).first == 1
    }

    mutating func text() throws(RosterFileError) -> String {
        guard let text = String(validating: try bytes(number(upTo: table.count)), as: UTF8.self) else { throw .damaged }
        return text
    }

    mutating func elements<Element: BitwiseCopyable>(of type: Element.Type) throws(RosterFileError) -> [Element] {
        let count = try number(upTo: table.count)
        let bytes = try bytes(count * MemoryLayout<Element>.stride)
        return bytes.withUnsafeBytes { bytes in
            (0..<count).map { bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.stride, as: Element.self) }
        }
    }

    /// Reads so many elements, or as many as there are.
    mutating func cells<Element>(
        _ expected: Int? = nil,
        of type: Element.Type = Element.self
    ) throws(RosterFileError) -> Cells<Element> {
        guard let file else { throw .damaged }
        let count = try number(upTo: file.rest / MemoryLayout<Element>.stride)
        let checksum = try bits()
        guard expected == nil || expected == count else { throw .damaged }
        return try Cells(reading: count) { memory throws(RosterFileError) in
            try file.read(into: memory)
            let found = kith_checksum(memory.baseAddress?.assumingMemoryBound(to: UInt8.self), memory.count)
            guard found == checksum else { throw .damaged }
        }
    }

    mutating func ifAny<Value>(
        _ read: (inout FileContentsReader) throws(RosterFileError) -> Value
    ) throws(RosterFileError) -> Value? {
        try boolean() ? try read(&self) : nil
    }

    /// Confirms that nothing is left in the table, nor in the file.
    mutating func end() throws(RosterFileError) {
        _ = try number()
        guard position == table.count, file?.rest == 0 else { throw .damaged }
    }
}
