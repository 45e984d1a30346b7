import Database
import Domain
import Roster
import Synchronization

/// Loads one organization's roster, and keeps it current by the change feed.
final class RosterKeeper: Sendable {
    /// Why a roster is kept no more.
    enum End {
        /// Properties came into use whose values it has not read, or too much changed at once.
        case loadAnew
        case dropped
    }

    private struct State {
        /// Nil while it is being loaded.
        var roster: Roster?
        /// Whether the roster may be there in a moment, from a file: it is worth waiting for.
        var isFileExpected: Bool
        /// As what the properties of its contacts were read.
        var reading = PropertyReading()
        /// The newest place in the change feed that this process has committed.
        var committed: Int64 = 0
        /// When what this process commits next is worth looking for at once.
        var nextLook = ContinuousClock.now
        var waiting: [Waiter] = []
        /// 0 where nobody has asked yet.
        var lastAsked: UInt64 = 0
        /// From when on a question lets it be tried again whether it fits into the memory; nil where it was not too large.
        var nextTry: ContinuousClock.Instant?
        var isDropped = false
        /// When the file may be written.
        var nextSave = ContinuousClock.now
    }

    private struct Waiter {
        let seq: Int64
        let end: ContinuousClock.Instant
        let continuation: CheckedContinuation<RosterSnapshot?, Never>
    }

    /// A reader waits this long for what was committed; then SQL answers it.
    private static let patience: Duration = .seconds(1)
    /// And this long for a roster that comes from a file: SQL would take longer where there are many contacts.
    private static let patienceForFile: Duration = .seconds(3)
    /// What this process commits so soon after the last look is taken in together with more, unless a reader waits for it.
    private static let gathering: Duration = .milliseconds(10)
    /// So long after it was written the file is written again.
    private static let saveInterval: Duration = .seconds(300)
    /// So long after it did not fit into the memory it is tried again.
    private static let tryInterval: Duration = .seconds(1)
    /// What the page of contacts is sorted by at first, and at the first click on a column.
    private static let usualOrders: [ContactOrder] = [.lastSeenFirst, .newestFirst, .byName]

    let segments = SegmentShelf()
    let events = EventShelf()
    let activity: ActivityShelf
    private let loader: RosterLoader
    private let hasNews: @Sendable () -> Void
    private let state: Mutex<State>
    private let bell: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation

