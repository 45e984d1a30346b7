/// Texts one after the other, a row each, in chunks that are searched whole.
///
/// In each chunk a byte that is in no UTF-8 stands before the first text and after every one, so that nothing is found
/// across rows.
struct Arena: Sendable {
    /// Stands between texts.
    static let edge: UInt8 = 0xFF

    let bytes: Cells<UInt8>
    /// For each chunk one more than its rows: where texts begin, counted from the chunk's start.
    let offsets: Cells<UInt32>
    /// Where chunks begin in the bytes.
    let starts: [Int]
    let rows: Int

    func text(at row: Int) -> UnsafeBufferPointer<UInt8> {
        let chunk = row >> Chunk.shift
        let place = row + chunk
        let begin = Int(offsets[place])
        return UnsafeBufferPointer(
            start: bytes.start + starts[chunk] + begin,
            count: Int(offsets[place + 1]) - 1 - begin
        )
    }

    /// Where a chunk's bytes and offsets begin.
    func chunk(_ chunk: Int) -> (bytes: UnsafePointer<UInt8>, offsets: UnsafePointer<UInt32>) {
        (bytes.start + starts[chunk], offsets.start + chunk * (Chunk.rows + 1))
    }

    var size: Int { bytes.bytes + offsets.bytes }
}

/// An arena that grows at its end.
struct ArenaDraft {
    private(set) var bytes: [UInt8] = []
    private(set) var offsets: [UInt32] = []
    private var starts: [Int] = []
    private(set) var rows = 0

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        if rows & (Chunk.rows - 1) == 0 {
            starts.append(bytes.count)
            bytes.append(Arena.edge)
            offsets.append(1)
        }
        bytes.append(contentsOf: text)
        bytes.append(Arena.edge)
        offsets.append(UInt32(bytes.count - starts[starts.count - 1]))
        rows += 1
    }

    consuming func finished() -> Arena {
        Arena(bytes: Cells(bytes), offsets: Cells(offsets), starts: starts, rows: rows)
    }
}

extension String {
    /// Calls with the text's UTF-8, which is copied only where the text is not kept so.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var text = self
        return text.withUTF8(body)
    }
}
