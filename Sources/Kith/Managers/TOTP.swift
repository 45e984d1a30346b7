import Crypto
import Domain
import Foundation

/// Codes made of a secret and the time (RFC 6238), as all apps for codes make them: SHA-1, six digits, 30 seconds.
struct TOTP: Sendable {
    static let secretLength = 20
    static let digits = 6
    static let stepMilliseconds: Int64 = 30_000
    /// Clocks may differ by so many steps.
    private static let tolerance: Int64 = 1

    let secret: [UInt8]

    /// The code of one step, counted from 1970.
    func code(at step: Int64, digits: Int = digits) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian, Array.init)
        let key = SymmetricKey(data: secret)
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
        let offset = Int(hash[hash.count - 1] & 15)
        let bits = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let number = String(bits)
        return (String(repeating: "0", count: max(0, digits - number.count)) + number).suffixed(digits)
    }

    /// Finds the step that a code belongs to, at this moment; nil where it belongs to none.
    func step(of code: String, at now: Instant) -> Int64? {
        let current = now.milliseconds / Self.stepMilliseconds
        var found: Int64?
        for step in current - Self.tolerance...current + Self.tolerance where Self.areEqual(self.code(at: step), code) {
            found = step
        }
        return found
    }

    /// What an app reads from a picture or a link.
    func link(issuer: String, account: String) -> String {
        // A colon separates the two.
        let issuer = Self.escaped(issuer.replacing(":", with: " "))
        let label = "\(issuer):\(Self.escaped(account))"
        return "otpauth://totp/\(label)?secret=\(Base32.text(secret))&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.stepMilliseconds / 1_000)"
    }

    private static func escaped(_ text: String) -> String {
        let allowed = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }

    /// Compares without stopping at the first difference.
    private static func areEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension String {
    fileprivate func suffixed(_ count: Int) -> String { String(suffix(count)) }
}
