import Domain
import Testing

@Suite("Phrases")
struct PhraseTests {
    private let korean = [
        "there is no tag “{1}”": "‘{1}’ 태그가 없습니다",
        "{1} of {2}": "{2} 중 {1}",
        "a number": "숫자",
        "in “{1}”: {2}": "‘{1}’ 안에서: {2}",
        "one of {1}": "{1} 중 하나",
        "“{1}”": "‘{1}’",
    ]

    private func said(_ phrase: Phrase) -> String {
        phrase.said(by: { korean[$0] }, number: { "#\($0)" })
    }

    @Test("a phrase is written as a text, and says the same in English")
    func english() {
        let (name, count) = ("vip", 3)
        let phrase: Phrase = "“\(name)” has \(count) of \(Int64(20)) \(Character("x"))"
        #expect(phrase.description == "“vip” has 3 of 20 x")
        #expect(phrase.pattern == "“{1}” has {2} of {3} {4}")
        #expect("\(phrase)" == phrase.description)
    }

    @Test("a translation puts values where its own words want them, and writes numbers as its readers do")
    func translated() {
        #expect(said("there is no tag “\("vip")”") == "‘vip’ 태그가 없습니다")
        #expect(said("\(1) of \(20)") == "#20 중 #1")
        #expect(said("a number") == "숫자")
    }

    @Test("a phrase within another is translated, too, and so is each of a list")
    func nested() {
        let inner: Phrase = "there is no tag “\("vip")”"
        #expect(said("in “\("a")”: \(inner)") == "‘a’ 안에서: ‘vip’ 태그가 없습니다")
        let names = ["a", "b"].map { "“\($0)”" as Phrase }
        #expect(said("one of \(names)") == "‘a’, ‘b’ 중 하나")
        #expect(("one of \(names)" as Phrase).description == "one of “a”, “b”")
    }

    @Test("what has no translation is said in English, and what was a text stays as it is")
    func untranslated() {
        #expect(said("nobody knows \("vip")") == "nobody knows vip")
        #expect(said(Phrase(verbatim: "a number")) == "a number")
    }

    @Test(
        "a value that looks like a place, and a brace that is none, stay what they are",
        arguments: ["{1}", "{2}", "{", "}"]
    )
    func places(value: String) {
        #expect(said("there is no tag “\(value)”") == "‘\(value)’ 태그가 없습니다")
        #expect(("\(value) {{/tag}} {} {9} {\("x")" as Phrase).description == "\(value) {{/tag}} {} {9} {x")
    }

    @Test("phrases are equal where they say the same")
    func equality() {
        #expect("there are \(2) tags" as Phrase == "there are 2 tags")
        #expect(Set<Phrase>(["a \("b")", "a b"]).count == 1)
        #expect("a \("b")" as Phrase != "a c")
    }

    @Test("a phrase that was kept can be translated later")
    func kept() throws {
        let names = ["a", "b"].map { "“\($0)”" as Phrase }
        let phrase: Phrase = "in “\("a")”: \("one of \(names)" as Phrase), \(7)"
        let read = try #require(Phrase(json: JSON(parsing: phrase.json.description)))
        #expect(read.pattern == phrase.pattern && read == phrase)
        #expect(said(read) == "in “a”: ‘a’, ‘b’ 중 하나, #7")
        #expect(Phrase(json: .string("the former text"))?.description == "the former text")
        #expect(Phrase(json: .object(["pattern": .integer(1)])) == nil)
    }

    @Test("an error says what it explains; another is said as it is")
    func errors() throws {
        #expect(Phrase(of: TagError.unknown).pattern == "there is no such tag")
        let error = try #require(throws: JSONError.self) { try JSON(parsing: "") }
        #expect(Phrase(of: error).description == "the JSON ends too early at byte 1")
        #expect("\(TagError.unknown)" == "there is no such tag")
    }
}
