import Testing

@testable import Domain

@Suite("E-mail addresses")
struct EmailAddressTests {
    @Test(
        "an address is kept as typed and compared folded",
        arguments: [
            ("anna@example.com", "anna@example.com", "anna@example.com"),
            (" Anna.Smith+News@Example.COM\n", "Anna.Smith+News@Example.COM", "anna.smith+news@example.com"),
            ("\u{200B}anna@example.com\u{FEFF}", "anna@example.com", "anna@example.com"),
            ("o'brien_1=%@mail.example.co.kr", "o'brien_1=%@mail.example.co.kr", "o'brien_1=%@mail.example.co.kr"),
            ("user..name.@docomo.ne.jp", "user..name.@docomo.ne.jp", "user..name.@docomo.ne.jp"),
            ("김철수@예시.한국", "김철수@예시.한국", "김철수@예시.한국"),
            ("JÜRGEN@MÜLLER.de", "JÜRGEN@MÜLLER.de", "jürgen@müller.de"),
            ("ju\u{308}rgen@mu\u{308}ller.de", "ju\u{308}rgen@mu\u{308}ller.de", "jürgen@müller.de"),
            ("अदिति@उदाहरण.भारत", "अदिति@उदाहरण.भारत", "अदिति@उदाहरण.भारत"),
            ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
            ("1@163.com", "1@163.com", "1@163.com"),
        ]
    )
    func taken(typed: String, text: String, key: String) throws {
        let address = try EmailAddress(typed)
        #expect(Array(address.text.utf8) == Array(text.utf8))
        #expect(Array(address.key.utf8) == Array(key.utf8))
    }

    @Test(
        "what cannot be an address is refused, and says why",
        arguments: [
            ("", EmailProblem.empty), (" \u{200B}\t", .empty), ("anna", .noAt), ("anna＠example.com", .noAt),
            ("anna@bo@example.com", .manyAts), ("a@x.com,b@x.com", .manyAts), ("a@x.com; b@x.com", .manyAts),
            ("Anna Smith <anna@example.com>", .nameAround), ("<anna@example.com>", .nameAround),
            ("anna smith@example.com", .space), ("anna@exam\u{A0}ple.com", .space), ("anna@\nexample.com", .space),
            ("an\0na@example.com", .invisible), ("an\u{200B}na@example.com", .invisible),
            ("@example.com", .nothingBeforeAt), ("anna@", .noDomain),
            ("mailto:anna@example.com", .badSign(":")), ("\"anna\"@example.com", .badSign("\"")),
            ("anna@exam_ple.com", .badDomainSign("_")), ("anna@[192.0.2.1]", .badDomainSign("[")),
            ("anna@example。com", .badDomainSign("。")), ("anna@example.com/", .badDomainSign("/")),
            ("anna@😀.com", .badDomainSign("😀")),
            ("anna@example..com", .strayDot), ("anna@.example.com", .strayDot), ("anna@example.com.", .strayDot),
            ("anna@gmail", .noEnding("gmail")), ("anna@192.0.2.1", .noEnding("192.0.2.1")),
            ("anna@-example.com", .badDomain("-example.com")), ("anna@example-.com", .badDomain("example-.com")),
            ("anna@\u{301}example.com", .badSign("@\u{301}")),
        ]
    )
    func refused(text: String, problem: EmailProblem) {
        #expect(throws: problem) { try EmailAddress(text) }
    }

    @Test("lengths are those that mail servers take")
    func lengths() throws {
        let local = String(repeating: "a", count: 64)
        let label = String(repeating: "b", count: 63)
        #expect(throws: EmailProblem.tooLongBeforeAt) { try EmailAddress("a\(local)@example.com") }
        #expect(throws: EmailProblem.badDomain("b\(label).com")) { try EmailAddress("a@b\(label).com") }
        let longest = "\(local)@\(label).\(label).\(String(repeating: "c", count: 57)).com"
        #expect(longest.utf8.count == 254)
        #expect(try EmailAddress(longest).text == longest)
        let tooLong = "\(local)@\(label).\(label).\(String(repeating: "c", count: 58)).com"
        #expect(throws: EmailProblem.tooLong) { try EmailAddress(tooLong) }
    }

    @Test("the look at first sight never takes what the full check refuses")
    func firstSight() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let parts = ["a", "B", "1", ".", "-", "_", "@", "+", " ", "é", String(repeating: "x", count: 31), "com", ".de"]
        func side() -> String {
            (0..<Int.random(in: 0...5, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
        }
        var plain = 0
        for _ in 0..<20_000 {
            let text = side() + "@" + side()
            guard EmailAddress.isPlain(text) else { continue }
            plain += 1
            #expect(throws: Never.self, "\(text), seed \(seed)") { try EmailAddress.check(text) }
        }
        #expect(plain > 100)
    }

    @Test("every refusal is a sentence that helps")
    func sentences() {
        #expect(
            EmailProblem.noEnding("gmail").description == "The domain “gmail” has no ending such as .com. Complete it."
        )
        #expect(EmailProblem.manyAts.description == "The e-mail address has more than one @. Write one address only.")
        #expect(EmailProblem.badSign(":").description == "An e-mail address cannot hold “:” before the @. Remove it.")
    }
}
