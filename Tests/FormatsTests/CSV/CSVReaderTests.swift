import Testing

@testable import Formats

@Suite("Reading CSV")
struct CSVReaderTests {
    @Test(
        "cells are what RFC 4180 says",
        arguments: [
            ("a,b\n1,2\n", [["1", "2"]]),
            ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
            ("a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]]),
            ("a,b\n\n1,2\r\n\r\n   \n3,4\n\n", [["1", "2"], ["3", "4"]]),
            ("a,b\n\"1\",\"2\"\n", [["1", "2"]]),
            ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", [["x, y", "say \"hi\""]]),
            ("a,b\n\"line\r\nbreak\",\"\n\"", [["line\r\nbreak", "\n"]]),
            ("a,b\n\"\",\"\"\"\"\n", [["", "\""]]),
            ("a,b\n,\n", [["", ""]]),
            ("a,b\n5\" screen,it's\n", [["5\" screen", "it's"]]),
            ("a,b\n 1 , \"2\"\n", [[" 1 ", " \"2\""]]),
            ("a,b\n\"1\"  ,\"2\" \n", [["1", "2"]]),
            ("a,b,,\n1,2,,\n3,4,\n5,6\n", [["1", "2"], ["3", "4"], ["5", "6"]]),
            ("a\nx\n\"\"\n", [["x"], [""]]),
            ("name\n김철수\nJürgen 👩‍💻\n", [["김철수"], ["Jürgen 👩‍💻"]]),
            ("a,b", []),
        ]
    )
    func cells(text: String, expected: [[String]]) throws {
        for block in [1, 2, 3, 7, 64, 4096] {
            let whole = try WholeCSV(text, limits: CSVLimits(blockBytes: block))
            #expect(whole.cells == expected, "blocks of \(block)")
            #expect(whole.problems.allSatisfy { $0 == nil })
            #expect(whole.error == nil)
        }
    }

    @Test(
        "the delimiter is found by itself",
        arguments: [
            ("a,b\n1,2\n", ","), ("a;b\n1,5;2\n", ";"), ("a\tb\n1,5\t2;3\n", "\t"),
            ("name;tags\nAnna;\"x,y,z\"\nBo;x,y\n", ";"), ("\"a,b\";c\n1;2\n", ";"),
            ("name,note\nAnna,x; y; z\nBo,x\n", ","), ("a;b;c", ";"), ("a\n1,2\n", ","), ("\n\na;b\n1;2", ";"),
            ("sep=;\na,x;b\n1;2\n", ";"), ("sep=|\r\na|b\r\n1|2\r\n", "|"), ("sep=\t\ra\tb\r1\t2", "\t"),
        ]
    )
    func delimiter(text: String, expected: Character) throws {
        let whole = try WholeCSV(text)
        #expect(whole.delimiter == expected.asciiValue)
        #expect(whole.error == nil)
    }

    @Test("a delimiter that was asked for wins over the one found")
    func givenDelimiter() throws {
        let folder = try TemporaryFolder()
        let whole = WholeCSV(path: try folder.file("a;b,c\n1;2,3\n"), delimiter: UInt8(ascii: ";"))
        #expect(whole.header == ["a", "b,c"])
        #expect(whole.cells == [["1", "2,3"]])
    }

    @Test("names of columns are trimmed, and a byte order mark is no part of them")
    func header() throws {
        #expect(try WholeCSV("\u{FEFF} Name ,\"E-mail \"\u{20}\n1,2").header == ["Name", "E-mail"])
        #expect(try WholeCSV("\u{FEFF}sep=;\nName;\u{A0}Phone\n").header == ["Name", "Phone"])
    }

    @Test("lines are counted as an editor counts them, inside quotes too")
    func lines() throws {
        let text = "sep=,\r\n\r\na,b\r\n1,\"x\ny\r\nz\"\r\n\n2,2\r3,\"\"\"\r\"\n4,\"\n"
        let whole = try WholeCSV(text)
        #expect(whole.lines == [4, 8, 9])
        #expect(whole.error == .unclosedQuote(line: 11))
    }

    @Test("a row of empty cells is blank")
    func blank() {
        #expect(CSVRecord(line: 2, cells: ["", "  "]).isBlank)
        #expect(!CSVRecord(line: 2, cells: ["", "x"]).isBlank)
    }
}
