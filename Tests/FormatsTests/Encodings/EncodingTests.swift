import Domain
import Foundation
import TestSupport
import Testing

@testable import Formats

@Suite("Encodings of CSV files")
struct EncodingTests {
    private static let korean = "memberId,이름,tags\n1,이서연,단골\n2,박도윤,신규\n3,Ada,vip\n"
    private static let japanese = "名前,メール\n山田太郎,a@example.com\n佐藤花子,b@example.com\n"
    private static let western = "Vorname;Nachname\nZoë;Müller\nJosé;García\nFrançois;Lefèvre\nJürgen;Groß\n"

    @Test(
        "what Python wrote is found out and read as it was, at any size of block",
        arguments: [
            (korean, "cp949", TextEncoding.korean), (korean, "euc_kr", .korean), (japanese, "cp932", .japanese),
            (western, "cp1252", .western), (western, "mac_roman", .macRoman), (korean, "utf-8", .utf8),
            (korean, "utf-8-sig", .utf8), (korean, "utf-16", .utf16LittleEndian),
            (korean, "utf-16-le", .utf16LittleEndian), (japanese, "utf-16-be", .utf16BigEndian),
            ("id,emoji\n1,🎉 뷁\n", "utf-16", .utf16LittleEndian),
            ("“id”;price\n1;“5 €”\n", "cp1252", .western),
        ]
    )
    func read(text: String, codec: String, encoding: TextEncoding) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file(try Self.encode(text, codec))
        let expected = try WholeCSV(text)
        for block in [1, 3, 17, 4_096, 1 << 16] {
            let whole = WholeCSV(path: path, encoding: nil, limits: CSVLimits(blockBytes: block))
            #expect(whole.error == nil && whole.encoding == encoding, "\(codec) \(block)")
            #expect(whole.header == expected.header && whole.records == expected.records, "\(codec) \(block)")
        }
    }

    @Test("few letters are taken for those of the country, and what is named is not guessed")
    func fewLetters() throws {
        let folder = try TemporaryFolder()
        let bytes = try Self.encode("id,name\n1,뷁\n", "cp949")
        let path = try folder.file(bytes)
        #expect(WholeCSV(path: path, encoding: nil, country: Country("KR")).cells == [["1", "뷁"]])
        #expect(WholeCSV(path: path, encoding: nil, country: Country("DE")).encoding == .western)
        #expect(WholeCSV(path: path, encoding: .korean, country: Country("DE")).cells == [["1", "뷁"]])
        let german = try folder.file(try Self.encode("id,name\n1,Müller\n2,Groß\n", "cp1252"), named: "german.csv")
        #expect(WholeCSV(path: german, encoding: nil, country: Country("DE")).cells[1] == ["2", "Groß"])
    }

    @Test("UTF-8 that is damaged in places is refused with the place, and not read as something else")
    func damaged() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file(Array("id,이름\n1,민준\n2,서".utf8) + [0xFF] + Array("연\n".utf8))
        #expect(WholeCSV(path: path, encoding: nil).error == .notUTF8(line: 3, column: 2, name: "이름"))
        let mixed = try folder.file(Array("id,이름\n1,".utf8) + [0xB1, 0xE8, 0xB9, 0xCE] + [0x0A], named: "mixed.csv")
        #expect(WholeCSV(path: mixed, encoding: nil).error == .notUTF8(line: 2, column: 2, name: "이름"))
    }

    @Test("an encoding that cannot be read, and bytes that are not of the one that was named, are explained")
    func refused() throws {
        let folder = try TemporaryFolder()
        let russian = "id,name\n1,Иванов Иван\n2,Пётр Сидоров\n"
        let cyrillic = try folder.file(try Self.encode(russian, "cp1251"))
        #expect(WholeCSV(path: cyrillic, encoding: nil).error == .foreignEncoding("WINDOWS-1251"))
        for block in [1, 64, 4_096] {
            let limits = CSVLimits(blockBytes: block)
            // 0x81 is nothing in Windows-1252.
            let undefined = try folder.file([0x61, 0x0A, 0x81, 0x0A], named: "undefined.csv")
            let fault = WholeCSV(path: undefined, encoding: .western, limits: limits).error
            #expect(fault == .notInEncoding("windows-1252", byte: 3))
            let half = try folder.file(try Self.encode("a\n민", "cp949").dropLast(), named: "half.csv")
            #expect(WholeCSV(path: half, encoding: .korean, limits: limits).error == .notInEncoding("cp949", byte: 3))
            let odd = try folder.file([0xFF, 0xFE, 0x61, 0x00, 0x0A], named: "odd.csv")
            let error = WholeCSV(path: odd, encoding: nil, limits: limits).error
            #expect(error == .notInEncoding("utf-16le", byte: 5))
        }
        let explained = CSVError.notInEncoding("cp949", byte: 3).description
        #expect(explained == "From byte 3 on, the file is not cp949. Say its encoding, or save it as “CSV UTF-8”.")
    }

    @Test("names of encodings are those that people know")
    func names() {
        #expect(TextEncoding("EUC-KR") == .korean && TextEncoding("CP949") == .korean)
        #expect(TextEncoding("Shift_JIS") == .japanese && TextEncoding("latin1") == .western)
        #expect(TextEncoding("UTF-8") == .utf8 && TextEncoding("big5") == nil)
        for encoding in TextEncoding.allCases {
            #expect(TextEncoding(encoding.rawValue) == encoding && TextConverter(from: encoding) != nil)
        }
    }

    /// What Python makes of a text.
    private static func encode(_ text: String, _ codec: String) throws -> [UInt8] {
        let script = "import sys; sys.stdout.buffer.write(sys.argv[1].encode(sys.argv[2]))"
        let python = try ChildProcess("python3", ["-X", "utf8", "-c", script, text, codec])
        let bytes = Array(python.output.readDataToEndOfFile())
        try #require(python.wait() == 0)
        return bytes
    }
}
