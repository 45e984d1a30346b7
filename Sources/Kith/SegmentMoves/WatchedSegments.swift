import Database
import Domain
import Roster
import Stores

/// Who is in the shared segments of an organization, as the moves that were written say.
struct WatchedSegments: Sendable {
    struct Watched: Sendable {
        let meaning: [UInt8]
        var members: Members
        /// Moves that were written since the members were kept.
        var movesSinceCheckpoint: Int
    }

    enum Members: Sendable {
        /// As they were read, ascending.
        case ids([ContactID])
        /// As a roster had them: little is looked at where little changed since.
        case selection(RosterSelection)

        var count: Int {
            switch self {
            case .ids(let ids): ids.count
            case .selection(let selection): selection.count
            }
        }

        func change(to selection: RosterSelection) -> SelectionChange {
            switch self {
            case .ids(let ids): SelectionChange(from: ids, to: selection.ids)
            case .selection(let earlier): selection.change(since: earlier)
            }
        }
    }

    /// As the database has it.
    var place: SegmentWatchStore.Place
    /// The newest place in the change feed, and minute, at which this is so.
    var seq: Int64
    var minute: Instant
    var leasedUntil: Instant
    /// The hour whose sizes are written.
    var hour: Instant?
    var segments: [SegmentID: Watched] = [:]

    init(place: SegmentWatchStore.Place, leasedUntil: Instant) {
        self.place = place
        seq = place.seq
        minute = place.minute
        self.leasedUntil = leasedUntil
    }

    /// Reads what is kept: members at their checkpoints, and the moves since.
    mutating func read(_ organization: OrganizationID, _ connection: any Connection) throws {
        let states = SegmentStateStore(organization, connection)
        let moves = SegmentMoveStore(organization, connection)
        for state in try states.all() {
            var members = try states.members(of: state.segment)
            let since = try moves.moves(of: state.segment, after: state.checkpoint, limit: Int(Int32.max))
            // The last move of a contact says where it is.
            let last = Dictionary(since.map { ($0.contact, $0.hasEntered) }) { _, last in last }
            if !last.isEmpty {
                members.removeAll { last[$0] != nil }
                members += last.filter(\.value).keys
                members.sort()
            }
            segments[state.segment] = Watched(
                meaning: state.meaning,
                members: .ids(members),
                movesSinceCheckpoint: since.count
            )
        }
    }
}
