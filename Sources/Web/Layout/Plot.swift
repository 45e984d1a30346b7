import Domain

/// A line or bars over time, as a drawing that fills its place: 600 units wide and 160 high, whatever its shape.
struct Plot: Sendable {
    /// One moment or period.
    struct Point: Sendable {
        /// Where it is, and how far around it the pointer is on it, in parts of the width.
        let place: Double
        let span: ClosedRange<Double>
        let value: Int
        /// The same of the time before; nil where there is none.
        var before: Int?
        /// What is read of it.
        let says: String
    }

    /// A point as it is drawn.
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

    let plotID: String
    let plotTitle: String
    let slots: [Slot]
    /// Nil where it has bars.
    let line: Line?
    let highest: String
    let middle: String
    let lowest: String
    let firstDay: String
    let lastDay: String

    private static let width = 600.0
    private static let height = 160.0
    /// The part of its slot that a bar takes.
    private static let share = 0.72

    /// `days` are the first and the last day, as they are read.
    init(
        id: String,
        title: String,
        _ points: [Point],
        isLine: Bool,
        days: (first: String, last: String),
        in region: Region
    ) {
        let values = points.map(\.value)
        let most = max(values.max() ?? 0, points.compactMap(\.before).max() ?? 0)
        let least = isLine ? values.min() ?? 0 : 0
        // What grew by little would be a flat line from zero; what did not change is one.
        let from = isLine && least > most / 2 && least < most ? max(0, least - (most - least) / 4) : 0
        let step = Self.step(over: most - from)
        let bottom = from / step * step
        let top = max(most + step - 1, bottom + step) / step * step
        func y(_ value: Int) -> Double {
            Self.height - Self.height * Double(value - bottom) / Double(top - bottom)
        }
        plotID = id
        plotTitle = title
        slots = points.map { point in
            let left = Self.width * point.span.lowerBound
            let width = Self.width * (point.span.upperBound - point.span.lowerBound)
            return Slot(
                left: Self.text(left),
                span: Self.text(width),
                barLeft: Self.text(left + width * (1 - Self.share) / 2),
                barWidth: Self.text(width * Self.share),
                barTop: Self.text(y(point.value)),
                barHeight: Self.text(Self.height - y(point.value)),
                markTop: point.before.map { Self.text(y($0)) },
                markEnd: Self.text(left + width * (1 + Self.share) / 2),
                says: point.says
            )
        }
        let corners = points.map { "\(Self.text(Self.width * $0.place)) \(Self.text(y($0.value)))" }
            .joined(separator: "L")
        if isLine, let first = points.first, let last = points.last {
            let ends = [first, last].map { Self.text(Self.width * $0.place) }
            let height = Self.text(Self.height)
            line = Line(path: "M" + corners, area: "M\(ends[0]) \(height)L\(corners)L\(ends[1]) \(height)Z")
        } else {
            line = nil
        }
        // Where a short form would be the same at both ends, all digits are needed.
        let isFine = top >= 1_000 && (top - bottom) * 10 < top
        func label(_ number: Int) -> String { isFine ? region.number(number) : region.compact(number) }
        highest = label(top)
        middle = (top - bottom) % 2 == 0 ? label(bottom + (top - bottom) / 2) : ""
        lowest = label(bottom)
        firstDay = days.first
        lastDay = days.last
    }

    /// Numbers that people like to read lie so far apart: 2, 5, 10, 20 and so on, some five over a difference.
    private static func step(over difference: Int) -> Int {
        var unit = 1
        while unit * 50 <= difference { unit *= 10 }
        return [1, 2, 5, 10].map { $0 * unit }.first { $0 * 5 >= difference } ?? unit * 10
    }

    static func text(_ number: Double) -> String {
        let rounded = (number * 100).rounded() / 100
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}
