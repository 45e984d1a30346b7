extension EmailAddress {
    /// Whether an address is in order at first sight, as almost all are: ASCII, and nothing in it that needs a thought.
    ///
    /// Never true where `check` finds something; where this is false, `check` decides.
    static func isPlain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")), (1...64).contains(at) else {
                return false
            }
            return bytes[..<at].allSatisfy(isPlainBeforeAt) && isPlainDomain(bytes[(at + 1)...])
        }
    }

    private static func isPlainBeforeAt(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "'")
    }

    private static func isPlainDomain(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var labels = 1
        var length = 0
        var hasLetter = false
        var last = UInt8(ascii: ".")
        for byte in bytes {
            if isLetter(byte) || isDigit(byte) {
                hasLetter = hasLetter || isLetter(byte)
                length += 1
            } else if byte == UInt8(ascii: "-"), length > 0 {
                length += 1
            } else if byte == UInt8(ascii: "."), length > 0, last != UInt8(ascii: "-") {
                labels += 1
                length = 0
                hasLetter = false
            } else {
                return false
            }
            if length > 63 { return false }
            last = byte
        }
        return labels > 1 && length > 0 && hasLetter && last != UInt8(ascii: "-")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }
}
