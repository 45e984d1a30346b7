/// The id of one thing of a kind: 63 bits, ordered by the time of making, opaque to everybody else.
///
/// Printed as 13 characters of Crockford base32 (0-9, A-Z without I, L, O, U).
package struct Identifier<Subject>: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Identifier: LosslessStringConvertible {
    private static var alphabet: [UInt8] { Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8) }

    package var description: String {
        let alphabet = Self.alphabet
        return String(unsafeUninitializedCapacity: 13) { text in
            var rest = UInt64(bitPattern: rawValue)
            for place in stride(from: 12, through: 0, by: -1) {
                text[place] = alphabet[Int(rest & 31)]
                rest >>= 5
            }
            return 13
        }
    }

    /// Reads the printed form, in either case; nil where it is not one.
    package init?(_ description: String) {
        guard description.utf8.count == 13 else { return nil }
        var value: UInt64 = 0
        let alphabet = Self.alphabet
        for byte in description.utf8 {
            let isSmall = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            guard let digit = alphabet.firstIndex(of: isSmall ? byte - 32 : byte) else { return nil }
            guard value >> 58 == 0 else { return nil }
            value = value << 5 | UInt64(digit)
        }
        guard let rawValue = Int64(exactly: value) else { return nil }
        self.init(rawValue: rawValue)
    }
}
