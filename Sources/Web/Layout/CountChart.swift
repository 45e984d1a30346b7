import Domain
import Foundation

/// A line of counts over time, and the table that it is drawn from.
struct CountChart: Sendable {
    struct Point: Sendable {
        let milliseconds: Int64
        let time: String
        let value: Int
        let shown: String
    }

    let label: String
    /// The oldest first.
    let points: [Point]
    let hasChart: Bool
    /// What became of it from the first to the last, such as `+12`; nil where that is not known yet.
    let difference: String?
    /// How scripts write numbers and days.
    let language: String
    let zone: String

    init(_ counts: [HourlyCount], label: String, in view: View) {
        self.label = label
        points = counts.map { count in
            Point(
                milliseconds: count.at.milliseconds,
                time: view.region.moment(count.at),
                value: count.contacts,
                shown: view.region.number(count.contacts)
            )
        }
        hasChart = counts.count > 1
        let change = (counts.last?.contacts ?? 0) - (counts.first?.contacts ?? 0)
        let sign = change > 0 ? "+" : change < 0 ? "−" : ""
        difference = hasChart ? sign + view.region.number(abs(change)) : nil
        language = view.region.tag
        zone = view.region.zone.identifier
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
