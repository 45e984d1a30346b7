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
    ///
    /// Reads ahead by the lead byte without checks: a String holds valid UTF-8 only.
    mutating func run() -> Bool {
        let europe = Folding.lettersOfEurope
        let marked = Folding.lettersWithMarks
        while read < input.count {
            let lead = input[read]
            if lead < 0x80 {
                let isCapital = lead &- 0x41 <= 25
                changed = changed || isCapital
                put(isCapital ? lead | 0x20 : lead)
                read += 1
                continue
            }
            let (value, length) = scalar(lead)
            let folded: UInt32
            switch value {
            case 0xDF:
                // The only expansion worth being quick: two bytes become two.
                put(0x73)
                put(0x73)
                read += length
                changed = true
                continue
            case 0x80..<0x590:
                folded = UInt32(europe[Int(value - 0x80)])
            case 0x1E00..<0x2000:
                folded = UInt32(marked[Int(value - 0x1E00)])
            case 0xFF21...0xFF3A:
                folded = value + 32
            default:
                folded = Folding.standsForItself(value) ? value : 0
            }
            if folded == 0 { return false }
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

    private func scalar(_ lead: UInt8) -> (value: UInt32, length: Int) {
        if lead < 0xE0 {
            return (UInt32(lead & 0x1F) << 6 | rest(1), 2)
        }
        if lead < 0xF0 {
            return (UInt32(lead & 0x0F) << 12 | rest(1) << 6 | rest(2), 3)
        }
        return (UInt32(lead & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
    }

    private func rest(_ offset: Int) -> UInt32 {
        UInt32(input[read + offset] & 0x3F)
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
