import Database
import Domain
import Roster
import Stores
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
        /// As what the properties of its contacts were read.
        var reading = PropertyReading()
        /// The newest place in the change feed that this process has committed.
        var committed: Int64 = 0
        var waiting: [Waiter] = []
        var lastAsked: UInt64 = 0
        var isDropped = false
    }

    private struct Waiter {
        let seq: Int64
        let end: ContinuousClock.Instant
        let continuation: CheckedContinuation<RosterSnapshot?, Never>
    }

    /// A reader waits this long for what was committed; then SQL answers it.
    private static let patience: Duration = .seconds(1)
    /// Where more contacts have changed, all are read anew.
    private static let mostChanged = 50_000
    private static let changesAtOnce = 1_000

    let organization: OrganizationID
    let events = EventShelf()
    private let engine: any Engine
    private let catalogues: CatalogueShelf
    private let state = Mutex(State())
    private let bell: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation

    init(organization: OrganizationID, engine: any Engine, catalogues: CatalogueShelf) {
        self.organization = organization
        self.engine = engine
        self.catalogues = catalogues
        (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// The bytes that the roster holds, and the answers about events beside it.
    var bytes: Int { (state.withLock { $0.roster }?.snapshot.bytes ?? 0) + events.bytes }
    var lastAsked: UInt64 { state.withLock { $0.lastAsked } }

    func asked(at question: UInt64) {
        state.withLock { $0.lastAsked = question }
    }

    /// Looks for changes soon.
    func look() {
        ring.yield()
    }

    func committed(_ seq: Int64) {
        state.withLock { $0.committed = max($0.committed, seq) }
        ring.yield()
    }

    /// Frees the memory.
    func drop() {
        state.withLock { state in
            state.isDropped = true
            state.roster = nil
        }
        events.removeAll()
        ring.yield()
        wake()
    }

    /// Waits until the roster knows what this process has committed, and a place in the feed; nil where it does not.
    func snapshot(reaching wish: Int64) async -> RosterSnapshot? {
        await withCheckedContinuation { continuation in
            let (isAnswered, snapshot) = state.withLock { state -> (Bool, RosterSnapshot?) in
                guard let snapshot = state.roster?.snapshot else { return (true, nil) }
                let seq = max(wish, state.committed)
                if snapshot.seq >= seq { return (true, snapshot) }
                state.waiting.append(Waiter(seq: seq, end: .now + Self.patience, continuation: continuation))
                return (false, nil)
            }
            if isAnswered { continuation.resume(returning: snapshot) }
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
                guard isKnown || snapshot == nil || waiter.end <= now else { return false }
                answers.append((waiter, isKnown ? snapshot : nil))
                return true
            }
            return answers
        }
        for (waiter, snapshot) in answers {
            waiter.continuation.resume(returning: snapshot)
        }
    }

    /// Reads all contacts.
    func load() async throws {
        state.withLock { $0.roster = nil }
        wake()
        let (roster, reading) = try await engine.read { [organization, catalogues] connection in
            let catalogue = try catalogues.catalogue(of: organization, connection)
            let seq = try ChangeStore(organization, connection).newest()
            var builder = PartBuilder()
            try ContactStore(organization, connection).forEach(in: catalogue) { builder.add($0) }
            return (Roster(builder, seq: seq), PropertyReading(catalogue))
        }
        state.withLock { state in
            guard !state.isDropped else { return }
            state.roster = roster
            state.reading = reading
        }
    }

    /// Takes in what is committed, by whichever process, until the roster is kept no more.
    func follow() async throws -> End {
        try await withThrowingDiscardingTaskGroup { group in
            for await _ in bell {
                guard let (roster, reading) = state.withLock({ state in state.roster.map { ($0, state.reading) } })
                else {
                    return .dropped
                }
                let current = try await engine.read { [organization, catalogues] connection in
                    try Self.catchUp(roster, reading, of: organization, catalogues, connection)
                }
                wake()
                guard let current else { return .loadAnew }
                state.withLock { $0.reading = current }
                group.addTask { await roster.mergeIfNeeded() }
            }
            throw CancellationError()
        }
    }

    /// Applies all changes that a transaction sees at once: it reads the contacts as they are after the last of them.
    ///
    /// Returns as what properties are read now, or nil where the roster must be loaded anew.
    private static func catchUp(
        _ roster: Roster,
        _ reading: PropertyReading,
        of organization: OrganizationID,
        _ catalogues: CatalogueShelf,
        _ connection: any Connection
    ) throws -> PropertyReading? {
        let changes = ChangeStore(organization, connection)
        let newest = try changes.newest()
        var seq = roster.snapshot.seq
        var contacts: Set<ContactID> = []
        var removed: Set<ContactID> = []
        while seq < newest {
            let page = try changes.changes(after: seq, limit: changesAtOnce)
            // What was trimmed from the feed can only be read from the rows.
            guard let last = page.last, page.first?.seq == seq + 1 else { return nil }
            for change in page {
                contacts.formUnion(change.what.contacts)
                removed.formUnion(change.what.removed)
            }
            guard contacts.count + removed.count <= mostChanged else { return nil }
            seq = last.seq
        }
        guard seq > roster.snapshot.seq else { return reading }
        let catalogue = try catalogues.catalogue(of: organization, connection)
        guard let reading = reading.updated(to: catalogue) else { return nil }
        let changed = try ContactStore(organization, connection).contacts(ids: Array(contacts), in: catalogue)
        removed.formUnion(contacts.subtracting(changed.map(\.id)))
        roster.apply(seq: seq, changed: changed, removed: Array(removed))
        return reading
    }
}
