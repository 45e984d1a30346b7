import Domain
import Foundation
package import Hummingbird
import Kith

/// How large a segment was, and who entered and left it lately.
package struct SegmentHistoryPage: Sendable {
    private static let mostMoves = 50

    struct Model: Sendable {
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
        let ranges: [ChartRange]
        let chart: CountChart
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
        let days = ChartRange.days(of: request.uri.query)
        let start = ChartRange.start(days, in: view)
        var sizes = try await segments.sizes(of: shown.segment.id, from: start, by: exchange.caller)
        if let count = shown.count, shown.problem == nil {
            sizes.append(HourlyCount(at: view.region.now, contacts: count))
        }
        let moves = try await segments.latestMoves(of: shown.segment.id, limit: Self.mostMoves, by: exchange.caller)
        let model = Model(
            title: shown.segment.name,
            countText: view.count("contacts.matches", shown.count ?? 0),
            segmentHead: SegmentHead(shown.segment, isHistory: true, in: view),
            ranges: ChartRange.choices(days, in: view) { .segmentHistory(shown.segment.id, days: $0) },
            chart: CountChart(sizes, id: "size", title: view.words["segment.size"], in: view),
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
