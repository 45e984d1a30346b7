import Domain
import Testing

@Suite("Names of tags")
struct TagTests {
    @Test(
        "a name is kept as written, without space at its ends and around slashes",
        arguments: [
            ("vip", "vip"), ("  VIP ", "VIP"), ("a / b/ c", "a/b/c"), ("two words", "two words"), ("고객/단골", "고객/단골"),
            ("\u{A0}x\u{3000}", "x"), ("🎉", "🎉"), ("\u{301}x", "\u{301}x"),
        ]
    )
    func keeps(text: String, name: String) throws {
        #expect(try Array(TagName(text).text.utf8) == Array(name.utf8))
    }

    @Test(
        "U23: what cannot be a name is refused with its reason",
        arguments: [
            ("", TagNameError.Problem.empty), (" \t ", .empty), ("a,b", .comma), (",\u{301}", .comma),
            ("a/b/c/d", .tooDeep),
            ("/a", .emptyLevel), ("a/", .emptyLevel), ("a//b", .emptyLevel), ("/", .emptyLevel), ("a/ /b", .emptyLevel),
            ("a\0b", .controlCharacter), ("a\nb", .controlCharacter), (String(repeating: "x", count: 101), .tooLong),
            ("x" + String(repeating: "\u{301}", count: 100), .tooLong),
        ]
    )
    func refuses(text: String, problem: TagNameError.Problem) throws {
        let error = try #require(throws: TagNameError.self) { try TagName(text) }
        #expect(error.problem == problem)
        #expect(!error.description.isEmpty)
    }

    @Test("a name of a hundred characters is taken")
    func takesLongNames() throws {
        #expect(try TagName(String(repeating: "민", count: 100)).text.count == 100)
    }

    @Test(
        "names are compared folded",
        arguments: [
            ("VIP", "vip"), ("Straße", "STRASSE"), ("caf\u{E9}", "CAFE\u{301}"), ("a/B", "A / b"), ("Σ", "ς"),
        ]
    )
    func compares(left: String, right: String) throws {
        #expect(try TagName(left) == TagName(right))
        #expect(try TagName(left).hashValue == TagName(right).hashValue)
    }

    @Test("U23: a tag is within itself and what is above it, and in nothing else")
    func nests() throws {
        let shoes = try TagName("Product/Shoes")
        #expect(try shoes.isWithin(TagName("product/shoes")))
        #expect(try shoes.isWithin(TagName("PRODUCT")))
        #expect(try TagName("a/b/c").ancestors == [TagName("a"), TagName("a/b")] && TagName("a").ancestors.isEmpty)
        #expect(try !shoes.isWithin(TagName("prod")))
        #expect(try !shoes.isWithin(TagName("product/shoes/running")))
        #expect(try !TagName("productive").isWithin(TagName("product")))
        #expect(try TagName("a/\u{301}b").isWithin(TagName("a")))
    }

    @Test("half-width and full-width names are two names")
    func keepsWidthsApart() throws {
        #expect(try TagName("ﾊﾅ") != TagName("ハナ"))
    }
}
