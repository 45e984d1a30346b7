import Domain
import Testing

@Suite("Pasted terms")
struct PastedTermsTests {
    @Test(
        "C6: keywords are separated by commas, white space and lines, and quotes keep what separates",
        arguments: [
            ("ada, ben,cho  dan\teve\r\nfay\u{2028}gil", ["ada", "ben", "cho", "dan", "eve", "fay", "gil"]),
            (",, ada ,\n, ben,", ["ada", "ben"]),
            ("\"Ada Smith\", \"Ben, jr.\"", ["Ada Smith", "Ben, jr."]),
            ("\" ada \"", [" ada "]),
            ("\"say \"\"hi\"\" twice\"", ["say \"hi\" twice"]),
            ("\"never closed, is it\nno", ["never closed, is it\nno"]),
            ("5\" O'Brien a\"b", ["5\"", "O'Brien", "a\"b"]),
            ("\"a b\"c d", ["a bc", "d"]),
            ("\"\" x \"\"\"\"", ["x", "\""]),
            ("김민준，이서연、박도윤", ["김민준", "이서연", "박도윤"]),
            ("\u{FEFF}ada\u{3000}ben\u{A0}cho", ["ada", "ben", "cho"]),
            ("ada ada Ada", ["ada", "Ada"]),
            ("caf\u{E9} cafe\u{301}", ["caf\u{E9}", "cafe\u{301}"]),
            ("+82 10", ["+82", "10"]),
        ]
    )
    func keywords(_ text: String, _ terms: [String]) throws {
        #expect(try PastedTerms(keywords: text).texts.map { Array($0.utf8) } == terms.map { Array($0.utf8) })
    }

    @Test(
        "C6: a phrase is the whole text, without the white space around it",
        arguments: [(" Ada,  \"Smith\"\n", "Ada,  \"Smith\""), ("a\nb", "a\nb")]
    )
    func phrases(_ text: String, _ term: String) throws {
        #expect(try PastedTerms(phrase: text).texts == [term])
    }

    @Test(
        "a term that is written as a keyword is read as the same one",
        arguments: ["ada", "Ada Smith", "\"", "a\"b", "\"a b\"", " ", "a,b", "a\nb", "\u{FEFF}", "，"]
    )
    func written(_ term: String) throws {
        #expect(try PastedTerms(keywords: "x " + PastedTerms.keyword(term)).texts == ["x", term])
    }

    @Test("C6: nothing, too much and what no database holds are refused")
    func refused() {
        #expect(throws: TermsError.none) { try PastedTerms(keywords: " ,\n\"\"") }
        #expect(throws: TermsError.none) { try PastedTerms(phrase: " \n") }
        #expect(throws: TermsError.none) { try PastedTerms([String]()) }
        #expect(throws: TermsError.holdsNUL) { try PastedTerms(keywords: "a\0b") }
        let many = (0...PastedTerms.most).map { "\($0)" }
        #expect(throws: TermsError.tooMany) { try PastedTerms(many) }
        #expect(throws: TermsError.tooMany) { try PastedTerms(keywords: many.joined(separator: ",")) }
        #expect(throws: Never.self) { try PastedTerms(many.dropLast() + many.dropLast()) }
        let long = String(repeating: "é", count: PastedTerms.mostBytes / 2)
        #expect(throws: Never.self) { try PastedTerms(phrase: long) }
        for text in [long + "!", " " + long] {
            #expect(throws: TermsError.tooLong) { try PastedTerms(phrase: text) }
            #expect(throws: TermsError.tooLong) { try PastedTerms(keywords: text) }
        }
        #expect(throws: TermsError.tooLong) { try PastedTerms([long, "!"]) }
    }

    @Test("where case makes no difference, terms that differ in it alone are one")
    func folded() {
        let texts = ["Ada", "ADA", "ada"]
        let name = TermPlace.key(.profile("name"))
        #expect(ContactTerms(texts, in: name).terms.map(\.text) == ["Ada"])
        #expect(ContactTerms(texts, in: .identities, .contained).terms.map(\.text) == ["Ada"])
        #expect(ContactTerms(texts, in: .identities).terms.map(\.text) == texts)
        #expect(ContactTerms(texts, in: .key(.builtIn(.memberId))).terms.map(\.text) == texts)
    }

    @Test(
        "C6: terms are looked for in what a key may hold",
        arguments: [
            ("profile.email", nil), ("name", nil), ("memberId", nil), ("id", nil), ("country", nil),
            ("userImportTags", nil), ("nmae", TermsError.unknownKey("nmae", nearest: .profile("name"))),
            ("tags", .notSought(.builtIn(.tags))), ("kind", .notSought(.builtIn(.kind))),
            ("lastSeenAt", .notSought(.builtIn(.lastSeenAt))), ("blocked", .notSought(.builtIn(.blocked))),
            ("sessionsCount", .notSought(.builtIn(.sessionsCount))),
        ] as [(String, TermsError?)]
    )
    func keys(_ key: String, _ error: TermsError?) throws {
        let question = TermQuestion(try PastedTerms(["x"]), key: key)
        do throws(TermsError) {
            _ = try question.resolved(in: Catalogue()) { _ in nil }
            #expect(error == nil)
        } catch let thrown {
            #expect(thrown == error)
        }
    }
}