    /// `hasNews` is told whenever the roster has become another; `room` says how many bytes of memory are left.
    init(_ loader: RosterLoader, room: @escaping @Sendable () -> Int, hasNews: @escaping @Sendable () -> Void) {
        self.loader = loader
        activity = ActivityShelf(of: loader.organization, loader.engine, room: room)
        self.hasNews = hasNews
        state = Mutex(State(isFileExpected: loader.place != nil))
        (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var organization: OrganizationID { loader.organization }
    private var engine: any Engine { loader.engine }

    /// The contacts as the roster knows them; nil while it is being loaded.
    var current: RosterSnapshot? { state.withLock { $0.roster }?.snapshot }
    var isMerging: Bool { state.withLock { $0.roster }?.isMerging ?? false }
    /// The bytes that the roster holds, with the answers about events beside it. The events themselves are not counted:
    /// they give way where a roster needs the room.
    var bytes: Int { (current?.bytes ?? 0) + events.bytes }
    var newestCommitted: Int64 { state.withLock { $0.committed } }
    var lastAsked: UInt64 { state.withLock { $0.lastAsked } }

    /// Notes a question; returns whether the roster is to be loaded for it, though it did not fit a while ago.
    func asked(at question: UInt64) -> Bool {
        state.withLock { state in
            state.lastAsked = question
            guard let nextTry = state.nextTry, nextTry <= .now else { return false }
            state.nextTry = nil
            return true
        }
    }

    /// There is no room for it now.
    func doesNotFit() {
        state.withLock { $0.nextTry = .now + Self.tryInterval }
        expectNoFile()
    }

    /// Looks for changes soon.
    func look() {
        ring.yield()
        if state.withLock({ $0.roster == nil && !$0.waiting.isEmpty }) { wake() }
    }

    /// Nobody is to wait for a roster any more that is not there.
    func expectNoFile() {
        state.withLock { $0.isFileExpected = false }
        wake()
    }

    func committed(_ seq: Int64) {
        let isDue = state.withLock { state in
            state.committed = max(state.committed, seq)
            return !state.waiting.isEmpty || state.nextLook <= .now
        }
        // Otherwise a reader rings, a later commit, or the clock of `Rosters`.
        if isDue { ring.yield() }
    }

    /// Frees the memory.
    func drop() {
        state.withLock { state in
            state.isDropped = true
            state.isFileExpected = false
            state.roster = nil
        }
        events.removeAll()
        activity.drop()
        ring.yield()
        wake()
    }

    /// Waits until the roster knows what this process has committed, and a place in the feed; nil where it does not.
    func snapshot(reaching wish: Int64) async -> RosterSnapshot? {
        await withCheckedContinuation { continuation in
            let (isAnswered, snapshot) = state.withLock { state -> (Bool, RosterSnapshot?) in
                let seq = max(wish, state.committed)
                var patience = Self.patienceForFile
                if let snapshot = state.roster?.snapshot {
                    if snapshot.seq >= seq { return (true, snapshot) }
                    patience = Self.patience
                } else if !state.isFileExpected {
                    return (true, nil)
                }
                state.waiting.append(Waiter(seq: seq, end: .now + patience, continuation: continuation))
                return (false, nil)
            }
            if isAnswered { continuation.resume(returning: snapshot) } else { ring.yield() }
        }
    }

    /// Answers those whose wait is over, for one reason or another.
    private func wake() {
        let now = ContinuousClock.now
        let answers = state.withLock { state in
            let snapshot = state.roster?.snapshot
            var answers: [(Waiter, RosterSnapshot?)] = []
            state.waiting.removeAll { waiter in
                let isKnown = snapshot.map { $0.seq >= waiter.seq } ?? false
                let isInVain = snapshot == nil && !state.isFileExpected
                guard isKnown || isInVain || waiter.end <= now else { return false }
                answers.append((waiter, isKnown ? snapshot : nil))
                return true
            }
            return answers
        }
        for (waiter, snapshot) in answers {
            waiter.continuation.resume(returning: snapshot)
        }
    }

    /// Answers nobody from the roster any more, as it is not what the rows are: SQL does until it is loaded anew.
    private func withdraw() {
        state.withLock { $0.roster = nil }
        wake()
    }

    /// Reads all contacts, and returns what there is to tell.
    func load() async throws -> RosterNews.Ready {
        withdraw()
        let start = ContinuousClock.now
        let loaded = try await loader.load { self.expectNoFile() }
        state.withLock { state in
            guard !state.isDropped else { return }
            state.roster = loaded.roster
            state.reading = loaded.reading
            state.nextSave = loaded.isFromFile ? .now + Self.saveInterval : .now
            state.isFileExpected = false
        }
        wake()
        hasNews()
        loaded.roster.sortAhead(Self.usualOrders)
        return RosterNews.Ready(
            organization: loader.organization,
            contacts: loaded.roster.snapshot.count,
            duration: ContinuousClock.now - start,
            isFromFile: loaded.isFromFile
        )
    }

    /// Takes in what is committed, by whichever process, until the roster is kept no more.
    func follow(_ report: @escaping @Sendable (RosterNews) -> Void) async throws -> End {
        try await withThrowingDiscardingTaskGroup { group in
            for await _ in bell {
                guard let (roster, reading) = state.withLock({ state in state.roster.map { ($0, state.reading) } })
                else {
                    return .dropped
                }
                let seq = roster.snapshot.seq
                guard try await catchUpOrWithdraw(roster, reading) else { return .loadAnew }
                state.withLock { $0.nextLook = .now + Self.gathering }
                wake()
                if roster.snapshot.seq > seq { hasNews() }
                group.addTask { await roster.mergeIfNeeded() }
                if activity.isDue(knowing: roster.snapshot.seq) {
                    group.addTask { [activity] in
                        do {
                            try await activity.tend()
                        } catch is CancellationError {
                        } catch {
                            report(.failed("events could not be read for analytics: \(RosterNews.words(error))"))
                        }
                    }
                }
                if let saving = dueSaving() {
                    group.addTask {
                        do {
                            try await saving.perform()
                        } catch is CancellationError {
                        } catch {
                            report(.failed("a roster could not be written to its file: \(RosterNews.words(error))"))
                        }
                    }
                }
            }
            throw CancellationError()
        }
    }

    /// The same, and where the roster is not up to date then, nobody is answered from it until it is loaded anew.
    private func catchUpOrWithdraw(_ roster: Roster, _ reading: PropertyReading) async throws -> Bool {
        do {
            let isCurrent = try await catchUp(roster, reading)
            if !isCurrent { withdraw() }
            return isCurrent
        } catch  where !(error is CancellationError) {
            withdraw()
            throw error
        }
    }

    /// False where the roster must be loaded anew.
    private func catchUp(_ roster: Roster, _ reading: PropertyReading) async throws -> Bool {
        try await engine.read { [self] connection in
            try loader.catchUp(roster, reading, connection) { reading in
                state.withLock { $0.reading = reading }
            } != nil
        }
    }

    /// Takes in what was committed last, once `follow` has ended, and returns what the file does not know yet.
    func lastSaving() async throws -> RosterSaving? {
        guard loader.place != nil,
            let (roster, reading) = state.withLock({ state in state.roster.map { ($0, state.reading) } }),
            try await catchUp(roster, reading)
        else { return nil }
        return saving()
    }

    /// What is to be written to the file now. Called between changes: who is deleted by a later one makes the ticket void.
    private func dueSaving() -> RosterSaving? {
        guard state.withLock({ $0.nextSave <= .now }), let saving = saving() else { return nil }
        state.withLock { $0.nextSave = .now + Self.saveInterval }
        return saving
    }

    /// What the file does not know yet; nil where it knows all. Not to be called while `follow` applies changes.
    private func saving() -> RosterSaving? {
        guard let place = loader.place else { return nil }
        let ticket = place.ticket
        return state.withLock { state in
            guard let snapshot = state.roster?.snapshot, snapshot.seq != place.seq else { return nil }
            return RosterSaving(loader: loader, snapshot: snapshot, reading: state.reading, ticket: ticket)
        }
    }
}

/// A roster as it is to be written to its file.
struct RosterSaving: Sendable {
    fileprivate let loader: RosterLoader
    fileprivate let snapshot: RosterSnapshot
    fileprivate let reading: PropertyReading
    fileprivate let ticket: Int

    /// Writes the file, unless that takes longer than it may.
    func perform(until end: ContinuousClock.Instant? = nil) async throws {
        _ = try await loader.save(snapshot, reading, ticket: ticket) { end.map { $0 > .now } ?? true }
    }
}
