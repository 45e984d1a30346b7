import Domain
import Testing

@testable import Kith

@Suite("Codes of an app")
struct TOTPTests {
    /// RFC 6238, appendix B, SHA-1: seconds since 1970, and the code of eight digits.
    private static let vectors: [(Int64, String)] = [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ]
    private static let totp = TOTP(secret: Array("12345678901234567890".utf8))

    @Test("are those of the RFC", arguments: vectors)
    func rfc(seconds: Int64, code: String) {
        #expect(Self.totp.code(at: seconds / 30, digits: 8) == code)
        #expect(Self.totp.code(at: seconds / 30) == code.suffix(6))
    }

    @Test("are good for the step before and after, and no further")
    func tolerance() {
        let now = Instant(milliseconds: 1_111_111_111_000)
        let step = now.milliseconds / 30_000
        for (distance, isGood) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let found = Self.totp.step(of: Self.totp.code(at: step + Int64(distance)), at: now)
            #expect(found == (isGood ? step + Int64(distance) : nil), "\(distance)")
        }
    }

    @Test("of another form are none", arguments: ["", "1", "0000000", "abcdef", "٠٥٠٤٧١", "-50471"])
    func form(code: String) {
        #expect(Self.totp.step(of: code, at: Instant(milliseconds: 1_111_111_111_000)) == nil)
    }

    /// RFC 4648, chapter 10, without the padding.
    @Test(
        "have a secret that is written in base32",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ]
    )
    func base32(text: String, written: String) {
        #expect(Base32.text(Array(text.utf8)) == written)
    }

    @Test("come to the app by a link that names installation and manager")
    func link() {
        let link = Self.totp.link(issuer: "Kith Demo: Söhne", account: "ada@example.com")
        #expect(
            link
                == "otpauth://totp/Kith%20Demo%20%20S%C3%B6hne:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Kith%20Demo%20%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30"
        )
    }
}
