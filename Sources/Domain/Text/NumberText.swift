/// A number as people and files write it: digits, at most one point, perhaps an exponent. No separators.
package enum NumberText {
    /// Reads a finite number; nil for anything else, also for `nan`, `0x1F` and `1,000`.
    package static func number(_ text: String) -> Double? {
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"): break
            default: return nil
            }
        }
        guard digits > 0, let number = Double(text), number.isFinite else { return nil }
        // There is one zero: JSON in PostgreSQL has no negative one.
        return number == 0 ? 0 : number
    }
}
