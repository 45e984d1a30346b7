import Database
import Domain
import Foundation
import HummingbirdTesting
import Kith
import Logging
import Server
import Stores
import Synchronization
import TestSupport
import Web

/// A server with two organizations, and programs that ask it.
struct ServedAPI: Sendable {
    let kith: Kith
    /// Whoever runs the machine, in the organization that the tests are about.
    let console: Caller
    /// The same in another organization.
    let other: Caller
    let http: any TestClientProtocol
    let clock: Clock

    /// The clock of the machine, which a test can set ahead.
    final class Clock: Sendable {
        private let state = Mutex<(held: Int64?, ahead: Int64)>((nil, 0))

        private static var real: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

        func now() -> Instant {
            state.withLock { Instant(milliseconds: ($0.held ?? Self.real) + $0.ahead) }
        }

        /// Stands still from now on, for what may not depend on how fast the test's machine is.
        func hold() {
            state.withLock { $0.held = Self.real }
        }

        func advance(_ milliseconds: Int64) {
            state.withLock { $0.ahead += milliseconds }
        }
    }

    static func run(
        _ engine: TestEngine = .sqlite,
        settings: ServeSettings = ServeSettings(),
        _ test: @escaping @Sendable (ServedAPI) async throws -> Void
    ) async throws {
        try await withDatabase(engine) { try await run(on: $0, settings: settings, test) }
    }

    /// The same in a database that the test looks into.
    static func run(
        on database: TestDatabase,
        settings: ServeSettings = ServeSettings(),
        rosterFolder: RosterFolder? = nil,
        _ test: @escaping @Sendable (ServedAPI) async throws -> Void
    ) async throws {
        let clock = Clock()
        _ = try await Migrator(KithSchema.migrations).migrate(database, at: clock.now().milliseconds)
        let kith = Kith(
            engine: database,
            now: { clock.now() },
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            secret: InstanceSecret(Array(0..<32)),
            rosterFolder: rosterFolder,
            passwordCost: PasswordCost(rounds: 16, blockSize: 1, parallelism: 1)
        )
        let console = try await organization("demo", in: kith)
        let other = try await organization("other", in: kith)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let serve = ServeApplication(
            kith: kith,
            settings: settings,
            logger: logger
        )
        try await serve.application().test(.live) { http in
            try await test(ServedAPI(kith: kith, console: console, other: other, http: http, clock: clock))
        }
        await kith.close()
    }

    private static func organization(_ key: String, in kith: Kith) async throws -> Caller {
        let settings = try OrganizationSettings(name: "Demo", country: "KR", timeZone: "Asia/Seoul")
        return .console(try await kith.organizations.create(key: OrganizationKey(key), settings: settings).id)
    }

    /// Somebody without a token.
    var nobody: Client { Client(http: http, token: nil) }

    /// A program with a key of these scopes.
    func program(_ scopes: Set<Scope> = [.all], by caller: Caller? = nil) async throws -> Client {
        let made = try await kith.keys.create(name: "program", scopes: scopes, by: caller ?? console)
        return Client(http: http, token: made.secret)
    }

    /// A manager with a role, signed in.
    func manager(_ role: String = "owner", by caller: Caller? = nil) async throws -> Client {
        let email = "m\(UInt32.random(in: 0 ... .max))@example.com"
        let invitation = try await kith.managers.invite(email: email, role: role, by: caller ?? console)
        let session = try await kith.managers.acceptLink(invitation.linkToken, password: "correct horse")
        return Client(http: http, token: session.token)
    }

    /// A contact with an e-mail address.
    func contact(_ email: String = "ada@example.com", by caller: Caller? = nil) async throws -> ContactID {
        let input = ContactInput(profile: ["email": .string(email), "name": .string("Ada")])
        return try await kith.contacts.create(input, by: caller ?? console).contact.id
    }
}
