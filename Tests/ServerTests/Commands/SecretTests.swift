import Domain
import Foundation
import TestSupport
import Testing

@Suite("The secret of an installation, on the command line")
struct SecretTests {
    /// Serves until it says that it does, or fails to.
    private static func serve(_ program: Program, _ options: [String] = []) async throws -> Program.Outcome {
        let process = try program.start(["serve", "--port", "0"] + options)
        async let complaint = Program.text(of: process.errors)
        let text = await text(of: process.output) { said in
            if said.contains("Stop it with") { process.terminate() }
        }
        let said = await complaint
        return Program.Outcome(status: process.wait(), output: text, errors: said)
    }

    /// Reads lines as they come, on a thread of its own.
    private static func text(of handle: FileHandle, _ look: @escaping @Sendable (String) -> Void) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var text = ""
                while case let data = handle.availableData, !data.isEmpty {
                    text += String(decoding: data, as: UTF8.self)
                    look(text)
                }
                continuation.resume(returning: text)
            }
        }
    }

    @Test("is made at the first start, for its own account alone, and kept")
    func made() async throws {
        try await withFolder { folder in
            let program = Program(folder: folder.appending(path: "data"))
            let file = folder.appending(path: "data/secret")
            let first = try await Self.serve(program)
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output.contains("keep \(file.path) beside your backups"))
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(Data(base64Encoded: text.trimmingCharacters(in: .newlines))?.count == 32)
            let second = try await Self.serve(program)
            #expect(!second.output.contains("Made the secret"))
            #expect(try String(contentsOf: file, encoding: .utf8) == text)
        }
    }

    @Test("lost or exchanged, it is said at once, until it is forgotten on purpose", arguments: TestEngine.allCases)
    func lost(_ kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            let file = folder.appending(path: "elsewhere")
            let options = ["--secret-file", file.path]
            #expect(try await Self.serve(program, options).status == 0)
            let kept = try String(contentsOf: file, encoding: .utf8)

            try FileManager.default.removeItem(at: file)
            let lost = try await Self.serve(program, options)
            #expect(lost.status == 1)
            #expect(lost.errors.contains("kith secret forget"), "\(lost.errors)")
            #expect(!FileManager.default.fileExists(atPath: file.path))

            let other = Data(repeating: 7, count: 32).base64EncodedString()
            try other.write(to: file, atomically: false, encoding: .utf8)
            let wrong = try await Self.serve(program, options)
            #expect(wrong.status == 1)
            #expect(wrong.errors.contains("this is not the secret"), "\(wrong.errors)")
            try kept.write(to: file, atomically: false, encoding: .utf8)
            #expect(try await Self.serve(program, options).status == 0)

            try FileManager.default.removeItem(at: file)
            #expect(try await program.run("secret", "forget").status == 64)
            #expect(try await program.run("secret", "forget", "--lost").status == 0)
            #expect(try await Self.serve(program, options).status == 0)
            #expect(try String(contentsOf: file, encoding: .utf8) != kept)
        }
    }

    @Test("that is none is refused with what one is")
    func malformed() async throws {
        try await withFolder { folder in
            let file = folder.appending(path: "secret")
            try "hello".write(to: file, atomically: false, encoding: .utf8)
            let outcome = try await Self.serve(
                Program(folder: folder.appending(path: "data")),
                ["--secret-file", file.path]
            )
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("32 bytes in base64"), "\(outcome.errors)")
        }
    }
}
