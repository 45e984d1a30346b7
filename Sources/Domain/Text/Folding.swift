extension String {
    /// Returns the text as it compares: NFC of the full Unicode case folding of NFC, the same in every locale.
    ///
    /// Compatibility forms stay apart (half-width kana, ligature-free width forms), because this is NFC and not NFKC.
    package func folded() -> String {
        var text = self
        return text.withUTF8 { bytes in
            switch Folding.quick(bytes) {
            case .unchanged: nil
            case .changed(let folded): folded
            case .unsure: Folding.thorough(String(decoding: bytes, as: UTF8.self))
            }
        } ?? self
    }

    /// Whether the text holds U+0000, which PostgreSQL cannot keep and C libraries take for the end.
    package var containsNUL: Bool {
        utf8.contains(0)
    }
}

/// The two ways to fold: one pass over bytes for the scripts that most names are written in, and the full algorithm.
enum Folding {
    enum Quick {
        case unchanged
        case changed(String)
        /// Something here may compose, reorder or expand: only the thorough way knows.
        case unsure
    }

    /// Folds text whose scalars all stand for themselves in NFC, one by one and never into more bytes.
    static func quick(_ bytes: UnsafeBufferPointer<UInt8>) -> Quick {
        let same = lengthUnchanged(bytes)
        if same == bytes.count { return .unchanged }
        var changed = false
        var sure = true
        let folded = String(unsafeUninitializedCapacity: bytes.count) { output in
            var writer = FoldingWriter(input: bytes, output: output, copying: same)
            sure = writer.run()
            changed = writer.changed
            // What is written so far is thrown away when unsure, but must be whole scalars: none are.
            return sure ? writer.written : 0
        }
        if !sure { return .unsure }
        return changed ? .changed(folded) : .unchanged
    }

    /// Folds any text by the definition.
    static func thorough(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.composed().unicodeScalars {
            folded.append(contentsOf: foldedScalars(of: scalar))
        }
        return String(folded).composed()
    }

    /// Counts the bytes from the start that stay as they are: most names need no more than this, and no new string.
    private static func lengthUnchanged(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var index = lengthOfUnchangedASCII(bytes)
        while index < bytes.count {
            let lead = bytes[index]
            if lead < 0x80 {
                if lead &- 0x41 <= 25 { break }
                index += 1
            } else {
                let (value, length) = UTF8Reading.scalar(bytes, at: index)
                if quickFolding(of: value) != value { break }
                index += length
            }
        }
        return index
    }

    /// Counts the bytes from the start that are ASCII without capital letters, eight at a time.
    private static func lengthOfUnchangedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // In a byte below 0x80, adding 0x3F sets the high bit from "A" on, and adding 0x25 from after "Z" on.
            let fromA = word &+ 0x3F3F_3F3F_3F3F_3F3F
            let afterZ = word &+ 0x2525_2525_2525_2525
            if (word | (fromA & ~afterZ)) & 0x8080_8080_8080_8080 != 0 { break }
            index += 8
        }
        while index < raw.count, raw[index] < 0x80, raw[index] &- 0x41 > 25 {
            index += 1
        }
        return index
    }
}
