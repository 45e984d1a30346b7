/// An amount of time in a filter, such as 7 days.
package struct FilterDuration: Hashable, Sendable {
    package enum Unit: String, CaseIterable, Hashable, Sendable {
        case minute
        case hour
        case day
        case week
        case month
        case year

        /// How it is written in text: `7d`.
        package var symbol: String {
            switch self {
            case .minute: "m"
            case .hour: "h"
            case .day: "d"
            case .week: "w"
            case .month: "mo"
            case .year: "y"
            }
        }

        /// Whether it counts whole days of the organization's calendar; minutes and hours count from the minute.
        package var isCalendar: Bool { self != .minute && self != .hour }
    }

    package var amount: Int
    package var unit: Unit

    package static let amounts = 1...10_000

    package init(amount: Int, unit: Unit) {
        self.amount = amount
        self.unit = unit
    }

    /// Reads `7d`, `2w`, `3mo`; nil where it is none.
    package init?(_ text: some StringProtocol) {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard let amount = Int(digits), Self.amounts.contains(amount) else { return nil }
        let symbol = text.dropFirst(digits.count).lowercased()
        guard let unit = Unit.allCases.first(where: { $0.symbol == symbol }) else { return nil }
        self.init(amount: amount, unit: unit)
    }

    package var text: String { "\(amount)\(unit.symbol)" }

    package var phrase: String { amount == 1 ? "1 \(unit.rawValue)" : "\(amount) \(unit.rawValue)s" }

    /// The day that lies this far from another; minutes and hours have none.
    func day(from day: Day, direction: Int) -> Day {
        let signed = amount * direction
        return switch unit {
        case .minute, .hour: day
        case .day: day.adding(days: signed)
        case .week: day.adding(days: signed * 7)
        case .month: day.adding(months: signed)
        case .year: day.adding(months: signed * 12)
        }
    }

    /// From that long ago until the end of the current minute.
    package func last(before moment: Moment) -> ClosedRange<Instant> {
        let end = moment.minute + 59_999
        let start =
            unit.isCalendar
            ? moment.zone.start(of: day(from: moment.today, direction: -1))
            : moment.minute - Int64(amount) * milliseconds
        return min(start, end)...end
    }

    /// From the current minute until that far ahead.
    package func next(after moment: Moment) -> ClosedRange<Instant> {
        let end =
            unit.isCalendar
            ? moment.zone.end(of: day(from: moment.today, direction: 1))
            : moment.minute + Int64(amount) * milliseconds
        return moment.minute...max(end, moment.minute)
    }

    private var milliseconds: Int64 { unit == .hour ? 3_600_000 : 60_000 }
}

/// The time and the place by which relative dates are understood.
package struct Moment: Hashable, Sendable {
    package let now: Instant
    package let zone: Zone

    package init(now: Instant, zone: Zone) {
        self.now = now
        self.zone = zone
    }

    /// The start of the current whole minute, from which minutes and hours count.
    package var minute: Instant { now.flooredToMinute }

    package var today: Day { zone.day(of: now) }
}
