import Database
import Domain
import Roster
import Stores
import Synchronization

/// Keeps the events of an organization beside its roster, as far as they are counted, where the memory reaches.
///
/// They are read in the background, a part at a time, once the roster is there. Whatever writes, moves or removes the
/// events of a contact notes it in the change feed: of those alone they are read again, at the latest by who counts them.
final class ActivityShelf: Sendable {
    enum Answer {
        case ready(Activity)
        /// It will be there in a while.
        case preparing
        /// There is no room for it: SQL is to answer.
        case tooLarge
    }

    private struct State {
        var activity: Activity?
        var isTended = false
        var isTooLarge = false
        var isDropped = false
        var nextLook = ContinuousClock.now
    }

    /// Events that are read in one transaction.
    private static let eventsAtOnce = 100_000
    /// Contacts whose events are read again at once, by who counts and in the background. Where more have changed, all are
    /// read anew.
    private static let mostChanged = 10_000
    private static let mostChangedBehind = 50_000
    /// How often what has changed is looked for where nobody asks.
    private static let interval: Duration = .seconds(1)
    /// So long after there was no room it is tried again.
    private static let tryInterval: Duration = .seconds(60)

    private let organization: OrganizationID
    private let engine: any Engine
    private let room: @Sendable () -> Int
    private let state = Mutex(State())

    /// `room` says how many bytes of memory are left.
    init(of organization: OrganizationID, _ engine: any Engine, room: @escaping @Sendable () -> Int) {
        self.organization = organization
        self.engine = engine
        self.room = room
    }

    var bytes: Int { state.withLock { $0.activity }?.bytes ?? 0 }

    func drop() {
        state.withLock { state in
            state.isDropped = true
            state.activity = nil
        }
    }

    /// Frees the memory, which a roster needs; they are read again where there is room later.
    func giveWay() {
        state.withLock { state in
            state.activity = nil
            state.isTooLarge = true
            state.nextLook = .now + Self.tryInterval
        }
    }

    /// All events, as the transaction of a connection sees them or later.
    func answer(_ connection: any Connection) throws -> Answer {
        let (activity, isTooLarge) = state.withLock { ($0.activity, $0.isTooLarge) }
        guard let activity else { return isTooLarge ? .tooLarge : .preparing }
        guard let current = try caughtUp(activity, connection, atMost: Self.mostChanged) else {
            state.withLock { $0.nextLook = .now }
            return .preparing
        }
        keep(current)
        return .ready(current)
    }

    /// Whether there is something to read in the background, where the changes up to `seq` are known to the roster.
    func isDue(knowing seq: Int64) -> Bool {
        state.withLock { state in
            guard !state.isTended, !state.isDropped, state.nextLook <= .now else { return false }
            return state.activity.map { $0.seq < seq || $0.needsMerge } ?? true
        }
    }

    /// Reads what is not known yet: all, or what has changed.
    func tend() async throws {
        let isMine = state.withLock { state in
            guard !state.isTended, !state.isDropped else { return false }
            state.isTended = true
            return true
        }
        guard isMine else { return }
        var pause = Self.interval
        defer {
            state.withLock { state in
                state.isTended = false
                state.nextLook = .now + pause
            }
        }
        if let activity = state.withLock({ $0.activity }) {
            let current = try await engine.read { [self] connection in
                try caughtUp(activity, connection, atMost: Self.mostChangedBehind)
            }
            guard let current else {
                state.withLock { $0.activity = nil }
                pause = .zero
                return
            }
            keep(current.needsMerge ? current.merged() : current)
        } else if let loaded = try await load() {
            state.withLock { state in
                guard !state.isDropped else { return }
                state.isTooLarge = false
                state.activity = loaded
            }
        } else {
            state.withLock { $0.isTooLarge = true }
            pause = Self.tryInterval
        }
    }

    /// Reads all events, in many short transactions; nil where there is no room for them.
    ///
    /// A contact that changes meanwhile is in the feed after the first of them, and is read again.
    private func load() async throws -> Activity? {
        let seq = try await engine.read { [organization] in try ChangeStore(organization, $0).newest() }
        var draft = ActivityDraft()
        var place = ActivityStore.Place.first
        while true {
            try Task.checkCancellation()
            let events = try await engine.read { [organization, place] connection in
                var events: [ActivityStore.Entry] = []
                events.reserveCapacity(Self.eventsAtOnce)
                try ActivityStore(organization, connection).forEach(after: place, limit: Self.eventsAtOnce) {
                    events.append($0)
                }
                return events
            }
            for event in events { draft.add(ActivityEvent(event)) }
            // While it is made there are two of it.
            guard draft.bytes * 2 <= room() else { return nil }
            guard events.count == Self.eventsAtOnce, let last = events.last else { break }
            place = ActivityStore.Place(contact: last.contact, event: last.id)
        }
        return Activity(draft, seq: seq)
    }

    /// The same with what has changed since, as a transaction sees it; nil where too much has.
    private func caughtUp(_ activity: Activity, _ connection: any Connection, atMost most: Int) throws -> Activity? {
        let changes = ChangeStore(organization, connection)
        let newest = try changes.newest()
        guard newest > activity.seq else { return activity }
        guard let changed = try changes.contactsChanged(after: activity.seq, upTo: newest, atMost: most) else {
            return nil
        }
        let contacts = changed.sorted()
        var events: [ContactID: [ActivityEvent]] = [:]
        try ActivityStore(organization, connection).forEach(of: contacts) { event in
            events[event.contact, default: []].append(ActivityEvent(event))
        }
        var draft = ActivityDraft()
        for contact in contacts {
            draft.begin(contact)
            for event in events[contact] ?? [] { draft.add(event) }
        }
        return activity.changed(by: draft, seq: newest)
    }

    /// Puts what is newer in the place of what is there; nothing where that has given way meanwhile.
    private func keep(_ activity: Activity) {
        state.withLock { state in
            guard let known = state.activity, known.seq <= activity.seq else { return }
            state.activity = activity
        }
    }
}

extension ActivityEvent {
    fileprivate init(_ entry: ActivityStore.Entry) {
        self.init(contact: entry.contact, kind: entry.kind, source: entry.source, at: entry.at)
    }
}
