import Domain
import Testing

@Suite("Periods of analytics")
struct PeriodGridTests {
    @Test(
        "a range is cut into days, weeks by the country, and months",
        arguments: [
            (CalendarPeriod.day, 0, ["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02", "2026-11-03"]),
            (.week, 0, ["2026-10-30", "2026-11-02"]),
            (.week, 6, ["2026-10-30", "2026-11-01"]),
            (.week, 5, ["2026-10-30", "2026-10-31"]),
            (.month, 0, ["2026-10-30", "2026-11-01"]),
        ]
    )
    func starts(period: CalendarPeriod, firstWeekday: Int, starts: [String]) throws {
        let days = try day("2026-10-30")...day("2026-11-03")
        let grid = PeriodGrid(days, by: period, firstWeekday: firstWeekday)
        #expect(grid.starts.map(\.description) == starts)
        #expect(grid.days(at: grid.count - 1).upperBound.description == "2026-11-03")
        let places = grid.places(of: try day("2026-10-29")...day("2026-11-04"))
        #expect(places.first == .some(nil) && places.last == .some(nil))
        #expect(places.compactMap(\.self).count == 5)
    }

    @Test("weeks begin as the country has it", arguments: [("KR", 6), ("US", 6), ("DE", 0), ("AE", 0), ("EG", 5)])
    func weeks(country: String, first: Int) throws {
        #expect(try #require(Country(country)).firstWeekday == first)
    }

    @Test(
        "a range that cannot be is refused",
        arguments: [
            ("2026-11-02", "2026-11-01", AnalyticsError.endsBeforeItBegins), ("x", "2026-11-01", .notADay),
            ("1970-01-01", "1971-01-01", .notOfOurTime), ("2000-01-01", "2026-11-01", .tooLong),
            ("2099-01-01", "2099-02-01", .notOfOurTime),
        ]
    )
    func refused(from: String, to: String, error: AnalyticsError) throws {
        let today = try day("2026-11-22")
        #expect(throws: error) { try AnalyticsRange(from: from, to: to).days(until: today) }
    }

    @Test("12 months begin on the first of a month")
    func months() throws {
        let days = try AnalyticsRange.lastMonths(12).days(until: day("2026-11-22"))
        #expect(days.lowerBound.description == "2025-12-01")
        #expect(days.upperBound.description == "2026-11-22")
        #expect(days.before.count == days.count)
    }

    private func day(_ text: String) throws -> Day {
        guard case .day(let day)? = TimeText(text) else { throw AnalyticsError.notADay }
        return day
    }
}
