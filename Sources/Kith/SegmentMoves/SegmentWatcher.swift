import Database
import Domain
import Roster
import Stores

/// Watches the shared segments of one organization: writes down who enters and leaves, each move exactly once.
///
/// What was written is what is known: each step is the difference between that and a newer roster, and is written in
/// transactions that hold only as long as nobody else has written. Whatever ends the process, the next one goes on from
/// what is there. After an error nothing is known any more, and all is read again.
struct SegmentWatcher {
    /// A process that is silent for so long has lost the watch to others.
    static let leaseMilliseconds: Int64 = 30_000

    struct Policy: Sendable {
        /// Moves in one transaction: few enough that others wait for the writer no longer than for a page.
        var batchSize = 2_000
        /// Members are kept anew after so many moves, or after a tenth of them where that is more.
        var mostMoves = 10_000

        static let usual = Policy()
    }

    let organization: OrganizationID
    let kith: Kith
    let holder: [UInt8]
    private let policy: Policy
    private var watched: WatchedSegments?
    private var mayHoldLease = false

    init(organization: OrganizationID, kith: Kith, holder: [UInt8], policy: Policy = .usual) {
        self.organization = organization
        self.kith = kith
        self.holder = holder
        self.policy = policy
    }

    /// Whether it is this process that watches.
    var isWatching: Bool { watched != nil }

    /// Writes down what is different in a roster, unless another process does.
    mutating func look(at snapshot: RosterSnapshot, _ shelf: SegmentShelf) async throws {
        do {
            try await lease()
            guard var next = watched else { return }
            try await go(&next, to: snapshot, shelf)
            watched = next
        } catch is LostWatch {
            watched = nil
            mayHoldLease = false
        } catch {
            watched = nil
            throw error
        }
    }

    /// Lets another process watch at once.
    mutating func release() async throws {
        guard mayHoldLease else { return }
        watched = nil
        mayHoldLease = false
        try await kith.write { [organization, holder] transaction in
            try SegmentWatchStore(organization, transaction.connection).release(heldBy: holder)
        }
    }

    /// Takes the watch where it is free, and prolongs it where half of it is over.
    private mutating func lease() async throws {
        let now = kith.now()
        if let watched, watched.leasedUntil >= now + Self.leaseMilliseconds / 2 { return }
        let isFree = try await kith.read { [organization, holder] connection in
            try SegmentWatchStore(organization, connection).isFree(for: holder, at: now)
        }
        guard isFree else { throw LostWatch() }
        let known = watched
        mayHoldLease = true
        let leased = try await kith.write { [organization, holder] transaction -> WatchedSegments? in
            let until = transaction.now + Self.leaseMilliseconds
            let place = try SegmentWatchStore(organization, transaction.connection)
                .lease(to: holder, at: transaction.now, until: until)
            guard let place else { return nil }
            if var known, known.place == place {
                known.leasedUntil = until
                return known
            }
            return WatchedSegments(place: place, leasedUntil: until)
        }
        guard var leased else { throw LostWatch() }
        if leased.segments.isEmpty {
            leased = try await kith.read { [organization, leased] connection in
                var leased = leased
                try leased.read(organization, connection)
                return leased
            }
        }
        watched = leased
    }

    private func go(
        _ watched: inout WatchedSegments,
        to snapshot: RosterSnapshot,
        _ shelf: SegmentShelf
    ) async throws {
        let now = kith.now()
        guard snapshot.seq > watched.seq || now.flooredToMinute > watched.minute || watched.hour == nil else { return }
        let step = try await kith.read { [organization, watched, kith] connection in
            try SegmentStep(
                from: watched,
                snapshot,
                shelf,
                of: organization,
                at: now,
                kith.catalogues,
                connection
            )
        }
        guard let step else { return }
        let hasNewHour = watched.hour != HourlyCount.hour(of: now)
        try await write(step, at: now, &watched)
        let old = hasNewHour ? try await segmentsWithOldMoves(at: now) : []
        try await keepMembers(&watched, alsoOf: old)
    }

