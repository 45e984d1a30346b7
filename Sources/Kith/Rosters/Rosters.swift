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
    private static let interval: Duration = .milliseconds(50)
    /// After a failure.
    private static let pause: Duration = .seconds(1)
    /// How long files may be written when the process stops.
    private static let patienceAtEnd: Duration = .seconds(8)
    /// The most that a contact is expected to need.
    private static let bytesPerContact = 400

    private struct State {
        var keepers: [OrganizationID: RosterKeeper] = [:]
        /// Counts the questions, to find who was not asked about for longest.
        var questions: UInt64 = 0
        var isRunning = false
        /// The bytes of memory for all.
        var bytes = 0
        var loadsFromRows = 0
        var loadsFromFiles = 0
    }

    private let engine: any Engine
    private let catalogues: CatalogueShelf
    /// Where files of rosters are; nil where there are none.
    private let folder: RosterFolder?
    private let state = Mutex(State())
    private let listeners = Mutex<[AsyncStream<Void>.Continuation]>([])
    private let toLoad: AsyncStream<RosterKeeper>
    private let loading: AsyncStream<RosterKeeper>.Continuation

    init(engine: any Engine, catalogues: CatalogueShelf, folder: RosterFolder?) {
        self.folder = folder
        self.engine = engine
        self.catalogues = catalogues
        (toLoad, loading) = AsyncStream.makeStream()
    }

    /// Keeps rosters, within so many bytes of memory in all, until the task is cancelled. Begins with all that fit.
    ///
    /// `report` is told when they are ready, and of failures.
    package func run(bytes: Int, report: @escaping @Sendable (RosterNews) -> Void) async {
        // From now on readers may wait for what files will bring; nothing is loaded before the folder is tidied.
        state.withLock { state in
            state.isRunning = true
            state.bytes = bytes
        }
        for organization in await organizations(report) { prepare(organization) }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            for await keeper in toLoad {
                do {
                    guard try await makeRoom(for: keeper, bytes: bytes) else { continue }
                    let ready = try await keeper.load()
                    state.withLock { state in
                        if ready.isFromFile { state.loadsFromFiles += 1 } else { state.loadsFromRows += 1 }
                    }
                    report(.ready(ready))
                    group.addTask { await self.follow(keeper, report) }
                } catch is CancellationError {
                    break
                } catch {
                    keeper.expectNoFile()
                    report(.failed("a roster could not be loaded: \(RosterNews.words(error))"))
                    group.addTask { await self.loadLater(keeper) }
                }
            }
        }
        // A task of its own, which is not cancelled as this one is.
        await Task { await self.saveAll(report) }.value
        let keepers = state.withLock { state in
            defer { state = State() }
            return state.keepers.values
        }
        // Nobody waits any longer for what will not come.
        for keeper in keepers { keeper.drop() }
    }

    /// All organizations, whose folder is tidied.
    private func organizations(_ report: @Sendable (RosterNews) -> Void) async -> [OrganizationID] {
        do {
            let organizations = try await engine.read { try OrganizationStore($0).all() }.map(\.id)
            try folder?.prepare(for: organizations)
            return organizations
        } catch is CancellationError {
        } catch {
            // Each is loaded when it is asked about.
            report(.failed("organizations could not be prepared: \(type(of: error))"))
        }
        return []
    }

    /// Writes the files that do not know the newest changes, so that the next start is fast.
    private func saveAll(_ report: @Sendable (RosterNews) -> Void) async {
        let end = ContinuousClock.now + Self.patienceAtEnd
        for keeper in state.withLock({ Array($0.keepers.values) }) where end > .now {
            do {
                try await keeper.lastSaving()?.perform(until: end)
            } catch {
                report(.failed("a roster could not be written to its file: \(RosterNews.words(error))"))
            }
        }
    }

    /// What the rosters hold now.
    package var figures: RosterFigures {
        let (keepers, rows, files) = state.withLock { (Array($0.keepers.values), $0.loadsFromRows, $0.loadsFromFiles) }
        var figures = RosterFigures(loadsFromRows: rows, loadsFromFiles: files)
        for keeper in keepers {
            guard let snapshot = keeper.current else { continue }
            figures.rosters += 1
            figures.contacts += snapshot.count
            figures.bytes += snapshot.bytes + keeper.activity.bytes
            figures.merges += keeper.isMerging ? 1 : 0
            figures.behind = max(figures.behind, keeper.newestCommitted - snapshot.seq)
        }
        return figures
    }

    /// What one of them holds; nil where it is not there.
    func size(of organization: OrganizationID) -> RosterSize? {
        guard let keeper = state.withLock({ $0.keepers[organization] }), let snapshot = keeper.current else {
            return nil
        }
        return RosterSize(
            contacts: snapshot.count,
            bytes: keeper.bytes,
            eventBytes: keeper.activity.bytes,
            behind: max(0, keeper.newestCommitted - snapshot.seq)
        )
    }

    /// The bytes that all may take.
    var memory: Int { state.withLock { $0.bytes } }

    /// The roster of an organization, as new as what this process has committed and as the caller wishes; nil where SQL
    /// is to answer, because it is being loaded, or does not fit into the memory.
    package func snapshot(of organization: OrganizationID) async -> RosterSnapshot? {
        guard let keeper = keeper(of: organization) else { return nil }
        return await keeper.snapshot(reaching: FreshRosters.wish)
    }

    /// The place in the change feed that the roster of an organization has reached; nil where there is none.
    func seen(in organization: OrganizationID) -> Int64? {
        state.withLock { $0.keepers[organization] }?.current?.seq
    }

    /// What the segments of an organization come down to, beside its roster; nil where there is none.
    func segments(of organization: OrganizationID) -> SegmentShelf? {
        state.withLock { $0.keepers[organization] }?.segments
    }

    /// Who passes conditions on events, kept beside the roster of an organization; nil where there is none.
    func events(of organization: OrganizationID) -> EventShelf? {
        state.withLock { $0.keepers[organization] }?.events
    }

    /// The events of an organization, kept beside its roster; nil where there is none.
    func activity(of organization: OrganizationID) -> ActivityShelf? {
        state.withLock { $0.keepers[organization] }?.activity
    }

    /// The rosters that are there, and up to date as far as is known, without asking for any.
    func current() -> [OrganizationID: (snapshot: RosterSnapshot, segments: SegmentShelf)] {
        state.withLock { $0.keepers }.compactMapValues { keeper in
            keeper.current.map { (snapshot: $0, segments: keeper.segments) }
        }
    }

    /// Rings a bell whenever a roster has something new, for as long as somebody listens.
    func tell(_ bell: AsyncStream<Void>.Continuation) {
        listeners.withLock { $0.append(bell) }
    }

    private func tellAll() {
        listeners.withLock { bells in
            bells.removeAll { bell in
                if case .terminated = bell.yield() { true } else { false }
            }
        }
    }

    /// Tells that a transaction of this process has changed an organization, and whether it deleted people.
    func committed(_ seq: Int64, in organization: OrganizationID, removesPeople: Bool) {
        if removesPeople, let folder {
            // No roster may be kept here. Where the file cannot be removed now, whoever opens it next tries again,
            // because of the same change, and says so.
            try? folder.place(of: organization).forget()
        }
        state.withLock { $0.keepers[organization] }?.committed(seq)
    }

    /// Begins to load the roster of an organization that nobody has asked about yet.
    private func prepare(_ organization: OrganizationID) {
        let keeper = state.withLock { state in
            state.keepers[organization] == nil ? newKeeper(of: organization, &state) : nil
        }
        if let keeper { loading.yield(keeper) }
    }

    private func keeper(of organization: OrganizationID) -> RosterKeeper? {
        let (keeper, isToLoad) = state.withLock { state -> (RosterKeeper?, Bool) in
            guard state.isRunning else { return (nil, false) }
            state.questions += 1
            let known = state.keepers[organization]
            let keeper = known ?? newKeeper(of: organization, &state)
            let mayFitNow = keeper.asked(at: state.questions)
            return (keeper, known == nil || mayFitNow)
        }
        if let keeper, isToLoad { loading.yield(keeper) }
        return keeper
    }

    private func newKeeper(of organization: OrganizationID, _ state: inout State) -> RosterKeeper {
        let loader = RosterLoader(
            organization: organization,
            engine: engine,
            catalogues: catalogues,
            place: folder?.place(of: organization)
        )
        let keeper = RosterKeeper(
            loader,
            room: { [weak self] in self?.room ?? 0 },
            hasNews: { [weak self] in self?.tellAll() }
        )
        state.keepers[organization] = keeper
        return keeper
    }

    /// The bytes of memory that are left.
    private var room: Int {
        let (bytes, keepers) = state.withLock { ($0.bytes, Array($0.keepers.values)) }
        return bytes - keepers.reduce(0) { $0 + $1.bytes + $1.activity.bytes }
    }

    private func follow(_ keeper: RosterKeeper, _ report: @escaping @Sendable (RosterNews) -> Void) async {
        do {
            switch try await keeper.follow(report) {
            case .loadAnew: loading.yield(keeper)
            case .dropped: break
            }
        } catch is CancellationError {
        } catch {
            report(.failed("a roster could not be kept current: \(RosterNews.words(error))"))
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

    /// Drops those that were not asked about for longest, until one more fits, and lets events give way in the same order.
    /// False where it does not fit beside those that were asked about since it was; whoever asks about it again lets it be
    /// tried again.
    private func makeRoom(for keeper: RosterKeeper, bytes: Int) async throws -> Bool {
        let organization = keeper.organization
        let expected = try await engine.read { connection in
            try ChangeStore(organization, connection).managedUsers() * Self.bytesPerContact
        }
        let decision = state.withLock { state -> (dropped: [RosterKeeper], eventless: [RosterKeeper])? in
            // It may have been dropped since it was to be loaded anew.
            guard state.keepers[organization] === keeper else { return nil }
            let others = state.keepers.values.filter { $0 !== keeper && $0.current != nil }
                .sorted { $0.lastAsked < $1.lastAsked }
            var total = others.reduce(expected) { $0 + $1.bytes }
            var dropped: [RosterKeeper] = []
            for oldest in others.prefix(while: { $0.lastAsked < keeper.lastAsked }) where total > bytes {
                total -= oldest.bytes
                dropped.append(oldest)
            }
            guard total <= bytes else { return nil }
            for keeper in dropped { state.keepers[keeper.organization] = nil }
            let kept = others.dropFirst(dropped.count)
            total = kept.reduce(total) { $0 + $1.activity.bytes }
            var eventless: [RosterKeeper] = []
            for oldest in kept where total > bytes {
                total -= oldest.activity.bytes
                eventless.append(oldest)
            }
            return (dropped, eventless)
        }
        // Nobody follows the changes that would take people out of the files of those that are not kept.
        guard let decision else {
            keeper.doesNotFit()
            try folder?.place(of: organization).forget()
            return false
        }
        for keeper in decision.eventless { keeper.activity.giveWay() }
        for keeper in decision.dropped {
            keeper.drop()
            try folder?.place(of: keeper.organization).forget()
        }
        return true
    }
}

/// What a reader has heard of: `FreshRosters.$wish.withValue(seq) { … }` lets it find that in what it reads.
package enum FreshRosters {
    /// The place in the change feed that an answer must not be older than.
    @TaskLocal package static var wish: Int64 = 0
}
