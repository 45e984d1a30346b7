import Domain
import Testing

@Suite("Showing an error of a filter")
struct FilterErrorTests {
    private func picture(_ text: String, _ range: Range<Int>, width: Int = 100) -> String? {
        FilterError("wrong", at: .text(range)).marked(in: text, width: width)
    }

    @Test("marks stand below the part that is wrong")
    func marks() {
        #expect(picture("plan = gold", 7..<11) == "plan = gold\n       ^^^^")
        #expect(picture("plan =", 6..<6) == "plan =\n      ^")
        #expect(picture("", 0..<0) == "\n^")
        #expect(FilterError("wrong", at: .json("/and/0")).marked(in: "x") == nil)
        #expect(FilterError("wrong", at: .none).marked(in: "x") == nil)
    }

    @Test("wide letters take two columns, marks and combining accents none")
    func measures() {
        #expect(picture("이름 = 민준", 5..<7) == "이름 = 민준\n       ^^^^")
        #expect(picture("e\u{301} = x", 5..<6) == "e\u{301} = x\n    ^")
        #expect("ab".terminalWidth == 2)
        #expect("민".terminalWidth == 2)
        #expect("ﾊ".terminalWidth == 1)
        #expect("🎉".terminalWidth == 2)
    }

    @Test("a break of line does not tear the picture")
    func keepsOneLine() {
        #expect(picture("a = 1\r\nand\tb = x", 15..<16) == "a = 1  and b = x\n               ^")
    }

    @Test("of a long text the part around the place is shown", arguments: [0, 1, 40, 500, 980, 999])
    func shortens(position: Int) throws {
        let text = String(repeating: "x", count: position) + "!" + String(repeating: "x", count: 999 - position)
        let lines = try #require(picture(text, position..<position + 1, width: 40)).split(separator: "\n")
        let column = try #require(lines[1].firstIndex(of: "^")).utf16Offset(in: lines[1])
        #expect(Array(lines[0])[column] == "!")
        #expect(lines[0].count <= 42)
    }

    @Test("a description counts characters from 1")
    func describes() {
        #expect(FilterError("wrong", at: .text(0..<1)).description == "character 1: wrong")
        #expect(FilterError("wrong", at: .json("")).description == "the filter: wrong")
        #expect(FilterError("wrong", at: .json("/and/0/key")).description == "/and/0/key: wrong")
        #expect(FilterError("wrong", at: .none).description == "wrong")
    }
}
