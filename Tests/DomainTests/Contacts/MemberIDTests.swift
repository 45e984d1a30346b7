import Domain
import Testing

@Suite("Member ids")
struct MemberIDTests {
    @Test(
        "1 to 64 characters without white space are a member id",
        arguments: [
            "1", "Ada-1", "민준", "a@b.c", String(repeating: "é", count: 64), "e\u{301}", "\u{200B}",
        ]
    )
    func takes(text: String) throws {
        #expect(try MemberID(text).description == text)
    }

    @Test(
        "an empty, long or spaced one is refused",
        arguments: [
            ("", MemberIDError.empty), (String(repeating: "x", count: 65), .tooLong), ("a b", .space), (" ", .space),
            ("a\u{A0}", .space), ("a\n", .space), ("a\0b", .space), ("\u{2028}", .space), ("a\u{7F}", .space),
            (String(repeating: "e\u{301}", count: 33), .tooLong),
        ]
    )
    func refuses(text: String, expected: MemberIDError) {
        #expect(throws: expected) { try MemberID(text) }
        #expect(!expected.description.isEmpty)
    }

    @Test(
        "ids are compared to the byte: case, composition and width count",
        arguments: [
            ("Ada", "ada"), ("caf\u{E9}", "cafe\u{301}"), ("ß", "ss"), ("１", "1"), ("\u{212B}", "\u{C5}"),
        ]
    )
    func compares(left: String, right: String) throws {
        let pair = try [MemberID(left), MemberID(right)]
        #expect(pair[0] != pair[1])
        #expect(Set(pair).count == 2)
        #expect(Set(pair + pair).count == 2)
        #expect(Identity(.memberID, left) != Identity(.memberID, right))
        #expect(Set([Identity(.memberID, left), Identity(.memberID, right)]).count == 2)
    }

    @Test("identities of two kinds are two")
    func separatesKinds() {
        #expect(Identity(.email, "a") != Identity(.phone, "a"))
        #expect(Identity(.email, "a") == Identity(.email, "a"))
    }
}
