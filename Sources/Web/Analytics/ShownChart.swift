import Domain
import Foundation
import Kith

/// A line or bars over time, as a drawing that fills its place: one unit wide for each hundredth, and high likewise.
struct ShownChart: Sendable {
    /// One period: where it is drawn, and what is read of it.
    struct Slot: Sendable {
        /// Where it begins, and how wide it is, for the pointer.
        let left: String
        let span: String
        let barLeft: String
        let barWidth: String
        let barTop: String
        let barHeight: String
        /// Where the bar of the time before ends; nil where there is none.
        let markTop: String?
        let markEnd: String
        let says: String
    }

    struct Line: Sendable {
        let path: String
        let area: String
    }

    let chartID: String
    let chartTitle: String
    let slots: [Slot]
    let slotsCount: Int
    /// Nil where it has bars.
    let line: Line?
    let highest: String
    let middle: String
    let lowest: String
    let firstDay: String
    let lastDay: String
    let hasMarks: Bool
    let markName: String
    let isEmpty: Bool
    let table: ShownTable

    private static let width = 600.0
    private static let height = 160.0
    /// The part of its slot that a bar takes.
    private static let share = 0.72

    init(
        _ chart: AnalyticsChart,
        _ table: AnalyticsTable,
        _ periods: [Analytics.Period],
        _ state: AnalyticsState,
        in view: View
    ) {
        let region = view.region
        chartID = "chart-\(chart.rawValue)"
        chartTitle = view.words["analytics.chart.\(chart.rawValue)"]
        let isLine = chart == .growth
        let values = table.rows.map { $0.numbers[0] ?? 0 }
        let before = table.rows.map { $0.numbers.count > 1 ? $0.numbers[1] : nil }
        let most = max(values.max() ?? 0, before.compactMap(\.self).max() ?? 0)
        let least = isLine ? values.min() ?? 0 : 0
        // What grew by little would be a flat line from zero.
        let from = isLine && least > most / 2 ? max(0, least - (most - least) / 4) : 0
        let step = Self.step(over: most - from)
        let bottom = from / step * step
        let top = max(most + step - 1, bottom + step) / step * step
        let slotWidth = Self.width / Double(max(1, values.count))
        func y(_ value: Int) -> Double {
            Self.height - Self.height * Double(value - bottom) / Double(top - bottom)
        }
        slots = values.indices.map { index in
            let left = slotWidth * Double(index)
            let says =
                [table.rows[index].shown]
                + zip(table.heads, table.rows[index].numbers).compactMap { head, number in
                    number.map { "\(head) \(region.number($0))" }
                }
            return Slot(
                left: Self.text(left),
                span: Self.text(slotWidth),
                barLeft: Self.text(left + slotWidth * (1 - Self.share) / 2),
                barWidth: Self.text(slotWidth * Self.share),
                barTop: Self.text(y(values[index])),
                barHeight: Self.text(Self.height - y(values[index])),
                markTop: before[index].map { Self.text(y($0)) },
                markEnd: Self.text(left + slotWidth * (1 + Self.share) / 2),
                says: says.joined(separator: " · ")
            )
        }
        slotsCount = slots.count
        let points = values.indices.map { index in
            "\(Self.text(slotWidth * (Double(index) + 0.5))) \(Self.text(y(values[index])))"
        }
        line =
            isLine && !points.isEmpty
            ? Line(
                path: "M" + points.joined(separator: "L"),
                area: "M\(Self.text(slotWidth / 2)) \(Self.text(Self.height))L" + points.joined(separator: "L")
                    + "L\(Self.text(Self.width - slotWidth / 2)) \(Self.text(Self.height))Z"
            ) : nil
        // Where a short form would be the same at both ends, all digits are needed.
        let isFine = top >= 1_000 && (top - bottom) * 10 < top
        func label(_ number: Int) -> String { isFine ? region.number(number) : region.compact(number) }
        highest = label(top)
        middle = (top - bottom) % 2 == 0 ? label(bottom + (top - bottom) / 2) : ""
        lowest = label(bottom)
        firstDay = periods.first.map { region.dayOfMonth($0.days.lowerBound) } ?? ""
        lastDay = periods.last.map { region.dayOfMonth($0.days.upperBound) } ?? ""
        hasMarks = before.contains { $0 != nil }
        markName = view.words["analytics.before"]
        isEmpty = most == 0
        self.table = ShownTable(chart, table, state, in: view)
    }

    /// Numbers that people like to read lie so far apart: 2, 5, 10, 20 and so on, some five over a difference.
    private static func step(over difference: Int) -> Int {
        var unit = 1
        while unit * 50 <= difference { unit *= 10 }
        return [1, 2, 5, 10].map { $0 * unit }.first { $0 * 5 >= difference } ?? unit * 10
    }

    fileprivate static func text(_ number: Double) -> String {
        let rounded = (number * 100).rounded() / 100
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
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
