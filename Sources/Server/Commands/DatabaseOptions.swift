import ArgumentParser
import Database
import Domain
import Foundation
import Kith
import Postgres
import SQLite
import Stores

/// Where everything is kept. All commands take these options.
struct DatabaseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the database (also KITH_DATA; ./data otherwise).", valueName: "dir"))
    var data: String?

    @Option(help: ArgumentHelp("A PostgreSQL database instead of a folder (also KITH_DATABASE).", valueName: "url"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "The file of the installation's secret (also KITH_SECRET_FILE; secret in the folder of the database "
                + "otherwise). KITH_SECRET is the secret itself.",
            valueName: "file"
        )
    )
    var secretFile: String?

    @Option(
        help: ArgumentHelp(
            "The folder of files that make kith serve start fast (also KITH_ROSTER_FOLDER; rosters in the folder of the "
                + "database otherwise, and none with PostgreSQL). It holds contacts.",
            valueName: "dir"
        )
    )
    var rosterFolder: String?

    @Option(
        help: ArgumentHelp(
            "The folder of the backups that owners make in the browser (also KITH_BACKUP_FOLDER; backups in the folder of "
                + "the database otherwise, and none with PostgreSQL). Each holds the whole database.",
            valueName: "dir"
        )
    )
    var backupFolder: String?

    mutating func validate() throws {
        if data != nil, database != nil {
            throw ValidationError("--data and --database are two different places; give one of them.")
        }
        if case .postgres(let url) = place, !url.hasPrefix("postgres://"), !url.hasPrefix("postgresql://") {
            throw ValidationError("The database is given as a URL, such as postgres://kith@localhost/kith.")
        }
    }

    enum Place {
        case folder(String)
        case postgres(String)
    }

    /// What was given to the command stands before the environment.
    var place: Place {
        let environment = ProcessInfo.processInfo.environment
        if let database { return .postgres(database) }
        if let data { return .folder(data) }
        if let url = environment["KITH_DATABASE"], !url.isEmpty { return .postgres(url) }
        return .folder(environment["KITH_DATA"].flatMap { $0.isEmpty ? nil : $0 } ?? "data")
    }

    /// Where rosters are kept in files; nil where they are not. Commands that delete contacts remove them from there, too.
    var rosters: RosterFolder? {
        folder(rosterFolder, "KITH_ROSTER_FOLDER", "rosters").map(RosterFolder.init)
    }

    /// Where backups of an engine of this place are kept that are made in the browser; nil where they cannot be.
    func backups(of engine: any Engine) -> BackupFolder? {
        guard let path = folder(backupFolder, "KITH_BACKUP_FOLDER", "backups") else { return nil }
        switch place {
        case .folder:
            guard let engine = engine as? SQLiteEngine else { return nil }
            return BackupFolder(path: path, suffix: ".sqlite") { try await engine.backup(to: $0, progress: $1) }
        case .postgres(let url):
            return BackupFolder(path: path, suffix: ".pgdump") { path, progress in
                try await PostgresTools.backup(url, to: path, progress: progress)
            }
        }
    }

    /// A folder that an option names, or the environment, or the folder of the database has; nil where none does.
    private func folder(_ option: String?, _ variable: String, _ name: String) -> String? {
        if let option { return option }
        if let folder = ProcessInfo.processInfo.environment[variable], !folder.isEmpty { return folder }
        switch place {
        case .folder(let folder): return URL(filePath: folder).appending(path: name).path
        case .postgres: return nil
        }
    }

    /// The file of the database, where it is in a folder.
    static func file(in folder: String) -> String {
        URL(filePath: folder).appending(path: "kith.sqlite").path
    }

    /// Opens the place; the folder is made where it is missing.
    func openEngine() throws -> any Engine {
        switch place {
        case .postgres(let url): return PostgresEngine(url: url)
        case .folder(let folder):
            do {
                try FileManager.default.createDirectory(
                    at: URL(filePath: folder),
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch {
                throw CommandFailure("the folder \(folder) cannot be made: \(error.localizedDescription)")
            }
            return try SQLiteEngine(path: Self.file(in: folder))
        }
    }

    /// Opens the place, brings its tables up to date, does the work and closes it again.
    func withKith<Result: Sendable>(_ work: (Kith) async throws -> Result) async throws -> Result {
        let engine = try openEngine()
        let kith = Kith(
            engine: engine,
            now: Self.now,
            randomBytes: Self.randomBytes,
            secret: try InstanceSecret.read(from: secretPlace) ?? .none,
            rosterFolder: rosters
        )
        do {
            _ = try await Migrator(KithSchema.migrations).migrate(engine, at: Self.now().milliseconds)
            let result = try await work(kith)
            await kith.close()
            await engine.close()
            return result
        } catch {
            await kith.close()
            await engine.close()
            throw error
        }
    }

    static let now: @Sendable () -> Instant = { Instant(date: Date()) }

    static let randomBytes: @Sendable (Int) -> [UInt8] = { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

/// The organization that a command works in.
struct OrganizationOption: ParsableArguments {
    @Option(help: ArgumentHelp("The short name of the organization.", valueName: "name"))
    var organization: String

    /// Whoever runs the command line may do everything in it.
    func caller(_ kith: Kith) async throws -> Caller {
        Caller.console(try await kith.organizations.find(key: organization).id)
    }
}

/// Why a command failed, in words for the one who ran it.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
