import Domain
import Foundation
import Testing

@testable import Formats

@Suite("Limits of CSV", .serialized)
struct CSVLimitTests {
    @Test("a record over the limit is refused with its line, at any size of block", arguments: [1, 7, 64, 4096])
    func record(block: Int) throws {
        let limits = CSVLimits(recordBytes: 20, blockBytes: block)
        #expect(try WholeCSV("a,b\n1234567890,12345678\n", limits: limits).error == nil)
        let long = try WholeCSV("a,b\n1,2\n1234567890,123456789\n", limits: limits)
        #expect(long.error == .recordTooLong(line: 3, limit: 20, quoteLine: nil))
        #expect(long.records.count == 1)
        let open = try WholeCSV("a,b\n1,\"\n" + String(repeating: "x,y\n", count: 3000), limits: limits)
        #expect(open.error == .recordTooLong(line: 2, limit: 20, quoteLine: 2))
    }

    @Test("the header has its limit as well")
    func columns() throws {
        let names = (1...1001).map { "c\($0)" }
        #expect(try WholeCSV(names.dropLast().joined(separator: ",")).header.count == 1000)
        let error = CSVError.tooManyColumns(line: 1, found: 1001, limit: 1000)
        #expect(try WholeCSV(names.joined(separator: ",")).error == error)
        #expect(error.description.contains("1001 columns; at most 1000"))
    }

    @Test("a row of a hundred thousand cells is a problem of that row, and only the first thousand are kept")
    func cells() throws {
        let row = Array(repeating: "1", count: 100_000).joined(separator: ",")
        let whole = try WholeCSV("a,b\n\(row)\n1,2\n")
        #expect(whole.problems == [.tooManyCells(found: 100_000, expected: 2), nil])
        #expect(whole.cells[0].count == 1000)
    }

    @Test("says how long is too long")
    func texts() {
        #expect(
            CSVError.recordTooLong(line: 3, limit: 1 << 20, quoteLine: nil).description
                == "The row on line 3 is longer than 1 MiB. Check that its line ends where it should."
        )
        #expect(
            CSVError.recordTooLong(line: 3, limit: 1 << 20, quoteLine: 4).description
                == """
                The row on line 3 is longer than 1 MiB: \
                a quote that opens on line 4 seems never to be closed. Close it.
                """
        )
    }

    @Test("a line of 1 GB is refused without being read", .enabled(if: memoryIsOurs))
    func giant() async {
        await #expect(processExitsWith: .success) { try Self.refuseGiant() }
    }

    private static func refuseGiant() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a,b\n1,2")
        // A sparse file: all that follows is NUL, in one line.
        #expect(truncate(path, 1 << 30) == 0)
        let before = try peakMemory()
        #expect(WholeCSV(path: path).error == .recordTooLong(line: 2, limit: 1 << 20, quoteLine: nil))
        #expect(try peakMemory() - before < allowance)
    }

    @Test("a file of 300 MB is read in flat memory", .enabled(if: memoryIsOurs))
    func flat() async {
        await #expect(processExitsWith: .success) { try Self.readLarge() }
    }

    private static func readLarge() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/large.csv"
        let filling = String(repeating: "로렘 ipsum ", count: 600)
        let row = ["Anna", "anna@example.com", filling]
        #expect(FileManager.default.createFile(atPath: path, contents: Data("name,email,memo\n".utf8)))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        let lines = Data(String(repeating: row.joined(separator: ",") + "\n", count: 100).utf8)
        for _ in 0...(300_000_000 / lines.count) {
            try file.write(contentsOf: lines)
        }
        try file.close()
        let before = try peakMemory()
        let reader = try CSVReader(path: path)
        var rows = 0
        while let record = try reader.next() {
            rows += 1
            if record.cells != row {
                Issue.record("row \(rows) differs")
                break
            }
        }
        #expect(rows > 30_000)
        #expect(try peakMemory() - before < allowance)
    }

    /// The address sanitizer keeps what was freed, so that memory says nothing there.
    private static var memoryIsOurs: Bool { ProcessInfo.processInfo.environment["ASAN_OPTIONS"] == nil }

    /// KiB that the reader may need. Whatever is measured by it runs in a process of its own.
    private static let allowance = 48 << 10

    /// The most memory that the process ever held, in KiB.
    private static func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    }
}
