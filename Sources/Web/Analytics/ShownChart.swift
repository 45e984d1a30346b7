import Domain
import Foundation
import Kith

/// A chart over the periods of a range, with what it is drawn of.
struct ShownChart: Sendable {
    let plot: Plot
    let hasMarks: Bool
    let markName: String
    let isEmpty: Bool
    let table: ShownTable

    init(
        _ chart: AnalyticsChart,
        _ table: AnalyticsTable,
        _ periods: [Analytics.Period],
        _ state: AnalyticsState,
        in view: View
    ) {
        let region = view.region
        let width = 1 / Double(max(1, table.rows.count))
        let points = table.rows.enumerated().map { index, row in
            let says =
                [row.shown]
                + zip(table.heads, row.numbers).compactMap { head, number in
                    number.map { "\(head) \(region.number($0))" }
                }
            return Plot.Point(
                place: width * (Double(index) + 0.5),
                span: width * Double(index)...width * Double(index + 1),
                value: row.numbers[0] ?? 0,
                before: row.numbers.count > 1 ? row.numbers[1] : nil,
                says: says.joined(separator: " · ")
            )
        }
        plot = Plot(
            id: "chart-\(chart.rawValue)",
            title: view.words["analytics.chart.\(chart.rawValue)"],
            points,
            isLine: chart == .growth,
            days: (
                periods.first.map { region.dayOfMonth($0.days.lowerBound) } ?? "",
                periods.last.map { region.dayOfMonth($0.days.upperBound) } ?? ""
            ),
            in: region
        )
        hasMarks = points.contains { $0.before != nil }
        markName = view.words["analytics.before"]
        isEmpty = points.allSatisfy { max($0.value, $0.before ?? 0) == 0 }
        self.table = ShownTable(chart, table, state, in: view)
    }
}

/// A chart as a table, with its file.
struct ShownTable: Sendable {
    struct Row: Sendable {
        let rowHead: String
        let cells: [String]
    }

    let tableTitle: String
    let firstHead: String
    let heads: [String]
    let rows: [Row]
    let file: String

    init(_ chart: AnalyticsChart, _ table: AnalyticsTable, _ state: AnalyticsState, in view: View) {
        tableTitle = view.words["analytics.chart.\(chart.rawValue)"]
        firstHead = table.plainHeads.count > 1 ? view.words["analytics.days"] : table.plainHeads[0]
        heads = table.heads
        rows = table.rows.map { row in
            Row(rowHead: row.shown, cells: row.numbers.map { $0.map { view.region.number($0) } ?? "" })
        }
        file = Link.analyticsFile(chart.rawValue, state).path
    }
}
