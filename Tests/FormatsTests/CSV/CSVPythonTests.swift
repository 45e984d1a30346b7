import Foundation
import TestSupport
import Testing

@testable import Formats

@Suite("CSV beside Python's")
struct CSVPythonTests {
    /// Writes nasty files with Python's own reader's view of them, a JSON array of records, beside each.
    private static let script = """
        import csv, json, random, sys
        folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        random.seed(seed)
        pieces = [',', ';', '"', '""', '\\n', '\\r\\n', '\\r', ' ', 'a', 'bc', '김', 'é', '1.5', "'"]
        for number in range(count):
            width = random.randint(3, 6)
            lines = [','.join('c%d' % i for i in range(width))]
            for row in range(random.randint(0, 30)):
                cells = []
                for column in range(width + random.choice([0, 0, 0, 0, 1, -1])):
                    text = ''.join(random.choice(pieces) for _ in range(random.randint(0, 5)))
                    if random.random() < 0.6:
                        cells.append('"' + text.replace('"', '""') + '"')
                    else:
                        plain = ''.join(c for c in text if c not in ',\\r\\n')
                        cells.append(plain.lstrip('"') + ('x' if random.random() < 0.5 else ''))
                lines.append(','.join(cells))
            end = random.choice(['\\n', '\\r\\n'])
            path = '%s/%d' % (folder, number)
            with open(path + '.csv', 'w', newline='', encoding='utf-8') as file:
                file.write(end.join(lines) + random.choice(['', end]))
            with open(path + '.csv', newline='', encoding='utf-8') as file:
                records = list(csv.reader(file))
            with open(path + '.json', 'w', encoding='utf-8') as file:
                json.dump(records, file)
        """

    @Test("reads nasty files as Python's csv module does")
    func nastyFiles() throws {
        let folder = try TemporaryFolder()
        let seed = UInt32.random(in: 0...UInt32.max)
        let count = 200
        let python = try ChildProcess("python3", ["-c", Self.script, folder.path, "\(seed)", "\(count)"])
        try #require(python.wait() == 0)
        for number in 0..<count {
            let path = "\(folder.path)/\(number)"
            let data = try Data(contentsOf: URL(fileURLWithPath: path + ".json"))
            let expected = try JSONDecoder().decode([[String]].self, from: data)
            let whole = WholeCSV(path: path + ".csv", delimiter: UInt8(ascii: ","))
            #expect(whole.error == nil, "seed \(seed), file \(number)")
            #expect([whole.header] + whole.cells == surplusDropped(expected), "seed \(seed), file \(number)")
            for block in [1, 2, 3, 7, 64] {
                let same = WholeCSV(path: path + ".csv", delimiter: 0x2C, limits: CSVLimits(blockBytes: block))
                #expect(same == whole, "seed \(seed), file \(number), blocks of \(block)")
            }
        }
    }

    /// Does as the reader does with empty cells beyond the header.
    private func surplusDropped(_ records: [[String]]) -> [[String]] {
        let width = records.first?.count ?? 0
        return records.map { record in
            record.dropFirst(width).allSatisfy(\.isEmpty) ? Array(record.prefix(width)) : record
        }
    }
}
