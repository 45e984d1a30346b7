import Domain
import Foundation
import TestSupport
import Testing

@Suite("A process that is killed")
struct KilledWriterTests {
    private static let rows = 20_000

    @Test("loses nothing that was answered, and the rest goes in afterwards", arguments: TestEngine.allCases)
    func killed(_ kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            let file = folder.appending(path: "people.csv")
            try Self.people.write(to: file, atomically: false, encoding: .utf8)
            let arguments = [
                "import", file.path, "--organization", "demo", "--kind", "members", "--json",
            ]
            for answers in [1, 2, 4] {
                let line = try await kill(program, arguments, afterAnswers: answers)
                let kept = try await count(program)
                // The header is line 1.
                #expect(kept >= line - 1, "line \(line) was answered, \(kept) contacts are there")
                let check = try await program.run("check")
                #expect(check.status == 0, "\(check.output)")
            }
            let whole = try await program.run(arguments)
            #expect(whole.status == 0, "\(whole.errors)")
            #expect(try await count(program) == Self.rows)
            let again = try await program.run(arguments)
            let result = try JSON(parsing: try #require(again.lines.last))
            #expect(result["created"]?.integer == 0)
            #expect(result["updated"]?.integer == 0)
        }
    }

    private static let people: String = {
        let people = (1...rows).map { "m\($0),Person \($0),p\($0)@example.com" }
        return (["memberId,name,email"] + people).joined(separator: "\n")
    }()

    /// Starts the command, kills it after so many answers, and returns the last line that it had answered.
    private func kill(_ program: Program, _ arguments: [String], afterAnswers answers: Int) async throws -> Int {
        let running = try program.start(arguments)
        let last: Int = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var text = ""
                while text.split(separator: "\n").count < answers {
                    let data = running.output.availableData
                    guard !data.isEmpty else { break }
                    text += String(decoding: data, as: UTF8.self)
                }
                running.kill()
                text += String(decoding: running.output.readDataToEndOfFile(), as: UTF8.self)
                let lines = text.split(separator: "\n").compactMap { try? JSON(parsing: String($0))["line"]?.integer }
                continuation.resume(returning: Int(lines.last ?? 0))
            }
        }
        running.wait()
        #expect(running.wasSignalled, "it was killed in the middle")
        return last
    }

    private func count(_ program: Program) async throws -> Int {
        let outcome = try await program.run("count", "--organization", "demo")
        return Int(outcome.output.trimmed) ?? -1
    }
}
