import Crypto

/// The secret with which an organization's site proves who its members are.
///
/// The site's server, which alone has it, gives a page the HMAC-SHA256 of the member id; a visitor cannot make one.
package struct MemberSecret: Hashable, Sendable {
    package static let length = 32

    let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// As the site's server has it: 64 hexadecimal digits, which it decodes before it hashes.
    package var text: String { Hexadecimal.text(bytes) }

    /// What the site's server sends with a member id: 64 hexadecimal digits.
    package func hash(of memberID: String) -> String {
        Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: Array(memberID.utf8), using: SymmetricKey(data: bytes)))
    }

    /// Whether a hash, its digits in either case, is that of a member id. Takes as long for a hash that is nearly right.
    package func proves(_ memberID: String, by hash: String) -> Bool {
        guard let code = Hexadecimal.bytes(hash) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            code,
            authenticating: Array(memberID.utf8),
            using: SymmetricKey(data: bytes)
        )
    }
}

/// Bytes as digits 0–9 and a–f.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil where it is anything else, or half a byte is missing.
    static func bytes(_ text: String) -> [UInt8]? {
        let halves = text.utf8.map { byte in digits.firstIndex(of: byte | 0x20).map(UInt8.init) }
        guard halves.count.isMultiple(of: 2), text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: halves.count, by: 2) {
            guard let high = halves[index], let low = halves[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
