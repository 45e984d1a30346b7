import Database
import Domain
import Foundation
import Kith
import Stores
import Synchronization
import TestSupport

/// A Kith in a fresh database, with a clock that the test holds.
final class Fixture: Sendable {
    static let start = Instant(milliseconds: 1_795_262_260_000)
    /// Fast enough for tests; the method is the real one.
    static let lightCost = PasswordCost(rounds: 16, blockSize: 1, parallelism: 1)

    let kith: Kith
    let clock: Clock

    /// Stands still but for a millisecond each time it is read, so that ids never have to wait.
    final class Clock: Sendable {
        private let state = Mutex(Fixture.start)

        func now() -> Instant {
            state.withLock { state in
                state = state + 1
                return state
            }
        }

        func advance(_ milliseconds: Int64) {
            state.withLock { $0 = $0 + milliseconds }
        }
    }

    private init(engine: any Engine, clock: Clock) {
        self.clock = clock
        kith = Kith(
            engine: engine,
            now: { clock.now() },
            randomBytes: Self.random,
            secret: Self.secret,
            passwordCost: Self.lightCost
        )
    }

    static let secret = InstanceSecret(Array(0..<32))

    @Sendable static func random(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max) }
    }

    static func with(_ kind: TestEngine, _ test: (Fixture) async throws -> Void) async throws {
        try await withEngine(kind) { engine in
            let clock = Clock()
            _ = try await Migrator(KithSchema.migrations).migrate(engine, at: clock.now().milliseconds)
            let fixture = Fixture(engine: engine, clock: clock)
            try await test(fixture)
            await fixture.kith.close()
        }
    }

    /// Another process on the same database; with an engine of the test's own, which looks at what comes through.
    func another(through engine: (any Engine)? = nil) -> Kith {
        Kith(
            engine: engine ?? kith.engine,
            now: { [clock] in clock.now() },
            randomBytes: Self.random,
            secret: Self.secret,
            passwordCost: Self.lightCost
        )
    }

    /// Makes an organization; returns the caller who may do everything in it.
    func organization(_ key: String = "demo") async throws -> Caller {
        let settings = try OrganizationSettings(name: "Demo Inc.", country: "KR", timeZone: "Asia/Seoul")
        let made = try await kith.organizations.create(key: OrganizationKey(key), settings: settings)
        return .console(made.id)
    }

    /// Makes a manager with a password; returns them as a caller.
    func manager(
        _ email: String,
        role: String,
        by caller: Caller,
        password: String = "correct horse"
    ) async throws
        -> Caller
    {
        let invitation = try await kith.managers.invite(email: email, role: role, by: caller)
        let session = try await kith.managers.acceptLink(invitation.linkToken, password: password)
        guard let found = try await kith.managers.session(session.token) else { throw Missing() }
        return found.caller
    }

    struct Missing: Error {}
}
