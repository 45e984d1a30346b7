import Domain

/// A set of contacts as somebody confirmed it: how many they are, and a number that another set does not have.
package struct ChosenContacts: Hashable, Sendable, LosslessStringConvertible {
    package let count: Int
    private let sign: UInt64

    /// The ids in ascending order.
    init(_ ids: [ContactID]) {
        count = ids.count
        // FNV-1a over the ids: nobody gains from another set with the same sign, as they could have chosen that one.
        var sign: UInt64 = 0xcbf2_9ce4_8422_2325
        for id in ids {
            var rest = UInt64(bitPattern: id.rawValue)
            for _ in 0..<8 {
                sign = (sign ^ (rest & 0xff)) &* 0x100_0000_01b3
                rest >>= 8
            }
        }
        self.sign = sign
    }

    package init?(_ description: String) {
        let parts = description.split(separator: "-").map(String.init)
        guard parts.count == 2, let count = Int(parts[0]), let sign = UInt64(parts[1], radix: 16) else { return nil }
        self.count = count
        self.sign = sign
    }

    package var description: String { "\(count)-\(String(sign, radix: 16))" }
}
