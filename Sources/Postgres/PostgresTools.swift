import Database
import Foundation
import Subprocess

/// The programs that come with PostgreSQL, which copy whole databases.
package enum PostgresTools {
    private static let mostErrorBytes = 65_536

    /// Copies the schema of Kith's tables, as it is in one moment, to an archive for `restore` while work goes on.
    ///
    /// The file appears complete or not at all, replaces one of the same name, and only its owner may read it. `progress`
    /// is asked again and again, and ends the copying by throwing; how far it is, pg_dump does not say.
    package static func backup(
        _ url: String,
        to target: String,
        progress: @escaping @Sendable (Double) throws -> Void = { _ in }
    ) async throws {
        let partial = "\(target).\(UUID().uuidString).partial"
        do {
            guard FileManager.default.createFile(atPath: partial, contents: nil, attributes: [.posixPermissions: 0o600])
            else {
                throw DatabaseError(
                    kind: .unavailable,
                    message: "the file \(target) cannot be made: name another folder"
                )
            }
            let schema = try await schema(of: url)
            let arguments = ["--format=custom", "--no-owner", "--schema", schema, "--file", partial]
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await run("pg_dump", arguments, on: url) }
                group.addTask {
                    while true {
                        try await Task.sleep(for: .milliseconds(200))
                        try progress(0)
                    }
                }
                defer { group.cancelAll() }
                try await group.next()
            }
            guard rename(partial, target) == 0 else {
                throw DatabaseError(kind: .unavailable, message: "\(target): \(String(cString: strerror(errno)))")
            }
        } catch {
            unlink(partial)
            throw error
        }
    }

    /// Fills an empty database from an archive, all of it or nothing.
    package static func restore(_ file: String, to url: String) async throws {
        // Naming the schema leaves out making it, as it is there already.
        try await run(
            "pg_restore",
            [
                "--exit-on-error", "--single-transaction", "--no-owner", "--schema", try await schema(of: url), file,
            ],
            on: url
        )
        guard try await hasTables(url) else {
            throw DatabaseError(
                kind: .unavailable,
                message: "nothing was restored: the backup is of a schema that has another name"
            )
        }
    }

    /// The schema that Kith's tables are in, beside which the database may have others.
    private static func schema(of url: String) async throws -> String {
        try await read(url) { connection in
            guard let schema = try connection.first("SELECT current_schema()", { try $0.textIfAny(0) }) ?? nil else {
                throw DatabaseError(
                    kind: .unavailable,
                    message: "the schema that the URL names in its search_path is not there: create it first"
                )
            }
            return schema
        }
    }

    private static func hasTables(_ url: String) async throws -> Bool {
        try await read(url) { connection in
            try connection.first("SELECT to_regclass('migrations') IS NOT NULL") { try $0.text(0) == "t" } ?? false
        }
    }

    private static func read<Result: Sendable>(
        _ url: String,
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        let engine = PostgresEngine(url: url, poolSize: 1)
        do {
            let result = try await engine.read(body)
            await engine.close()
            return result
        } catch {
            await engine.close()
            throw error
        }
    }

    /// Runs one of them and waits for it; it ends where the task is cancelled.
    ///
    /// The password goes by the environment: what a program is called with, everybody on the machine can read.
    private static func run(_ name: String, _ arguments: [String], on url: String) async throws {
        var environment = Environment.inherit
        var address = url
        if var parts = URLComponents(string: url), let password = parts.password {
            parts.password = nil
            address = parts.string ?? url
            environment = .inherit.updating(["PGPASSWORD": password])
        }
        do {
            let result = try await Subprocess.run(
                .name(name),
                arguments: Arguments(["--dbname", address] + arguments),
                environment: environment,
                output: .discarded,
                error: .string(limit: mostErrorBytes)
            )
            try Task.checkCancellation()
            guard result.terminationStatus.isSuccess else {
                let said = result.standardError.split(separator: "\n").joined(separator: " ")
                throw DatabaseError(kind: .unavailable, message: "\(name) failed: \(said)")
            }
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw DatabaseError(
                kind: .unavailable,
                message: "\(name) is not installed: it is in the package postgresql-client"
            )
        }
    }
}
