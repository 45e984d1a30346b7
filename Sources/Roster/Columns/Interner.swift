import RosterKernels

/// Gives equal texts one number, by bytes.
struct Interner {
    // Empty until the first text comes: most interners of a small part never see one.
    private(set) var bytes: [UInt8] = []
    private(set) var offsets: [UInt32] = []
    private(set) var slots: [UInt32] = []

    var count: Int { max(0, offsets.count - 1) }

    /// The number of a text, which is new where the text is.
    mutating func number(of text: UnsafeBufferPointer<UInt8>) -> Int {
        if offsets.isEmpty {
            bytes.append(Arena.edge)
            offsets.append(1)
        }
        if count * 2 >= slots.count {
            grow(to: max(16, slots.count * 4))
        }
        if let number = known(text) { return number }
        let new = count
        bytes.append(contentsOf: text)
        bytes.append(Arena.edge)
        offsets.append(UInt32(bytes.count))
        kith_terms_enter(&slots, slots.count, bytes, offsets, UInt32(new))
        return new
    }

    private func known(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        let number = bytes.withUnsafeBufferPointer { bytes in
            offsets.withUnsafeBufferPointer { offsets in
                slots.withUnsafeBufferPointer { slots in
                    var table = kith_terms(
                        bytes: bytes.baseAddress,
                        offsets: offsets.baseAddress,
                        slots: slots.baseAddress,
                        slots_count: slots.count,
                        filter: nil
                    )
                    return kith_terms_find(&table, text.baseAddress ?? bytes.baseAddress, text.count)
                }
            }
        }
        return number < 0 ? nil : Int(number)
    }

    /// Makes room for so many texts.
    mutating func reserve(_ count: Int) {
        var size = 16
        while size <= count * 2 { size *= 2 }
        if size > slots.count { grow(to: size) }
        offsets.reserveCapacity(count + 1)
    }

    private mutating func grow(to size: Int) {
        slots = [UInt32](repeating: 0, count: size)
        for number in 0..<UInt32(count) {
            kith_terms_enter(&slots, slots.count, bytes, offsets, number)
        }
    }

    func text(_ number: Int) -> Range<Int> {
        Int(offsets[number])..<Int(offsets[number + 1]) - 1
    }

    /// The texts in the order of their bytes, with the place there of each number.
    func sorted() -> (dictionary: TextDictionary, places: [Int]) {
        bytes.withUnsafeBufferPointer { all in
            let numbers = (0..<count).sorted { left, right in
                isBefore(
                    UnsafeBufferPointer(rebasing: all[text(left)]),
                    UnsafeBufferPointer(rebasing: all[text(right)])
                )
            }
            var places = [Int](repeating: 0, count: count)
            var sortedBytes: [UInt8] = [Arena.edge]
            sortedBytes.reserveCapacity(bytes.count)
            var sortedOffsets: [UInt32] = [1]
            sortedOffsets.reserveCapacity(count + 1)
            for (place, number) in numbers.enumerated() {
                places[number] = place
                sortedBytes.append(contentsOf: all[text(number)])
                sortedBytes.append(Arena.edge)
                sortedOffsets.append(UInt32(sortedBytes.count))
            }
            return (TextDictionary(bytes: Cells(sortedBytes), offsets: Cells(sortedOffsets)), places)
        }
    }
}

/// Whether a text comes before another by its bytes, which is the order of code points.
func isBefore(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    compareBytes(left, right) < 0
}

/// Compares two texts by their bytes: below 0 where the first comes first, 0 where they are equal.
func compareBytes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
    Int(kith_compare(left.baseAddress, left.count, right.baseAddress, right.count))
}

/// Different texts in the order of their bytes.
struct TextDictionary: Sendable {
    let bytes: Cells<UInt8>
    /// Text t is at offsets[t] ..< offsets[t + 1] - 1.
    let offsets: Cells<UInt32>

    var count: Int { offsets.count - 1 }

    func text(_ place: Int) -> UnsafeBufferPointer<UInt8> {
        let begin = Int(offsets[place])
        return UnsafeBufferPointer(start: bytes.start + begin, count: Int(offsets[place + 1]) - 1 - begin)
    }

    /// The place of a text, or nil.
    func place(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        let place = lowerBound(text)
        return place < count && compareBytes(self.text(place), text) == 0 ? place : nil
    }

    /// The first place whose text does not come before this one.
    func lowerBound(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self.text(middle), text) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Which of the texts have a needle in them, which may begin and end with the edge.
    func holding(_ needle: [UInt8]) -> [Bool] {
        guard !needle.isEmpty else { return [Bool](repeating: true, count: count) }
        let found = Bitmap(rows: count) { words in
            kith_find_rows(bytes.start, offsets.start, count, needle, needle.count, words)
        }
        return (0..<count).map { found[$0] }
    }

    var size: Int { bytes.bytes + offsets.bytes }
}
