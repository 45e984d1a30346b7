import Domain
import Foundation

/// A line of counts over time, and the table that it is drawn of.
struct CountChart: Sendable {
    struct Row: Sendable {
        let time: String
        let shown: String
    }

    /// A list of one or none: two points are the least.
    let plots: [Plot]
    /// The oldest first.
    let rows: [Row]
    /// What became of it from the first to the last, such as `+12`; nil where that is not known yet.
    let difference: String?

    /// The counts are given with the oldest first.
    init(_ counts: [HourlyCount], id: String, title: String, in view: View) {
        let region = view.region
        let rows = counts.map { Row(time: region.moment($0.at), shown: region.number($0.contacts)) }
        self.rows = rows
        guard let first = counts.first, let last = counts.last, counts.count > 1 else {
            plots = []
            difference = nil
            return
        }
        let change = last.contacts - first.contacts
        difference = (change > 0 ? "+" : change < 0 ? "−" : "") + region.number(abs(change))
        let width = Double(max(1, last.at.milliseconds - first.at.milliseconds))
        let places = counts.map { Double($0.at.milliseconds - first.at.milliseconds) / width }
        // Each reaches to half the way to the next.
        let bounds = [0] + zip(places, places.dropFirst()).map { ($0 + $1) / 2 } + [1]
        let points = counts.indices.map { index in
            Plot.Point(
                place: places[index],
                span: bounds[index]...max(bounds[index], bounds[index + 1]),
                value: counts[index].contacts,
                says: "\(rows[index].time) · \(rows[index].shown)"
            )
        }
        let days = (region.dayOfMonth(first.at), region.dayOfMonth(last.at))
        plots = [Plot(id: id, title: title, points, isLine: true, days: days, in: region)]
    }
}

/// The days that a chart goes back, to choose from.
struct ChartRange: Sendable {
    static let all = [7, 30, 90, 365]
    static let usual = 30
    private static let millisecondsPerDay: Int64 = 86_400_000

    let title: String
    let link: String
    let isCurrent: Bool

    /// The days that an address names, or the usual ones.
    static func days(of query: String?, among ranges: [Int] = all) -> Int {
        let wanted = Link.parameters(query)["days"].flatMap { Int($0) }
        return wanted.flatMap { ranges.contains($0) ? $0 : nil } ?? usual
    }

    static func choices(_ current: Int, in view: View, link: (Int) -> Link) -> [ChartRange] {
        all.map { days in
            ChartRange(title: view.count("chart.days", days), link: link(days).path, isCurrent: days == current)
        }
    }

    static func start(_ days: Int, in view: View) -> Instant {
        view.region.now - Int64(days) * millisecondsPerDay
    }
}
