extension Unicode.Scalar {
    /// Whether it has Unicode's property White_Space: a short list that never grew, read faster here than from tables.
    package var isSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Whether it is a control character (general category Cc).
    package var isControl: Bool {
        value < 0x20 || (0x7F...0x9F).contains(value)
    }
}
