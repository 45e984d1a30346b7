import Database
import Domain
import Roster
import Stores

/// What became different in the segments of an organization, found by a newer roster or a later minute.
struct SegmentStep: Sendable {
    struct Found: Sendable {
        let meaning: [UInt8]
        let selection: RosterSelection
    }

    let seq: Int64
    let minute: Instant
    var found: [SegmentID: Found] = [:]
    /// Segments that were made, or whose filters say something else now: nobody has entered or left.
    var fresh: Set<SegmentID> = []
    /// Without places, which they get when they are written.
    var moves: [SegmentMove] = []

    /// Nil where the roster is behind what is defined, or behind what was written.
    init?(
        from watched: WatchedSegments,
        _ snapshot: RosterSnapshot,
        _ shelf: SegmentShelf,
        of organization: OrganizationID,
        at now: Instant,
        _ catalogues: CatalogueShelf,
        _ connection: any Connection
    ) throws {
        let (catalogue, catalogueSeq) = try catalogues.read(organization, connection)
        guard snapshot.seq >= catalogueSeq, snapshot.seq >= watched.seq else { return nil }
        seq = snapshot.seq
        // A clock that is behind that of another process moves nobody back.
        minute = max(now.flooredToMinute, watched.minute)
        let store = ContactStore(organization, connection)
        let defined = try shelf.segments(in: catalogue, of: catalogueSeq, at: minute, seq: seq, store)
        var changes: [SegmentID: SelectionChange] = [:]
        for id in defined.shared {
            guard let selection = try snapshot.matches(id, of: defined.segments), let meaning = defined.meanings[id]
            else { continue }
            found[id] = Found(meaning: meaning, selection: selection)
            if let known = watched.segments[id], known.meaning == meaning {
                changes[id] = known.members.change(to: selection)
            } else {
                fresh.insert(id)
            }
        }
        try find(changes, since: watched, at: now, ChangeStore(organization, connection))
    }

    private mutating func find(
        _ changes: [SegmentID: SelectionChange],
        since watched: WatchedSegments,
        at now: Instant,
        _ feed: ChangeStore
    ) throws {
        let moved = changes.values.reduce(into: Set<ContactID>()) { $0.formUnion($1.entered + $1.left) }
        guard !moved.isEmpty else { return }
        let causes = try Causes(of: moved, in: feed, after: watched.seq, upTo: seq)
        for (segment, change) in changes.sorted(by: { $0.key < $1.key }) {
            let left = change.left.map { ($0, false) }
            let entered = change.entered.map { ($0, true) }
            moves += (left + entered).map { contact, hasEntered in
                let cause = causes[contact]
                return SegmentMove(
                    segment: segment,
                    contact: contact,
                    hasEntered: hasEntered,
                    at: cause == .time ? minute : now,
                    seq: seq,
                    cause: cause
                )
            }
        }
    }
}

/// Why contacts have moved.
private struct Causes {
    private static let changesAtOnce = 100

    private var known: [ContactID: SegmentMove.Cause] = [:]
    /// Of those that no change names.
    private var others = SegmentMove.Cause.time

    /// Looks through the changes that lie between two places. Of a contact that was both imported and changed by
    /// somebody, the latter counts: no event is lost.
    init(of moved: Set<ContactID>, in feed: ChangeStore, after start: Int64, upTo end: Int64) throws {
        var seq = start
        while seq < end {
            let changes = try feed.changes(after: seq, limit: Self.changesAtOnce)
            guard let last = changes.last else { break }
            for change in changes where change.seq <= end {
                if change.what.catalogue { others = .change }
                for contact in change.what.contacts where moved.contains(contact) {
                    if !change.what.isImport {
                        known[contact] = .change
                    } else if known[contact] == nil {
                        known[contact] = .import
                    }
                }
            }
            seq = last.seq
        }
    }

    subscript(_ contact: ContactID) -> SegmentMove.Cause { known[contact] ?? others }
}
