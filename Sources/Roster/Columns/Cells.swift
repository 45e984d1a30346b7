/// A run of memory that never changes once it was made: what columns consist of.
///
/// Reading goes through the pointer, without checks and without retains in loops. The pointer is good as long as the
/// object is held, which a column, its part and the snapshot in the reader's hands see to.
final class Cells<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Sendable: the memory is written in `init` alone, before anybody else has the object, and freed in `deinit`.
    let start: UnsafePointer<Element>
    let count: Int

    /// Makes cells that a closure fills; all of them are zeros before.
    init(count: Int, _ fill: (UnsafeMutablePointer<Element>) -> Void) {
        let size = count * MemoryLayout<Element>.stride + CellsSlack.bytes
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: size,
            alignment: 64
        )
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        let cells = memory.bindMemory(to: Element.self, capacity: count)
        fill(cells)
        start = UnsafePointer(cells)
        self.count = count
    }

    /// Makes cells whose bytes a closure writes, all of them: nothing is written before.
    init(
        reading count: Int,
        _ read: (UnsafeMutableRawBufferPointer) throws(RosterFileError) -> Void
    ) throws(RosterFileError) {
        let bytes = count * MemoryLayout<Element>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes + CellsSlack.bytes, alignment: 64)
        memory.advanced(by: bytes).initializeMemory(as: UInt8.self, repeating: 0, count: CellsSlack.bytes)
        do {
            try read(UnsafeMutableRawBufferPointer(start: memory, count: bytes))
        } catch {
            memory.deallocate()
            throw error
        }
        start = UnsafePointer(memory.bindMemory(to: Element.self, capacity: count))
        self.count = count
    }

    convenience init(_ elements: [Element]) {
        self.init(count: elements.count) { cells in
            elements.withUnsafeBufferPointer { buffer in
                guard let source = buffer.baseAddress else { return }
                cells.update(from: source, count: buffer.count)
            }
        }
    }

    deinit {
        UnsafeMutableRawPointer(mutating: start).deallocate()
    }

    subscript(_ index: Int) -> Element { start[index] }

    var rawBuffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(buffer) }

    var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

    var bytes: Int { count * MemoryLayout<Element>.stride }
}

enum CellsSlack {
    /// Loops may read so much behind the last cell.
    static let bytes = 64
}

/// How rows are divided, for loops whose scratch memory stays in the nearest cache.
enum Chunk {
    static let shift = 16
    static let rows = 1 << shift
    static let words = rows / 64

    /// The chunks that so many rows take.
    static func count(rows: Int) -> Int { (rows + Chunk.rows - 1) >> shift }

    static func words(rows: Int) -> Int { (rows + 63) / 64 }
}
