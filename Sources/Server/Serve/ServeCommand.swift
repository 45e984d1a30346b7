import ArgumentParser
import Database
import Domain
import Foundation
import Kith
import Logging
import Postgres
import SQLite
import Stores
import Web

/// `kith serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve Kith to browsers and programs.",
        discussion: """
            At the first start it makes the data folder, an organization and its owner, and prints a one-time link: \
            open it in a browser to choose a password.
            """
    )

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8_080

    @Option(help: "The folder of the database file (also KITH_DATA).")
    var data: String?

    @Option(help: "A PostgreSQL URL, used in place of the data folder (also KITH_DATABASE).")
    var database: String?

    @Flag(help: "Browsers reach Kith by https: send cookies by https alone.")
    var https = false

    @Flag(help: "Believe the X-Forwarded-For of the proxy that Kith stands behind.")
    var trustProxy = false

    func run() async throws {
        var logger = Logger(label: "kith") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .info
        let engine = try openEngine()
        let now: @Sendable () -> Instant = { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
        _ = try await Migrator(KithSchema.migrations).migrate(engine, at: now().milliseconds)
        let kith = Kith(engine: engine, now: now) { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
        let settings = ServeSettings(host: host, port: port, isSecure: https, trustsProxy: trustProxy)
        if let path = try await FirstStart(kith: kith).prepare() {
            Self.say(
                "Open this link to choose a password (works once, for 7 days):\n\n    \(settings.address)\(path)\n"
            )
        }
        let serve = ServeApplication(kith: kith, settings: settings, contacts: Self.noContacts, logger: logger)
        let application = try serve.application { _ in
            Self.say("Kith serves on \(settings.address). Stop it with Ctrl-C.")
        }
        try await ServeServices(kith: kith, logger: logger).run([application])
    }

    /// Writes a line at once: `print` keeps it back while the output is not a terminal.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// Stands in until the page is wired to `kith.contacts`.
    private static let noContacts: ContactsPage.Source = { _, _ in
        .page(ContactsPage.Found(count: 0, rows: [], isFirstUse: true))
    }

    private func openEngine() throws -> any Engine {
        let environment = ProcessInfo.processInfo.environment
        if let url = database ?? environment["KITH_DATABASE"] {
            return PostgresEngine(url: url)
        }
        let folder = URL(filePath: data ?? environment["KITH_DATA"] ?? "data")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return try SQLiteEngine(path: folder.appending(path: "kith.sqlite").path)
    }
}
