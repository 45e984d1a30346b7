import Domain
import Foundation
package import Hummingbird
import Kith

/// How large a segment was, and who entered and left it lately.
package struct SegmentHistoryPage: Sendable {
    static let ranges = [7, 30, 90]
    private static let usualDays = 30
    private static let mostMoves = 50
    private static let millisecondsPerDay: Int64 = 86_400_000

    struct Model: Sendable {
        struct Range: Sendable {
            let title: String
            let link: String
            let isCurrent: Bool
        }

        struct Point: Sendable {
            let milliseconds: Int64
            let time: String
            let value: Int
            let shown: String
        }

        struct Move: Sendable {
            let person: Person
            let link: String
            let what: String
            let hasEntered: Bool
            let cause: String
            let time: ShownTime
        }

        let title: String
        let countText: String
        let segmentHead: SegmentHead
        let ranges: [Range]
        /// What became of it in the range, such as `+12`; nil where that is not known yet.
        let difference: String?
        let hasChart: Bool
        /// The oldest first.
        let points: [Point]
        /// How scripts write numbers and days.
        let language: String
        let zone: String
        let moves: [Move]
        let hasMoves: Bool
        let problem: ContactResults.Problem?
    }

    let site: Site

    /// `GET /segments/{segment}/history?days=30`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let segments = site.kith.segments
        let shown = try await segments.find(exchange.segment, withCount: true, by: exchange.caller)
        // A saved filter of one's own is not watched.
        guard shown.segment.owner == nil else { throw SegmentError.unknown }
        let wanted = Link.parameters(request.uri.query)["days"].flatMap { Int($0) }
        let days = wanted.flatMap { Self.ranges.contains($0) ? $0 : nil } ?? Self.usualDays
        let start = view.region.now - Int64(days) * Self.millisecondsPerDay
        var sizes = try await segments.sizes(of: shown.segment.id, from: start, by: exchange.caller)
        if let count = shown.count, shown.problem == nil {
            sizes.append(SegmentSize(at: view.region.now, contacts: count))
        }
        let moves = try await segments.latestMoves(of: shown.segment.id, limit: Self.mostMoves, by: exchange.caller)
        let model = Model(
            title: shown.segment.name,
            countText: view.count("contacts.matches", shown.count ?? 0),
            segmentHead: SegmentHead(shown.segment, isHistory: true, in: view),
            ranges: Self.ranges.map { range in
                .init(
                    title: view.count("segment.days", range),
                    link: Link.segmentHistory(shown.segment.id, days: range).path,
                    isCurrent: range == days
                )
            },
            difference: sizes.count > 1 ? view.difference(from: sizes.first, to: sizes.last) : nil,
            hasChart: sizes.count > 1,
            points: sizes.map { .init($0, in: view) },
            language: view.region.tag,
            zone: view.region.zone.identifier,
            moves: moves.map { .init($0, in: view) },
            hasMoves: !moves.isEmpty,
            problem: try await view.problem(of: shown)
        )
        return try await view.page(
            "segment-history",
            title: shown.segment.name,
            model,
            current: .contacts(ContactsState(segment: shown.segment.id.description))
        )
    }
}

extension SegmentHistoryPage.Model.Point {
    fileprivate init(_ size: SegmentSize, in view: View) {
        milliseconds = size.at.milliseconds
        time = view.region.moment(size.at)
        value = size.contacts
        shown = view.region.number(size.contacts)
    }
}

extension SegmentHistoryPage.Model.Move {
    fileprivate init(_ shown: ShownMove, in view: View) {
        person = Person(shown.contact, marks: MarkedText(search: ""), view: view)
        link = Link.contact(shown.contact.id.description).path
        hasEntered = shown.move.hasEntered
        what = view.words[shown.move.hasEntered ? "segment.entered" : "segment.left"]
        cause = view.words["segment.cause.\(shown.move.cause.rawValue)"]
        time = view.region.time(shown.move.at)
    }
}

extension View {
    fileprivate func difference(from first: SegmentSize?, to last: SegmentSize?) -> String? {
        guard let first, let last else { return nil }
        let change = last.contacts - first.contacts
        return change > 0 ? "+" + region.number(change) : change < 0 ? "−" + region.number(-change) : region.number(0)
    }
}
