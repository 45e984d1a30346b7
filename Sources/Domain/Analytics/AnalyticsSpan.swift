/// The days that are counted: those of a range, and as many before it to compare them with.
///
/// Whoever counts, from the roster or by SQL, goes by the day and the hour that the organization's clock shows.
package struct AnalyticsSpan: Sendable {
    package let range: ClosedRange<Day>
    package let clock: LocalClock
    /// The periods of the range in which contacts are followed, by when they were first there.
    package let cohorts: PeriodGrid

    /// The most periods that contacts are followed through: each is a bit of a word.
    private static let mostCohorts = 24

    package init(_ range: ClosedRange<Day>, in zone: Zone, firstWeekday: Int) {
        self.range = range
        let days = range.before.lowerBound...range.upperBound
        clock = LocalClock(zone, over: Self.neighbourhood(of: days))
        let period: CalendarPeriod = range.count <= 14 ? .day : range.count <= 120 ? .week : .month
        cohorts = PeriodGrid(last: Self.mostCohorts, of: PeriodGrid(range, by: period, firstWeekday: firstWeekday))
    }

    package var days: ClosedRange<Day> { range.before.lowerBound...range.upperBound }

    /// The place of the range's first day among all days.
    package var rangeStart: Int { range.count }

    /// All moments at which a clock somewhere shows one of the days are within: no clock is more than a day off.
    package var neighbourhood: Range<Instant> { Self.neighbourhood(of: days) }

    package static func neighbourhood(of days: ClosedRange<Day>) -> Range<Instant> {
        Zone.utc.start(of: days.lowerBound) - Zone.millisecondsPerDay..<Zone.utc.start(of: days.upperBound) + 2
            * Zone.millisecondsPerDay
    }

    /// Which of the days the clock shows, from 0; nil where it shows another.
    package func place(of instant: Instant) -> Int? {
        let place = clock.day(of: instant).number - days.lowerBound.number
        return place >= 0 && place < days.count ? place : nil
    }

    /// The period of cohorts that each of the days is in; nil for most days before the range.
    package var cohortPlaces: [Int?] { cohorts.places(of: days) }
}
