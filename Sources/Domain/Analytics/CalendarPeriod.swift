/// A day, a week or a month of the calendar, by which figures are put together.
package enum CalendarPeriod: String, CaseIterable, Hashable, Sendable {
    case day
    case week
    case month
}

/// The periods that a range of days falls into: the first and the last one may be cut by its ends.
package struct PeriodGrid: Hashable, Sendable {
    package let days: ClosedRange<Day>
    /// The first day of each period, ascending.
    package let starts: [Day]

    /// `firstWeekday` is the day that weeks begin with, 0 for Monday.
    package init(_ days: ClosedRange<Day>, by period: CalendarPeriod, firstWeekday: Int) {
        self.days = days
        var starts = [days.lowerBound]
        var next = Self.start(after: days.lowerBound, period, firstWeekday)
        while next <= days.upperBound {
            starts.append(next)
            next = Self.start(after: next, period, firstWeekday)
        }
        self.starts = starts
    }

    /// The last periods of a grid, so many at most.
    package init(last count: Int, of grid: PeriodGrid) {
        starts = Array(grid.starts.suffix(count))
        days = (starts.first ?? grid.days.lowerBound)...grid.days.upperBound
    }

    private static func start(after day: Day, _ period: CalendarPeriod, _ firstWeekday: Int) -> Day {
        switch period {
        case .day: return Day(number: day.number + 1)
        case .week: return Day(number: day.number + 7 - (day.weekday - firstWeekday + 7) % 7)
        case .month:
            let dayOfMonth = day.civil.day
            return Day(number: day.number - dayOfMonth + 1).adding(months: 1)
        }
    }

    package var count: Int { starts.count }

    package func days(at place: Int) -> ClosedRange<Day> {
        let last = place + 1 < starts.count ? Day(number: starts[place + 1].number - 1) : days.upperBound
        return starts[place]...last
    }

    /// The place of the period that each of some days is in; nil for those that are in none.
    package func places(of range: ClosedRange<Day>) -> [Int?] {
        var place = -1
        return (range.lowerBound.number...range.upperBound.number).map { number in
            while place + 1 < starts.count, starts[place + 1].number <= number { place += 1 }
            return place < 0 || number > days.upperBound.number ? nil : place
        }
    }
}
