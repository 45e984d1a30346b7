import Domain
import Foundation
import TestSupport
import Testing

@Suite("Counts of a real file")
struct CountTests {
    @Test("are those of a plain reading by Python, for each filter of the benchmarks", arguments: TestEngine.allCases)
    func counts(_ kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            let file = folder.appending(path: "contacts.csv").path
            let rows = 4_000
            _ = try await Self.python("gen_contacts.py", "\(rows)", "--out", file)
            for (created, unchanged) in [(rows, 0), (0, rows)] {
                let outcome = try await program.run(
                    "import",
                    file,
                    "--organization",
                    "demo",
                    "--kind",
                    "members",
                    "--map",
                    "id=memberId",
                    "--create-properties",
                    "--json"
                )
                let result = try JSON(parsing: try #require(outcome.lines.last, "\(outcome.errors)"))
                #expect(result["created"]?.integer == Int64(created))
                #expect(result["updated"]?.integer == 0)
                #expect(result["unchanged"]?.integer == Int64(unchanged))
                #expect(result["refused"]?.integer == 0)
            }
            let expected = try await Self.python("expected_counts.py", file)
            let filters = expected.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
            #expect(filters.count == 8)
            for filter in filters {
                let counted = try await program.run("count", "--organization", "demo", "--filter", filter[2])
                #expect(counted.output == "\(filter[1])\n", "\(filter[0]): \(filter[2]) \(counted.errors)")
            }
        }
    }

    /// Runs a script of the benchmarks and returns what it printed.
    private static func python(_ script: String, _ arguments: String...) async throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let process = try ChildProcess("python3", [root.appending(path: "Benchmarks/\(script)").path] + arguments)
        let text = await Program.text(of: process.output)
        #expect(process.wait() == 0)
        return text
    }
}
