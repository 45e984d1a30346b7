import Database
import Domain
import Foundation
import Roster
import Stores
import Synchronization
import TestSupport

@testable import Kith

/// A process that keeps rosters and watches segments, one look at a time.
final class WatchingProcess {
    let kith: Kith
    private let organization: OrganizationID
    private var watcher: SegmentWatcher
    private let keeping: Task<Void, Never>

    init(_ kith: Kith, _ organization: OrganizationID) {
        self.kith = kith
        self.organization = organization
        watcher = SegmentWatcher(organization: organization, kith: kith, holder: kith.randomBytes(16))
        keeping = Task { await kith.rosters.run(bytes: 1_000_000_000) { print("a roster failed: \($0)") } }
    }

    /// Looks once its roster knows all that is committed. A process that dies of it is another one afterwards.
    func look() async throws {
        let newest = try await kith.read { [organization] in try ChangeStore(organization, $0).newest() }
        for _ in 0..<1_000 {
            if let roster = kith.rosters.current()[organization], roster.snapshot.seq >= newest {
                do {
                    try await watcher.look(at: roster.snapshot, roster.segments)
                } catch is Crash {
                    watcher = SegmentWatcher(organization: organization, kith: kith, holder: kith.randomBytes(16))
                }
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

/// An engine on which processes die, before a transaction or right after its commit.
final class CrashingEngine: Engine {
    private let engine: any Engine
    private let random: Mutex<SplitMix64>
    let isSound = Mutex(true)

    init(_ engine: any Engine, seed: UInt64) {
        self.engine = engine
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
        let fate = isSound.withLock { $0 } ? 9 : random.withLock { Int.random(in: 0..<6, using: &$0) }
        if fate == 0 { throw Crash() }
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
