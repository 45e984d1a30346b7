/// Base32 as apps for codes read it (RFC 4648, without padding): A–Z and 2–7, which are hard to mistake.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    /// Writes whole groups of five bits; bits that are left over are filled up with zeros.
    static func text(_ bytes: [UInt8]) -> String {
        var text = ""
        var bits = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | Int(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[bits >> count & 31])
            }
            bits &= (1 << count) - 1
        }
        if count > 0 { text.append(alphabet[bits << (5 - count) & 31]) }
        return text
    }
}
