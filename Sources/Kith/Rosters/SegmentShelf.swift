import Crypto
import Domain
import Foundation
import Roster
import Stores
import Synchronization

/// What the segments of an organization come down to at a minute.
struct DefinedSegments: Sendable {
    /// All of them, the personal ones of all managers too. In those that no longer make sense is nobody.
    var segments = RosterSegments()
    /// Hashes of what their filters say, which change when a filter is edited, or what it refers to.
    var meanings: [SegmentID: [UInt8]] = [:]
    var shared: Set<SegmentID> = []
}

/// Keeps what segments come down to beside a roster, for whoever counts them or watches them.
///
/// It is found anew when the catalogue or the minute changes. Where it stays the same for a segment, the roster still knows
/// who is in it.
final class SegmentShelf: Sendable {
    private struct Resolved {
        var filters: [SegmentID: Filter] = [:]
        var meanings: [SegmentID: [UInt8]] = [:]
        var shared: Set<SegmentID> = []
    }

    private struct Kept {
        let catalogueSeq: Int64
        let resolved: Resolved
        let minute: Instant
        /// What was asked of the events of contacts holds up to this place in the change feed.
        let seq: Int64
        let hasEvents: Bool
        let defined: DefinedSegments

        func isNewer(than other: Kept) -> Bool {
            (catalogueSeq, minute, seq) > (other.catalogueSeq, other.minute, other.seq)
        }
    }

    private let shelf = Mutex<Kept?>(nil)

    /// The segments as they are in a catalogue, which is of that place in the change feed, at the minute of a moment.
    ///
    /// `store` is asked who passes conditions on events, which the roster at `seq` does not know.
    func segments(
        in catalogue: Catalogue,
        of catalogueSeq: Int64,
        at now: Instant,
        seq: Int64,
        _ store: ContactStore
    ) throws -> DefinedSegments {
        let moment = Moment(now: now.flooredToMinute, zone: catalogue.zone)
        let kept = shelf.withLock { $0 }
        let known = kept.flatMap { $0.catalogueSeq == catalogueSeq ? $0 : nil }
        if let known, known.minute == moment.now, !known.hasEvents || known.seq == seq { return known.defined }
        let resolved = known?.resolved ?? Self.resolved(catalogue)
        let predicates = catalogue.segments.mapValues { segment in
            resolved.filters[segment.id]?.predicate(at: moment, in: catalogue) ?? .nobody
        }
        var events = EventAnswers()
        for test in predicates.values.reduce(into: Set(), { $0.formUnion($1.eventTests) }) {
            events[test] = try store.ids(ContactSelection(predicate: .events(test), catalogue: catalogue))
        }
        var segments = kept?.defined.segments ?? RosterSegments()
        segments.define(predicates, events: events)
        let new = Kept(
            catalogueSeq: catalogueSeq,
            resolved: resolved,
            minute: moment.now,
            seq: seq,
            hasEvents: events != EventAnswers(),
            defined: DefinedSegments(segments: segments, meanings: resolved.meanings, shared: resolved.shared)
        )
        shelf.withLock { kept in
            if kept.map(new.isNewer) ?? true { kept = new }
        }
        return new.defined
    }

    private static func resolved(_ catalogue: Catalogue) -> Resolved {
        var views: [ManagerID?: Catalogue] = [:]
        var resolved = Resolved()
        for segment in catalogue.segments.values {
            let view = views[segment.owner] ?? catalogue.seen(by: segment.owner)
            views[segment.owner] = view
            // Why one makes no sense is said where it is shown.
            let filter = try? Segments.resolved(segment, in: view)
            resolved.filters[segment.id] = filter
            if segment.owner == nil { resolved.shared.insert(segment.id) }
            let meaning = filter?.meaning(in: view) ?? ""
            resolved.meanings[segment.id] = Array(SHA256.hash(data: Data(meaning.utf8)))
        }
        return resolved
    }
}
