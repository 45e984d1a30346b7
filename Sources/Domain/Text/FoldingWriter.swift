/// Folds UTF-8 into a buffer of the same size, as long as every scalar is one that the tables know.
struct FoldingWriter {
    private let input: UnsafeBufferPointer<UInt8>
    private let output: UnsafeMutableBufferPointer<UInt8>
    private var read: Int
    private(set) var written: Int
    private(set) var changed = false

    /// Starts after a prefix that is known not to change.
    ///
    /// The output must have room for as many bytes as the input: no quick folding is longer than what it folds.
    init(input: UnsafeBufferPointer<UInt8>, output: UnsafeMutableBufferPointer<UInt8>, copying prefix: Int) {
        self.input = input
        self.output = output
        for index in 0..<prefix {
            output[index] = input[index]
        }
        read = prefix
        written = prefix
    }

    /// Folds to the end, or returns false at the first scalar that the quick way must not judge.
    mutating func run() -> Bool {
        while read < input.count {
            let lead = input[read]
            if lead < 0x80 {
                let isCapital = lead &- 0x41 <= 25
                changed = changed || isCapital
                put(isCapital ? lead | 0x20 : lead)
                read += 1
                continue
            }
            let (value, length) = UTF8Reading.scalar(input, at: read)
            if value == 0xDF {
                // The only expansion worth being quick: two bytes become two.
                put(0x73)
                put(0x73)
                read += length
                changed = true
                continue
            }
            guard let folded = Folding.quickFolding(of: value) else { return false }
            if folded == value {
                for offset in 0..<length {
                    put(input[read + offset])
                }
            } else {
                encode(folded)
                changed = true
            }
            read += length
        }
        return true
    }

    private mutating func put(_ byte: UInt8) {
        output[written] = byte
        written += 1
    }

    /// Writes a scalar below U+10000: the tables hold no other.
    private mutating func encode(_ value: UInt32) {
        if value < 0x80 {
            put(UInt8(truncatingIfNeeded: value))
        } else if value < 0x800 {
            put(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
            put(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
        } else {
            put(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
            put(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
            put(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
        }
    }
}

/// Decodes scalars of UTF-8 that is known to be valid, as a String's is: reads ahead by the lead byte without checks.
enum UTF8Reading {
    /// Returns the scalar whose lead byte, 0x80 or above, stands at the index, and its length in bytes.
    @inline(__always)
    static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
        let lead = UInt32(bytes[index])
        let second = UInt32(bytes[index + 1] & 0x3F)
        if lead < 0xE0 {
            return ((lead & 0x1F) << 6 | second, 2)
        }
        let third = UInt32(bytes[index + 2] & 0x3F)
        if lead < 0xF0 {
            return ((lead & 0x0F) << 12 | second << 6 | third, 3)
        }
        return ((lead & 0x07) << 18 | second << 12 | third << 6 | UInt32(bytes[index + 3] & 0x3F), 4)
    }
}
