/// What the pages of an organization's site show to say whose they are: 26 of a–z and 2–7, for all to read.
package struct PluginKey: Hashable, Sendable, CustomStringConvertible {
    package static let length = 26

    package let description: String

    /// Nil for what cannot be one.
    package init?(_ text: String) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Self.signs.contains) else { return nil }
        description = text
    }

    /// Makes a new one, of five bits a sign.
    package init(randomBytes: (Int) -> [UInt8]) {
        let alphabet = Array(Self.alphabet)
        description = String(decoding: randomBytes(Self.length).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    private static let alphabet = "abcdefghijklmnopqrstuvwxyz234567".utf8
    private static let signs = Set(alphabet)
}
