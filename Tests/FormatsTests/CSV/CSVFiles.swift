import Domain
import Foundation

@testable import Formats

/// A folder of its own that ends with the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "kith-csv-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ bytes: some Sequence<UInt8>, named name: String = "file.csv") throws -> String {
        let path = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    func file(_ text: String) throws -> String {
        try file(text.utf8)
    }
}

/// All that a reader says about a file.
struct WholeCSV: Equatable {
    var delimiter: UInt8 = 0
    var encoding: TextEncoding?
    var header: [String] = []
    var records: [CSVRecord] = []
    var error: CSVError?

    var cells: [[String]] { records.map(\.cells) }
    var lines: [Int] { records.map(\.line) }
    var problems: [CSVProblem?] { records.map(\.problem) }

    /// As UTF-8 unless another encoding is named; nil where it is to be found out.
    init(
        path: String,
        delimiter: UInt8? = nil,
        encoding: TextEncoding? = .utf8,
        country: Country? = nil,
        limits: CSVLimits = .init()
    ) {
        do throws(CSVError) {
            let reader = try CSVReader(
                path: path,
                delimiter: delimiter,
                encoding: encoding,
                country: country,
                limits: limits
            )
            self.delimiter = reader.delimiter
            self.encoding = reader.encoding
            header = reader.header
            while let record = try reader.next() {
                records.append(record)
            }
        } catch {
            self.error = error
        }
    }

    init(_ text: String, limits: CSVLimits = .init()) throws {
        try self.init(bytes: text.utf8, limits: limits)
    }

    init(bytes: some Sequence<UInt8>, limits: CSVLimits = .init()) throws {
        let folder = try TemporaryFolder()
        self.init(path: try folder.file(bytes), limits: limits)
    }
}

/// A small generator that repeats: SplitMix64.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
