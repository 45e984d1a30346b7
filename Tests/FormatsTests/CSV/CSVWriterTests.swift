import Domain
import Foundation
import Testing

@testable import Formats

@Suite("Writing CSV")
struct CSVWriterTests {
    @Test("cells are quoted where they must be, and only there")
    func quoting() throws {
        let text = try written { writer in
            try writer.write(["a", "b c", "d,e", "f;g", "say \"hi\"", "x\ny", "", " z "])
            try writer.write([""])
            try writer.write(["  "])
            try writer.write(["sep=;", "sep=;"])
        }
        #expect(text == "a,b c,\"d,e\",f;g,\"say \"\"hi\"\"\",\"x\ny\",, z \r\n\"\"\r\n\"  \"\r\n\"sep=;\",sep=;\r\n")
    }

    @Test("Excel is told that this is UTF-8 where that is asked for")
    func byteOrderMark() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out.csv"
        let writer = try CSVWriter(path: path, delimiter: UInt8(ascii: ";"), lineEnd: .lineFeed, byteOrderMark: true)
        try writer.write(["이름", "a;b"])
        try writer.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([0xEF, 0xBB, 0xBF] + "이름;\"a;b\"\n".utf8))
    }

    @Test("what cannot be written says why")
    func errors() throws {
        #expect(throws: CSVWriteError.failed("No such file or directory")) { try CSVWriter(path: "/nowhere/out.csv") }
        let full = try CSVWriter(path: "/dev/full")
        try full.write(["a"])
        #expect(throws: CSVWriteError.diskFull) { try full.close() }
        #expect(CSVWriteError.diskFull.description == "The disk is full. Make room and try again.")
        #expect(CSVWriteError.failed("Is a directory").description == "The file cannot be written: Is a directory.")
    }

    @Test("what is written is read back the same, whatever it holds")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let parts = [
            ",", ";", "\t", "\"", "\"\"", "\n", "\r", "\r\n", " ", "a", "bc", "", "김", "é", "👩‍💻", "sep=", "=1+1",
        ]
        for _ in 0..<150 {
            let width = Int.random(in: 1...5, using: &random)
            let rows = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                (0..<width).map { _ in
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
                        .joined()
                }
            }
            let header = (0..<width).map { "column \($0)" }
            let delimiter: UInt8 = [0x2C, 0x3B, 0x09].randomElement(using: &random) ?? 9
            let folder = try TemporaryFolder()
            let path = folder.path + "/out.csv"
            let writer = try CSVWriter(
                path: path,
                delimiter: delimiter,
                lineEnd: CSVWriter.LineEnd.allCases.randomElement(using: &random) ?? .lineFeed,
                byteOrderMark: Bool.random(using: &random)
            )
            for row in [header] + rows {
                try writer.write(row)
            }
            try writer.close()
            let block = [1, 2, 3, 7, 64, 4096].randomElement(using: &random) ?? 1
            let whole = WholeCSV(path: path, delimiter: delimiter, limits: CSVLimits(blockBytes: block))
            #expect(whole.error == nil, "seed \(seed)")
            #expect(whole.header == header, "seed \(seed)")
            // Swift compares text by meaning; a round trip is about bytes.
            let bytes = whole.cells.map { $0.map { Array($0.utf8) } }
            #expect(bytes == rows.map { $0.map { Array($0.utf8) } }, "seed \(seed)")
        }
    }

    @Test("refused rows stand as they came, with line, column and reason behind them")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/refused.csv"
        let refusals = try CSVRefusals(path: path, header: ["name", "reason"], delimiter: UInt8(ascii: ","))
        try refusals.write(CSVRecord(line: 7, cells: ["Anna", "x"]), column: "name", reason: "It is short.")
        try refusals.write(CSVRecord(line: 9, cells: ["Bo"]), column: nil, reason: "One cell.")
        try refusals.write(CSVRecord(line: 10, cells: ["Cy", "y", "z"]), column: nil, reason: "Three, not two.")
        try refusals.close()
        #expect(refusals.count == 3)
        let whole = WholeCSV(path: path)
        #expect(whole.header == ["name", "reason", "line", "column", "reason 2"])
        #expect(
            whole.cells == [
                ["Anna", "x", "7", "name", "It is short."],
                ["Bo", "", "9", "", "One cell."],
                ["Cy", "y", "10", "", "Three, not two.", "z"],
            ]
        )
    }

    private func written(_ body: (CSVWriter) throws -> Void) throws -> String {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out.csv"
        let writer = try CSVWriter(path: path)
        try body(writer)
        try writer.close()
        return try String(contentsOfFile: path, encoding: .utf8)
    }
}
