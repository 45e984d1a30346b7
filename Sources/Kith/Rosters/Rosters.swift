import Database
package import Domain
package import Roster
import Stores
import Synchronization

/// The rosters of the organizations that are asked about, as far as the memory reaches.
///
/// They are loaded one after another, and kept current while `run` runs. Whatever no roster can answer, SQL does.
package final class Rosters: Sendable {
    /// How soon a change by another process is seen.
    private static let interval: Duration = .milliseconds(100)
    /// After a failure.
    private static let pause: Duration = .seconds(1)
    /// The most that a contact is expected to need.
    private static let bytesPerContact = 400

    private struct State {
        var keepers: [OrganizationID: RosterKeeper] = [:]
        /// Counts the questions, to find who was not asked about for longest.
        var questions: UInt64 = 0
        var isRunning = false
    }

    private let engine: any Engine
    private let catalogues: CatalogueShelf
    private let state = Mutex(State())
    private let toLoad: AsyncStream<RosterKeeper>
    private let loading: AsyncStream<RosterKeeper>.Continuation

    init(engine: any Engine, catalogues: CatalogueShelf) {
        self.engine = engine
        self.catalogues = catalogues
        (toLoad, loading) = AsyncStream.makeStream()
    }

    /// Keeps rosters, within so many bytes of memory in all, until the task is cancelled. Begins with all that fit.
    ///
    /// `report` is told of failures, in words without personal data.
    package func run(bytes: Int, report: @escaping @Sendable (String) -> Void) async {
        state.withLock { $0.isRunning = true }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            group.addTask { await self.prepareAll(report) }
            for await keeper in toLoad {
                do {
                    guard try await makeRoom(for: keeper, bytes: bytes) else { continue }
                    try await keeper.load()
                    group.addTask { await self.follow(keeper, report) }
                } catch is CancellationError {
                    break
                } catch {
                    report("a roster could not be loaded: \(type(of: error))")
                    group.addTask { await self.loadLater(keeper) }
                }
            }
        }
        state.withLock { $0 = State() }
    }

    /// The roster of an organization, as new as what this process has committed and as the caller wishes; nil where SQL
    /// is to answer, because it is being loaded, or does not fit into the memory.
    package func snapshot(of organization: OrganizationID) async -> RosterSnapshot? {
        guard let keeper = keeper(of: organization) else { return nil }
        return await keeper.snapshot(reaching: FreshRosters.wish)
    }

    /// Who passes conditions on events, kept beside the roster of an organization; nil where there is none.
    func events(of organization: OrganizationID) -> EventShelf? {
        state.withLock { $0.keepers[organization] }?.events
    }

    /// Tells that a transaction of this process has changed an organization.
    func committed(_ seq: Int64, in organization: OrganizationID) {
        state.withLock { $0.keepers[organization] }?.committed(seq)
    }

    /// Begins to load the roster of an organization, unless it is there.
    func prepare(_ organization: OrganizationID) {
        _ = keeper(of: organization)
    }

    private func prepareAll(_ report: @Sendable (String) -> Void) async {
        do {
            for organization in try await engine.read({ try OrganizationStore($0).all() }) {
                prepare(organization.id)
            }
        } catch is CancellationError {
        } catch {
            // Each is loaded when it is asked about.
            report("organizations could not be read: \(type(of: error))")
        }
    }

    private func keeper(of organization: OrganizationID) -> RosterKeeper? {
        let (keeper, isNew) = state.withLock { state -> (RosterKeeper?, Bool) in
            guard state.isRunning else { return (nil, false) }
            state.questions += 1
            if let keeper = state.keepers[organization] {
                keeper.asked(at: state.questions)
                return (keeper, false)
            }
            let keeper = RosterKeeper(organization: organization, engine: engine, catalogues: catalogues)
            keeper.asked(at: state.questions)
            state.keepers[organization] = keeper
            return (keeper, true)
        }
        if let keeper, isNew { loading.yield(keeper) }
        return keeper
    }

    private func follow(_ keeper: RosterKeeper, _ report: @Sendable (String) -> Void) async {
        do {
            switch try await keeper.follow() {
            case .loadAnew: loading.yield(keeper)
            case .dropped: break
            }
        } catch is CancellationError {
        } catch {
            report("a roster could not be kept current: \(type(of: error))")
            await loadLater(keeper)
        }
    }

    private func loadLater(_ keeper: RosterKeeper) async {
        try? await Task.sleep(for: Self.pause)
        loading.yield(keeper)
    }

    /// Lets all look for changes of other processes, again and again.
    private func tick() async {
        while !Task.isCancelled {
            for keeper in state.withLock({ Array($0.keepers.values) }) {
                keeper.look()
            }
            try? await Task.sleep(for: Self.interval)
        }
    }

    /// Drops those that were not asked about for longest, until one more fits. False where it never will.
    private func makeRoom(for keeper: RosterKeeper, bytes: Int) async throws -> Bool {
        let organization = keeper.organization
        let expected = try await engine.read { connection in
            try ChangeStore(organization, connection).managedUsers() * Self.bytesPerContact
        }
        guard expected <= bytes else { return false }
        let dropped = state.withLock { state in
            var others = state.keepers.values.filter { $0 !== keeper }.sorted { $0.lastAsked < $1.lastAsked }
            var total = others.reduce(expected) { $0 + $1.bytes }
            var dropped: [RosterKeeper] = []
            while total > bytes, !others.isEmpty {
                let oldest = others.removeFirst()
                total -= oldest.bytes
                state.keepers[oldest.organization] = nil
                dropped.append(oldest)
            }
            return dropped
        }
        for keeper in dropped {
            keeper.drop()
        }
        return true
    }
}

/// What a reader has heard of: `FreshRosters.$wish.withValue(seq) { … }` lets it find that in what it reads.
package enum FreshRosters {
    /// The place in the change feed that an answer must not be older than.
    @TaskLocal package static var wish: Int64 = 0
}
