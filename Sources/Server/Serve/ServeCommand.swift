import ArgumentParser
import Database
import Domain
import Foundation
import Kith
import Logging
import Stores
import Web

/// `kith serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve Kith to browsers and programs.",
        discussion: """
            At the first start it makes the data folder and prints a link: open it in a browser to make your organization \
            and choose a password.
            """
    )

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8_080

    @Flag(help: "Browsers reach Kith by https: send cookies by https alone.")
    var https = false

    @Flag(help: "Believe the X-Forwarded-For of the proxy that Kith stands behind.")
    var trustProxy = false

    @Option(help: "How many requests a minute one key or manager may send to the API.")
    var requestsPerMinute = ServeSettings.usualRequestsPerMinute

    @Option(
        help: ArgumentHelp(
            "The most memory for contacts, in megabytes; half of the machine's unless said otherwise.",
            discussion: "A contact takes about 0.4 KB. Organizations that do not fit are answered by SQL, more slowly."
        )
    )
    var rosterMegabytes = Int(ProcessInfo.processInfo.physicalMemory / 2_000_000)

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        guard (1...10_000_000).contains(requestsPerMinute) else {
            throw ValidationError("--requests-per-minute takes a whole number from 1 to 10000000")
        }
        guard (0...10_000_000).contains(rosterMegabytes) else {
            throw ValidationError("--roster-megabytes takes a whole number from 0 to 10000000")
        }
    }

    func run() async throws {
        var logger = Logger(label: "kith") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .info
        let engine = try database.openEngine()
        _ = try await Migrator(KithSchema.migrations).migrate(engine, at: DatabaseOptions.now().milliseconds)
        let kith = Kith(
            engine: engine,
            now: DatabaseOptions.now,
            randomBytes: DatabaseOptions.randomBytes,
            secret: try await secret(engine),
            rosterFolder: database.rosters,
            backupFolder: database.backups(of: engine)
        )
        try await kith.secrets.confirm()
        let settings = ServeSettings(
            host: host,
            port: port,
            isSecure: https,
            trustsProxy: trustProxy,
            requestsPerMinute: requestsPerMinute
        )
        if let token = try await kith.organizations.beginSetUp() {
            Self.say("Open this link to set Kith up (works once, until Kith is stopped):")
            Self.say("\n    \(settings.address)\(Link.setUp(token: token).path)\n")
        }
        let serve = ServeApplication(
            kith: kith,
            settings: settings,
            gauges: { RosterGauges.gauges(kith.rosters.figures) },
            logger: logger
        )
        let application = try serve.application { _ in
            Self.say("Kith serves on \(settings.address). Stop it with Ctrl-C.")
        }
        try await ServeServices(kith: kith, rosterBytes: rosterMegabytes * 1_000_000, logger: logger).run([application])
    }

    /// The secret of this installation. It is made at the first start, and never where there was one before.
    private func secret(_ engine: any Engine) async throws -> InstanceSecret {
        let place = database.secretPlace
        if let secret = try InstanceSecret.read(from: place) { return secret }
        switch place {
        case .file(let path):
            guard try await engine.read({ try SecretCheckStore($0).find() }) == nil else {
                throw CommandFailure("\(path): \(InstanceSecretError.lost)")
            }
            let secret = try InstanceSecret.make(at: path, randomBytes: DatabaseOptions.randomBytes)
            Self.say("Made the secret of this installation: keep \(path) beside your backups, which do not have it.")
            return secret
        case .nowhere:
            Self.say("Without a secret (--secret-file FILE or KITH_SECRET) nobody can sign in with a code.")
            return .none
        case .text:
            return .none
        }
    }

    /// Writes a line at once: `print` keeps it back while the output is not a terminal.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
