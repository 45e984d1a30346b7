import Foundation

/// The days that analytics look at, of the organization's calendar.
package enum AnalyticsRange: Hashable, Sendable {
    /// So many days, of which today is the last.
    case last(days: Int)
    /// This month, and those before it: so many in all.
    case lastMonths(Int)
    case days(ClosedRange<Day>)

    package static let usual = AnalyticsRange.last(days: 30)

    /// A little more than five years.
    package static let mostDays = 1_830
    private static let earliest = Day(number: 365)
    private static let latest = Day(number: 47_000)

    /// Throws where there are too many, or where they are not of our time.
    package func days(until today: Day) throws(AnalyticsError) -> ClosedRange<Day> {
        let days: ClosedRange<Day>
        switch self {
        case .last(let count):
            guard (1...Self.mostDays).contains(count) else { throw .tooLong }
            days = today.adding(days: 1 - count)...today
        case .lastMonths(let count):
            guard (1...60).contains(count) else { throw .tooLong }
            days = today.adding(days: 1 - today.civil.day).adding(months: 1 - count)...today
        case .days(let some): days = some
        }
        guard days.count <= Self.mostDays else { throw .tooLong }
        guard days.before.lowerBound >= Self.earliest, days.upperBound <= Self.latest else { throw .notOfOurTime }
        return days
    }

    /// The days that somebody has written. Throws where one is none, or the first is after the last.
    package init(from first: String, to last: String) throws(AnalyticsError) {
        guard case .day(let first)? = TimeText(first), case .day(let last)? = TimeText(last) else { throw .notADay }
        guard first <= last else { throw .endsBeforeItBegins }
        self = .days(first...last)
    }
}

extension ClosedRange<Day> {
    package var count: Int { upperBound.number - lowerBound.number + 1 }

    /// As many days, which come right before these.
    package var before: ClosedRange<Day> {
        Day(number: lowerBound.number - count)...Day(number: lowerBound.number - 1)
    }

    /// The period by which there are neither too few figures nor too many.
    package var usualPeriod: CalendarPeriod { count <= 31 ? .day : count <= 200 ? .week : .month }
}

extension Country {
    /// The day that weeks begin with here, 0 for Monday.
    package var firstWeekday: Int {
        switch Locale(identifier: "und-\(self)").firstDayOfWeek {
        case .monday: 0
        case .tuesday: 1
        case .wednesday: 2
        case .thursday: 3
        case .friday: 4
        case .saturday: 5
        case .sunday: 6
        @unknown default: 0
        }
    }
}

/// Why a range of days cannot be looked at.
package enum AnalyticsError: Explained, Hashable {
    case notADay
    case endsBeforeItBegins
    case tooLong
    case notOfOurTime

    package var explanation: Phrase {
        switch self {
        case .notADay: "a range has a first and a last day, such as 2026-11-01 and 2026-11-30"
        case .endsBeforeItBegins: "a range ends on its first day or later"
        case .tooLong: "a range has 1 to \(AnalyticsRange.mostDays) days"
        case .notOfOurTime: "a range, and the one before it, lies between 1971 and 2098"
        }
    }
}
