import Database
import Domain
import Foundation
import Roster
import Stores
import Synchronization
import TestSupport

@testable import Kith

/// A process that keeps rosters and watches segments, one look at a time.
actor WatchingProcess {
    nonisolated let kith: Kith
    private let organization: OrganizationID
    private var watcher: SegmentWatcher
    private let keeping: Task<Void, Never>
    private(set) var crashes = 0
    private(set) var looksAsWatcher = 0

    private let policy: SegmentWatcher.Policy

    init(_ kith: Kith, _ organization: OrganizationID, policy: SegmentWatcher.Policy = .usual) {
        self.policy = policy
        self.kith = kith
        self.organization = organization
        watcher = SegmentWatcher(organization: organization, kith: kith, holder: kith.randomBytes(16), policy: policy)
        keeping = Task { await kith.rosters.run(bytes: 1_000_000_000) { print("a roster failed: \($0)") } }
    }

    /// Looks once its roster knows all that is committed. A process that dies of it is another one afterwards.
    func look() async throws {
        let newest = try await kith.read { [organization] in try ChangeStore(organization, $0).newest() }
        for _ in 0..<1_000 {
            if let roster = kith.rosters.current()[organization], roster.snapshot.seq >= newest {
                var looking = watcher
                do {
                    try await looking.look(at: roster.snapshot, roster.segments)
                    watcher = looking
                } catch is Crash {
                    crashes += 1
                    watcher = SegmentWatcher(
                        organization: organization,
                        kith: kith,
                        holder: kith.randomBytes(16),
                        policy: policy
                    )
                }
                if watcher.isWatching { looksAsWatcher += 1 }
                return
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Stage.Missing()
    }

    var isWatching: Bool { watcher.isWatching }

    func stop() async {
        keeping.cancel()
        await keeping.value
    }
}

struct Crash: Error {}

/// An engine on which processes die, before a transaction or right after its commit, or stall for longer than a lease.
final class CrashingEngine: Engine {
    private let engine: any Engine
    private let random: Mutex<SplitMix64>
    private let clock: Stage.Clock
    let isSound = Mutex(true)

    init(_ engine: any Engine, clock: Stage.Clock, seed: UInt64) {
        self.engine = engine
        self.clock = clock
        random = Mutex(SplitMix64(seed: seed))
    }

    var dialect: Dialect { engine.dialect }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await engine.read(body)
    }

    func attempt<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        let fate = isSound.withLock { $0 } ? 99 : random.withLock { Int.random(in: 0..<16, using: &$0) }
        if fate == 0 { throw Crash() }
        if fate == 2 {
            clock.advance(SegmentWatcher.leaseMilliseconds + 1)
            try await Task.sleep(for: .milliseconds(40))
        }
        let result = try await engine.attempt(body)
        if fate == 1 { throw Crash() }
        return result
    }

    func maintain(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await engine.maintain(body)
    }

    func close() async { await engine.close() }
}

extension Stage {
    /// Runs a test with one process that watches.
    func watching(_ test: (WatchingProcess) async throws -> Void) async throws {
        let process = WatchingProcess(kith, caller.organization)
        do {
            try await test(process)
        } catch {
            await process.stop()
            throw error
        }
        await process.stop()
    }

    func segment(_ filter: String, name: String = "Some") async throws -> SegmentID {
        try await kith.segments.create(name: name, filter: FilterExpression(parsing: filter), by: caller).id
    }

    /// All moves of a segment, each as `+name` or `-name`, with the cause where it is no change.
    func moves(_ segment: SegmentID, imports: Bool = false) async throws -> [String] {
        let names = Dictionary(uniqueKeysWithValues: try await contacts().map { ($0.id, $0.shownName) })
        return try await kith.segments.moves(of: segment, includingImports: imports, by: caller).map { move in
            let cause = move.cause == .change ? "" : " \(move.cause.rawValue)"
            return "\(move.hasEntered ? "+" : "-")\(names[move.contact] ?? "?")\(cause)"
        }
    }
}
