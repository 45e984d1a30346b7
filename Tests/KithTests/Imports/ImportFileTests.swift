import Domain
import Formats
import Foundation
import Kith
import TestSupport
import Testing

/// Files that cannot be taken as a whole: an error says where and how to mend it, and nothing is changed.
@Suite struct ImportFileTests {
    struct BadFile: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var bytes: [UInt8] = []
        var kind = Import.Kind.members
        var mapping: [(column: String, key: String)] = []
        /// What the error says, in part.
        let says: [String]

        var testDescription: String { name }
    }

    /// More rows than are in a batch, so that the fault is far behind the first rows.
    private static let rows = "memberId,name\n" + (1...1_500).map { "m\($0),P\($0)\n" }.joined()

    static let badFiles = [
        BadFile(name: "an unclosed quote", text: rows + "m1501,\"Ann\nm1502,Bob\n", says: ["line 1502", "Close it"]),
        BadFile(
            name: "invalid UTF-8 on the last line",
            text: rows + "m1501,김민준 이서연\nm1502,",
            bytes: [0xE9, 0x0A],
            says: ["Line 1503", "“name”", "UTF-8"]
        ),
        BadFile(name: "an empty file", text: "", says: ["empty", "first line"]),
        BadFile(name: "a header only", text: "memberId,name\n", says: ["no rows below"]),
        BadFile(name: "a column twice", text: "memberId,name,name\nm1,Ann,Ann\n", says: ["“name” twice", "2 and 3"]),
        BadFile(
            name: "an unknown column in the map",
            text: rows,
            mapping: [(column: "nmae", key: "name")],
            says: ["no column “nmae”", "memberId, name"]
        ),
        BadFile(
            name: "an unknown key",
            text: rows,
            mapping: [(column: "name", key: "compny")],
            says: ["“name”", "“compny”", "did you mean “company”"]
        ),
        BadFile(
            name: "a read-only key",
            text: rows,
            mapping: [(column: "name", key: "blocked")],
            says: ["“name”", "“blocked”", "Kith itself keeps"]
        ),
        BadFile(
            name: "two columns to one key",
            text: "memberId,email,E-mail\nm1,,\n",
            says: ["“email” and “E-mail”", "leave one out"]
        ),
        BadFile(
            name: "members without a member id",
            text: "name,email\nAnn,\n",
            says: ["no column holds the member id"]
        ),
        BadFile(
            name: "leads without anything that says who",
            text: "company\nAcme\n",
            kind: .leads,
            says: ["no column holds an e-mail, a phone or a name"]
        ),
        BadFile(name: "leads with a member id", text: rows, kind: .leads, says: ["leads have no member id"]),
        BadFile(name: "a NUL in the header", text: "member\u{0}Id\nm1\n", says: ["NUL", "line 1"]),
        BadFile(name: "a workbook", text: "PK\u{3}\u{4}", says: ["Excel workbook"]),
    ]

    @Test("a bad file changes nothing", arguments: TestEngine.allCases, badFiles)
    func badFile(engine: TestEngine, file: BadFile) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members("memberId,name\nm1,Ann\n")
            let before = try await stage.dump()
            try (Data(file.text.utf8) + file.bytes).write(to: stage.folder.appending(path: "bad.csv"))
            let options = ImportOptions(
                path: stage.path("bad.csv"),
                kind: file.kind,
                mapping: file.mapping,
                tag: "import",
                refusedPath: stage.path("refused.csv")
            )
            let error = await #expect(throws: (any Error).self) {
                try await stage.kith.imports.run(options, by: stage.caller)
            }
            let description = error.map { "\($0)" } ?? ""
            #expect(error is CSVError || error is ImportError)
            for part in file.says {
                #expect(description.contains(part), "\(description)")
            }
            #expect(try await stage.dump() == before)
            #expect(!FileManager.default.fileExists(atPath: stage.path("refused.csv")))
        }
    }

    @Test("a line of 1 GB ends in an error soon, in little memory", arguments: TestEngine.allCases)
    func hugeLine(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let path = try stage.file("memberId,name\nm1,Ann\nm2,", name: "huge.csv")
            let handle = try FileHandle(forWritingTo: URL(filePath: path))
            try handle.truncate(atOffset: 1 << 30)
            try handle.close()
            let before = try await stage.dump()
            let memory = Self.memory()
            let took = try await ContinuousClock().measure {
                let error = await #expect(throws: CSVError.self) {
                    try await stage.kith.imports.run(ImportOptions(path: path, kind: .members), by: stage.caller)
                }
                #expect(error?.line == 3)
                #expect(error?.description.contains("longer than 1 MiB") == true)
                try Task.checkCancellation()
            }
            #expect(took < .seconds(20))
            // Other tests run beside this one; what must not happen is that the line is held.
            #expect(Self.memory() - memory < 500 << 20)
            #expect(try await stage.dump() == before)
        }
    }

    /// Bytes that the process holds in memory.
    private static func memory() -> Int {
        let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * 4_096
    }

    @Test("a bad tag changes nothing", arguments: TestEngine.allCases)
    func badTag(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let before = try await stage.dump()
            await #expect(throws: ImportError.self) {
                try await stage.members("memberId\nm1\n") { $0.tag = "a,b" }
            }
            #expect(try await stage.dump() == before)
        }
    }
}
