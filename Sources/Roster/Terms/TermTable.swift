import RosterKernels

/// Many texts to look others up in.
struct TermTable: Sendable {
    private let bytes: Cells<UInt8>
    private let offsets: Cells<UInt32>
    private let slots: Cells<UInt32>
    private let filter: Cells<UInt64>
    /// The number of different texts, which are numbered as they first came.
    let count: Int

    init(_ interner: Interner) {
        bytes = Cells(interner.bytes)
        offsets = Cells(interner.offsets)
        count = interner.count
        slots = Cells(interner.slots.isEmpty ? [0] : interner.slots)
        let (bytes, offsets, count) = (bytes, offsets, count)
        filter = Cells(count: Int(KITH_TERMS_FILTER_WORDS)) { words in
            kith_terms_filter(bytes.start, offsets.start, count, words)
        }
    }

    init(_ texts: some Sequence<String>) {
        var interner = Interner()
        for text in texts { text.withBytes { _ = interner.number(of: $0) } }
        self.init(interner)
    }

    func text(_ number: Int) -> UnsafeBufferPointer<UInt8> {
        let begin = Int(offsets[number])
        return UnsafeBufferPointer(start: bytes.start + begin, count: Int(offsets[number + 1]) - 1 - begin)
    }

    var table: kith_terms {
        kith_terms(
            bytes: bytes.start,
            offsets: offsets.start,
            slots: slots.start,
            slots_count: slots.count,
            filter: filter.start
        )
    }

    /// Writes the rows of an arena, of those in the mask, whose text is one of these; marks what was found.
    func write(
        _ bytes: UnsafePointer<UInt8>,
        _ offsets: UnsafePointer<UInt32>,
        rows: Int,
        within mask: UnsafePointer<UInt64>,
        found: UnsafeMutablePointer<UInt8>? = nil,
        into out: UnsafeMutablePointer<UInt64>
    ) {
        var table = table
        kith_terms_rows(&table, bytes, offsets, rows, mask, found, out)
    }
}
