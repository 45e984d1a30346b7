import Testing

@testable import Kith

@Suite("Member hashes")
struct MemberSecretTests {
    private static let secret = MemberSecret(Array(0..<32))

    @Test("are HMAC-SHA256, as RFC 4231 has it")
    func standard() {
        let first = MemberSecret(Array(repeating: 0x0b, count: 20))
        #expect(
            first.hash(of: "Hi There") == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        )
        let second = MemberSecret(Array("Jefe".utf8))
        #expect(
            second.hash(of: "what do ya want for nothing?")
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        )
    }

    @Test(
        "are what openssl and Python make of the digits of the secret",
        arguments: [
            ("member-1", "2e23752575ea9bf826f8140e03cd994e37e08cfac8af41af37a00746492a2e46"),
            ("회원 42", "4210c4c7f1134fdadf81512a9f3d9d40a43ed7bc2b9ddffd2828254595dcdfbb"),
            ("", "d38b42096d80f45f826b44a9d5607de72496a415d3f4a1a8c88e3bb9da8dc1cb"),
        ]
    )
    func others(memberID: String, hash: String) {
        #expect(Self.secret.text == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(Self.secret.hash(of: memberID) == hash)
        #expect(Self.secret.proves(memberID, by: hash))
        #expect(Self.secret.proves(memberID, by: hash.uppercased()))
        #expect(!Self.secret.proves(memberID + " ", by: hash))
        #expect(!MemberSecret(Array(1...32)).proves(memberID, by: hash))
    }

    @Test("that are none prove nothing, whatever they are")
    func hostile() {
        let hash = Self.secret.hash(of: "m1")
        let wrongs = [
            "", " ", "0", "zz", String(hash.dropLast()), String(hash.dropLast(2)), hash + "0", hash + "00", " " + hash,
            hash + "\n", String(repeating: "0", count: 64), String(repeating: "é", count: 32),
            "\u{0}" + hash.dropFirst(),
            String(hash.reversed()), "0x" + hash.dropFirst(2), String(repeating: "a", count: 1_000_000),
        ]
        for wrong in wrongs { #expect(!Self.secret.proves("m1", by: wrong)) }
        // Letters of 0x10 to 0x19 are no digits, though one bit alone tells them apart.
        let digits = hash.utf8.map { $0 < 58 ? $0 & ~0x20 : $0 }
        #expect(!Self.secret.proves("m1", by: String(decoding: digits, as: UTF8.self)))
    }
}
