import CQR

/// A text as a square of dark and light places that cameras read (ISO/IEC 18004).
package struct QRCode: Hashable, Sendable {
    /// The light border that readers want around it, in places.
    package static let border = 4

    /// How many places it has each way, without the border.
    package let side: Int
    private let isDark: [Bool]

    /// Nil for a text that is empty, or too long for any code. An eighth of what is drawn may be hidden or dirty.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        // Version 0: the smallest code that the text fits into.
        guard !bytes.isEmpty, let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            return nil
        }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        // Of each place the lowest bit is its colour; the others say what it is for.
        isDark = UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 == 1 }
    }

    package subscript(row: Int, column: Int) -> Bool { isDark[row * side + column] }

    /// The dark places of a row, those that touch taken together.
    package func runs(ofRow row: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for column in 0..<side where self[row, column] {
            if let last = runs.last, last.upperBound == column {
                runs[runs.count - 1] = last.lowerBound..<column + 1
            } else {
                runs.append(column..<column + 1)
            }
        }
        return runs
    }
}
