/// The booleans of one key.
struct BooleanColumn: Sendable {
    let isTrue: Bitmap
    let isFalse: Bitmap

    func value(at row: Int) -> Bool? {
        isTrue[row] ? true : isFalse[row] ? false : nil
    }

    var bytes: Int { isTrue.bytes + isFalse.bytes }
}

/// A column that grows at its end.
struct BooleanDraft {
    /// The value of rows for which none is given.
    private let initial: Bool?
    private var isTrue = BitmapDraft()
    private var isFalse = BitmapDraft()
    /// Whether some row is not as it begins.
    private var differs = false

    init(initial: Bool?) {
        self.initial = initial
    }

    mutating func set(_ value: Bool?, at row: Int) {
        pad(to: row)
        isTrue.append(value == true)
        isFalse.append(value == false)
        if value != initial {
            differs = true
        }
    }

    private mutating func pad(to row: Int) {
        isTrue.append(initial == true, upTo: row)
        isFalse.append(initial == false, upTo: row)
    }

    /// The column, or nil where all rows are as they begin.
    consuming func finished(rows: Int) -> BooleanColumn? {
        guard differs else { return nil }
        pad(to: rows)
        return BooleanColumn(isTrue: isTrue.finished(), isFalse: isFalse.finished())
    }
}
