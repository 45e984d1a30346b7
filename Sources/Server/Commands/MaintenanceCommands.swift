import ArgumentParser
import Database
import Domain
import Foundation
import Kith
import Postgres
import SQLite
import Stores

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database's tables up to date.",
        discussion: "Every command does it when it begins; this one does nothing else, and says what it did."
    )

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let engine = try database.openEngine()
        let applied = try await Migrator(KithSchema.migrations)
            .migrate(engine, at: DatabaseOptions.now().milliseconds)
        await engine.close()
        output.answer(
            applied.isEmpty ? "All is up to date." : "Applied \(applied.joined(separator: ", ")).",
            .object(["applied": .array(applied.map(JSON.string))])
        )
    }
}

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the whole database to one file, while Kith runs.",
        discussion: "A folder's database becomes a SQLite file; a PostgreSQL one becomes an archive of pg_dump."
    )

    @Argument(help: "The file to write. One of the same name is replaced when the backup is complete.")
    var file: String

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        switch database.place {
        case .postgres(let url):
            try await PostgresTools.backup(url, to: file)
        case .folder(let folder):
            let source = DatabaseOptions.file(in: folder)
            guard FileManager.default.fileExists(atPath: source) else {
                throw CommandFailure("there is no database in \(folder)")
            }
            let engine = try SQLiteEngine(path: source)
            do {
                try await engine.backup(to: file)
                await engine.close()
            } catch {
                await engine.close()
                throw error
            }
        }
        output.answer("Wrote \(file).", .object(["file": .string(file)]))
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of a database that is not there yet.",
        discussion: """
            It never writes over contacts: the folder must have no database, and a PostgreSQL database must be empty. \
            Move the old folder away first.
            """
    )

    @Argument(help: "The file that kith backup wrote.")
    var file: String

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard FileManager.default.fileExists(atPath: file) else { throw CommandFailure("there is no file \(file)") }
        switch database.place {
        case .postgres(let url):
            try await PostgresTools.restore(file, to: url)
        case .folder(let folder):
            try await restore(to: folder)
        }
        output.answer("Restored \(file).", .object(["restored": .string(file)]))
    }

    private func restore(to folder: String) async throws {
        let target = DatabaseOptions.file(in: folder)
        guard !FileManager.default.fileExists(atPath: target) else {
            throw CommandFailure("\(folder) has a database already; move it away first, so that nothing is lost")
        }
        try FileManager.default.createDirectory(
            at: URL(filePath: folder),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        // Opened where it is, so that a damaged or foreign file is refused before anything is in its place.
        let source = try SQLiteEngine(path: file)
        do {
            let problems = try await source.problems()
            guard problems.isEmpty else { throw CommandFailure("the backup is damaged: \(problems[0])") }
            try await source.backup(to: target)
            await source.close()
        } catch {
            await source.close()
            throw error
        }
    }
}

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look for damage and for rows that contradict each other."
    )

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let problems = try await database.withKith { kith in
            var problems: [String] = []
            if let engine = kith.engine as? SQLiteEngine {
                problems += try await engine.problems()
            }
            return problems + (try await kith.consistency.problems())
        }
        for problem in problems {
            output.answer(problem, .object(["problem": .string(problem)]))
        }
        guard problems.isEmpty else { throw ExitCode.failure }
        output.answer("All is well.", .object(["problems": .integer(0)]))
    }
}