    private func write(_ step: SegmentStep, at now: Instant, _ watched: inout WatchedSegments) async throws {
        for id in step.fresh.sorted() {
            guard let found = step.found[id] else { continue }
            try await keep(id, found, &watched)
        }
        let hour = HourlyCount.hour(of: now)
        let sizes = watched.hour != hour ? step.found : step.found.filter { step.fresh.contains($0.key) }
        // How far it is, is written only now and then where nobody has moved: that is known by the next process as well.
        let isLate = watched.leasedUntil < now + Self.leaseMilliseconds * 2 / 3
        let isQuiet = step.moves.isEmpty && sizes.isEmpty && !isLate
        let batches = isQuiet ? [] : step.moves.batches(of: policy.batchSize)
        for (index, batch) in batches.enumerated() {
            let isLast = index == batches.count - 1
            try await advance(&watched) { place, transaction in
                // Until all is written, what follows from these changes is not yet known as a whole.
                let next = try advanced(
                    place,
                    to: isLast ? (step.seq, step.minute) : (place.seq, place.minute),
                    moves: batch.count,
                    in: transaction
                )
                try append(batch, after: place.lastMove, in: transaction)
                if isLast, !sizes.isEmpty {
                    let isThere = try SegmentStateStore(organization, transaction.connection).lockShared()
                    try SegmentSizeStore(organization, transaction.connection)
                        .keep(sizes.filter { isThere.contains($0.key) }.mapValues(\.selection.count), at: hour)
                }
                return next
            }
        }
        let moves = step.moves.reduce(into: [:]) { $0[$1.segment, default: 0] += 1 }
        watched.segments = Dictionary(
            uniqueKeysWithValues: step.found.map { id, found in
                let before = step.fresh.contains(id) ? 0 : watched.segments[id]?.movesSinceCheckpoint ?? 0
                return (
                    id,
                    WatchedSegments.Watched(
                        meaning: found.meaning,
                        members: .selection(found.selection),
                        movesSinceCheckpoint: before + moves[id, default: 0]
                    )
                )
            }
        )
        (watched.seq, watched.minute, watched.hour) = (step.seq, step.minute, hour)
    }

    /// Those who have moves that are to be removed, and that nothing else knows of.
    private func segmentsWithOldMoves(at now: Instant) async throws -> Set<SegmentID> {
        try await kith.read { [organization] connection in
            let store = SegmentMoveStore(organization, connection)
            return try store.segments(unkeptUpTo: store.place(before: now - SegmentMove.keptMilliseconds))
        }
    }

    /// Keeps members anew where many moves were written since, and of others that need it.
    private func keepMembers(_ watched: inout WatchedSegments, alsoOf others: Set<SegmentID>) async throws {
        for (id, known) in watched.segments.sorted(by: { $0.key < $1.key }) {
            let isMuch = known.movesSinceCheckpoint > max(policy.mostMoves, known.members.count / 10)
            guard isMuch || others.contains(id), case .selection(let selection) = known.members else { continue }
            try await keep(id, SegmentStep.Found(meaning: known.meaning, selection: selection), &watched)
            watched.segments[id]?.movesSinceCheckpoint = 0
        }
    }

    private func keep(_ id: SegmentID, _ found: SegmentStep.Found, _ watched: inout WatchedSegments) async throws {
        let ids = found.selection.ids
        try await advance(&watched) { place, transaction in
            let next = try advanced(place, to: (place.seq, place.minute), in: transaction)
            let store = SegmentStateStore(organization, transaction.connection)
            guard try store.lockShared().contains(id) else { return next }
            try store.keep(
                ids,
                of: id,
                meaning: found.meaning,
                seq: found.selection.snapshot.seq,
                minute: place.minute,
                checkpoint: next.lastMove
            )
            return next
        }
    }

    /// Runs one transaction, and keeps in mind the place that it goes on to.
    private func advance(
        _ watched: inout WatchedSegments,
        _ body: @escaping @Sendable (SegmentWatchStore.Place, Transaction) throws -> SegmentWatchStore.Place
    ) async throws {
        try Task.checkCancellation()
        let (place, until) = try await kith.write { [place = watched.place] transaction in
            (try body(place, transaction), transaction.now + Self.leaseMilliseconds)
        }
        watched.place = place
        watched.leasedUntil = until
    }

    /// The first statement of each transaction: it makes others wait, and fails where they were faster.
    private func advanced(
        _ place: SegmentWatchStore.Place,
        to reached: (seq: Int64, minute: Instant),
        moves: Int = 0,
        in transaction: Transaction
    ) throws -> SegmentWatchStore.Place {
        let next = try SegmentWatchStore(organization, transaction.connection)
            .advance(
                from: place,
                seq: reached.seq,
                minute: reached.minute,
                moves: moves,
                heldBy: holder,
                until: transaction.now + Self.leaseMilliseconds
            )
        guard let next else { throw LostWatch() }
        return next
    }

    /// Writes moves, but those of contacts and segments that are gone by now.
    private func append(_ moves: [SegmentMove], after place: Int64, in transaction: Transaction) throws {
        guard !moves.isEmpty else { return }
        let states = SegmentStateStore(organization, transaction.connection)
        let segments = try states.lockShared()
        let contacts = try states.lock(Set(moves.map(\.contact)))
        let placed = moves.enumerated().map { index, move in
            var move = move
            move.place = place + Int64(index) + 1
            return move
        }
        try SegmentMoveStore(organization, transaction.connection)
            .append(placed.filter { segments.contains($0.segment) && contacts.contains($0.contact) })
    }

    /// Another process watches now, and what this one was about to write was rolled back.
    private struct LostWatch: Error {}
}

extension [SegmentMove] {
    /// At least one, which may be empty.
    fileprivate func batches(of size: Int) -> [[SegmentMove]] {
        guard count > size else { return [self] }
        return stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
