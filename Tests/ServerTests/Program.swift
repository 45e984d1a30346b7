import Database
import Foundation
import TestSupport
import Testing

/// The program itself, run as its users run it.
struct Program {
    /// Options that lead to the database.
    let place: [String]
    /// A command that runs the program, such as one that limits it.
    private var prefix: [String] = []

    init(_ database: TestDatabase) {
        place =
            switch database.dialect {
            case .sqlite: ["--data", URL(filePath: database.location).deletingLastPathComponent().path]
            case .postgres: ["--database", database.location]
            }
    }

    init(place: [String], prefix: [String]) {
        self.place = place
        self.prefix = prefix
    }

    init(url: String) {
        place = ["--database", url]
    }

    init(folder: URL) {
        place = ["--data", folder.path]
    }

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Runs a command to its end.
    func run(_ arguments: String...) async throws -> Outcome {
        try await run(arguments)
    }

    func run(_ arguments: [String]) async throws -> Outcome {
        let running = try start(arguments)
        let output = running.output
        let errors = running.errors
        // Each pipe is read while the program runs: a full one would stop it.
        async let text = Self.text(of: output)
        async let complaint = Self.text(of: errors)
        let outcome = await (text, complaint)
        return Outcome(status: running.wait(), output: outcome.0, errors: outcome.1)
    }

    /// Starts a command whose output the caller reads.
    func start(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess("env", prefix + [Self.executable().path] + arguments + place)
    }

    /// Reads on a thread of its own, as reading blocks.
    static func text(of handle: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let data = handle.readDataToEndOfFile()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }

    /// The program stands beside the tests that were built with it.
    private static func executable() throws -> URL {
        let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let candidates = [tests, Bundle.main.bundleURL, URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()]
        for candidate in candidates {
            let program = candidate.deletingLastPathComponent().appending(path: "kith")
            if FileManager.default.isExecutableFile(atPath: program.path) { return program }
        }
        throw Missing()
    }

    private struct Missing: Error, CustomStringConvertible {
        var description: String {
            "the program kith was not built beside the tests; build with swift build --build-tests"
        }
    }
}

/// A folder that is removed after the test.
func withFolder<Result>(
    isolation: isolated (any _Concurrency.Actor)? = #isolation,
    _ test: (URL) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kith-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await test(folder)
}

/// The organization demo in a fresh database, the program on it, and a folder for files.
func withDemo<Result>(
    _ kind: TestEngine,
    isolation: isolated (any _Concurrency.Actor)? = #isolation,
    _ test: (Program, TestDatabase, URL) async throws -> Result
) async throws -> Result {
    try await withDatabase(kind) { database in
        try await withFolder { folder in
            let program = Program(database)
            let made = try await program.run(
                "organization",
                "create",
                "demo",
                "--name",
                "Demo",
                "--country",
                "KR",
                "--time-zone",
                "Asia/Seoul"
            )
            try #require(made.status == 0, "\(made.errors)")
            return try await test(program, database, folder)
        }
    }
}
