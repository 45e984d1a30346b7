import Domain

/// Codes for when the device is lost: ten of them, each good once.
enum RecoveryCodes {
    static let count = 10
    private static let bytes = 7
    private static let signs = 10

    /// Makes new codes, such as `K7Q2M-4XJPA`.
    static func make(randomBytes: (Int) -> [UInt8]) -> [String] {
        (0..<count).map { _ in
            let signs = Base32.text(randomBytes(bytes)).prefix(signs)
            return "\(signs.prefix(5))-\(signs.dropFirst(5))"
        }
    }

    /// The hash that is kept of a code, however it is spelled; nil where it cannot be one.
    static func hash(_ text: String, of manager: ManagerID, _ secret: InstanceSecret) -> [UInt8]? {
        let code = text.uppercased().filter { $0 != "-" && !$0.isWhitespace }
        guard code.utf8.count == signs else { return nil }
        return secret.keyedHash(of: Array("\(manager) \(code)".utf8), for: .recoveryCodes)
    }
}
