import Domain
import Foundation
import Testing

@testable import Formats

@Suite("Faults in CSV")
struct CSVFaultTests {
    @Test(
        "a row that is wrong by itself is given with its problem, and reading goes on",
        arguments: [
            (
                "a,b\n1,2,3\nx,y\n", CSVProblem.tooManyCells(found: 3, expected: 2), ["1", "2", "3"],
                "The row has 3 cells, but the header has 2. A cell that holds the delimiter must stand in double quotes."
            ),
            (
                "a,b\n1\nx,y\n", .tooFewCells(found: 1, expected: 2), ["1"],
                "The row has 1 cell, but the header has 2. A cell that holds a line break must stand in double quotes."
            ),
            (
                "a,b\n\"1\" 2\",3\nx,y\n", .textAfterQuote(column: "a"), ["1 2\"", "3"],
                "In column “a” text follows the closing quote. A double quote inside a quoted cell must be written twice."
            ),
            (
                "a,b\n1,\"t\"\"h\"en\nx,y\n", .textAfterQuote(column: "b"), ["1", "t\"hen"],
                "In column “b” text follows the closing quote. A double quote inside a quoted cell must be written twice."
            ),
            (
                "a,b\n1,2\0\nx,y\n", .nul(column: "b"), ["1", "2\0"],
                "Column “b” holds a NUL character, which is not text. Remove it."
            ),
        ]
    )
    func rows(text: String, problem: CSVProblem, cells: [String], says: String) throws {
        for block in [1, 2, 3, 7, 64, 4096] {
            let whole = try WholeCSV(text, limits: CSVLimits(blockBytes: block))
            #expect(whole.error == nil)
            #expect(whole.problems == [problem, nil])
            #expect(whole.cells == [cells, ["x", "y"]])
        }
        #expect(problem.description == says)
    }

    @Test(
        "a file that is wrong as a whole is refused, and says where and how to mend it",
        arguments: [
            ("", CSVError.empty, "The file is empty. Its first line must name the columns."),
            ("\u{FEFF}\n \n", .empty, "The file is empty. Its first line must name the columns."),
            (
                "a,b\n1,\"2\n3,4\n", .unclosedQuote(line: 2),
                "A quote that opens on line 2 is never closed. Close it, or write a quote that is text twice."
            ),
            (
                "a, b ,\"b\"\n", .repeatedColumn(line: 1, name: "b", first: 2, second: 3),
                "The header on line 1 names “b” twice, as columns 2 and 3. Rename or remove one of them."
            ),
            (
                "\na,,b\n", .unnamedColumn(line: 2, column: 2),
                "Column 2 has no name in the header on line 2. Give it one, or remove the column."
            ),
            (
                ",,\n1,2,3", .unnamedColumn(line: 1, column: 1),
                "Column 1 has no name in the header on line 1. Give it one, or remove the column."
            ),
            (
                "a,b\0\n", .nulInHeader(line: 1, column: 2),
                """
                Column 2 of the header on line 1 holds a NUL character. \
                The file may be UTF-16, or no text at all: save it as “CSV UTF-8”.
                """
            ),
            (
                "a,\"b\"c\n", .textAfterQuoteInHeader(line: 1, column: 2),
                """
                In column 2 of the header on line 1 text follows the closing quote. \
                A double quote inside a quoted name must be written twice.
                """
            ),
        ]
    )
    func files(text: String, error: CSVError, says: String) throws {
        for block in [1, 2, 3, 7, 64, 4096] {
            #expect(try WholeCSV(text, limits: CSVLimits(blockBytes: block)).error == error)
        }
        #expect(error.description == says)
    }

    @Test(
        "bytes that are not UTF-8 refuse the file with line and column",
        arguments: [
            ("name,note\nAnna,x\nBo,\"a\n", [0xB1, 0xE8], "\"\n", CSVError.notUTF8(line: 4, column: 2, name: "note")),
            ("name\n", [0xE2, 0x82], "\n", .notUTF8(line: 2, column: 1, name: "name")),
            ("a,", [0xC3], "\n1,2\n", .notUTF8(line: 1, column: 2, name: nil)),
            ("a\n1,", [0xFF], "\n", .notUTF8(line: 2, column: 2, name: nil)),
            ("a\n", [0xED, 0xA0, 0x80], "", .notUTF8(line: 2, column: 1, name: "a")),
        ] as [(String, [UInt8], String, CSVError)]
    )
    func encoding(before: String, bytes: [UInt8], after: String, error: CSVError) throws {
        for block in [1, 3, 4096] {
            let file = Array(before.utf8) + bytes + Array(after.utf8)
            #expect(try WholeCSV(bytes: file, limits: CSVLimits(blockBytes: block)).error == error)
        }
    }

    @Test("an encoding error names the column as a person knows it")
    func encodingText() {
        #expect(
            CSVError.notUTF8(line: 4, column: 2, name: "note").description
                == """
                Line 4, column “note” is not UTF-8, so letters of the whole file may be wrong. \
                Save it as “CSV UTF-8” and try again.
                """
        )
        #expect(CSVError.notUTF8(line: 1, column: 2, name: nil).description.hasPrefix("Line 1, column 2 is not UTF-8"))
    }

    @Test(
        "a file of another kind is known by its first bytes",
        arguments: [
            ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], .utf32, "in UTF-32, not"),
            ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], .utf32, "in UTF-32, not"),
            ([0x50, 0x4B, 0x03, 0x04, 0x14], .workbook, "is an Excel workbook, not CSV"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], .oldWorkbook, "is an old Excel workbook (.xls), not CSV"),
        ] as [([UInt8], CSVError.ForeignFile, String)]
    )
    func foreign(bytes: [UInt8], kind: CSVError.ForeignFile, words: String) throws {
        #expect(try WholeCSV(bytes: bytes).error == .notCSV(kind))
        let text = CSVError.notCSV(kind).description
        #expect(text.contains(words))
        #expect(text.contains("CSV UTF-8"))
    }

    @Test("what is no file says so")
    func noFile() throws {
        let folder = try TemporaryFolder()
        #expect(WholeCSV(path: folder.path).error == .folder)
        #expect(WholeCSV(path: folder.path + "/none.csv").error == .missing)
        let file = try folder.file("a")
        #expect(WholeCSV(path: file + "/below.csv").error == .missing)
        let loop = folder.path + "/loop.csv"
        try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
        #expect(WholeCSV(path: loop).error == .unreadable("Too many levels of symbolic links"))
    }

    @Test("errors give line and column for links into the file")
    func places() {
        #expect(CSVError.repeatedColumn(line: 3, name: "b", first: 2, second: 5).line == 3)
        #expect(CSVError.repeatedColumn(line: 3, name: "b", first: 2, second: 5).column == 5)
        #expect(CSVError.empty.line == nil)
        #expect(CSVProblem.nul(column: "b").column == "b")
    }
}
