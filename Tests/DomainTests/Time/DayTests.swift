import Domain
import Testing

@Suite("Calendar days")
struct DayTests {
    @Test(
        "a day is counted from 1970 and written in ISO 8601",
        arguments: [
            (1970, 1, 1, 0, "1970-01-01"), (1969, 12, 31, -1, "1969-12-31"), (2000, 2, 29, 11_016, "2000-02-29"),
            (2026, 11, 21, 20_778, "2026-11-21"), (1, 1, 1, -719_162, "0001-01-01"),
            (9999, 12, 31, 2_932_896, "9999-12-31"), (1900, 3, 1, -25_508, "1900-03-01"),
        ]
    )
    func counts(year: Int, month: Int, day: Int, number: Int, text: String) throws {
        let made = try #require(Day(year: year, month: month, day: day))
        #expect(made.number == number)
        #expect(made.civil == (year, month, day))
        #expect(made.description == text)
    }

    @Test("every day of 400 years follows the one before it")
    func countsOn() throws {
        var (year, month, day) = (1800, 1, 1)
        var number = try #require(Day(year: year, month: month, day: day)).number
        while year < 2200 {
            guard Day(number: number).civil == (year, month, day),
                Day(year: year, month: month, day: day)?.number == number
            else {
                Issue.record("\(year)-\(month)-\(day)")
                return
            }
            number += 1
            if Day(year: year, month: month, day: day + 1) != nil {
                day += 1
            } else {
                (month, day) = (month + 1, 1)
                if month == 13 { (year, month) = (year + 1, 1) }
            }
        }
    }

    @Test(
        "what the calendar does not have is no day",
        arguments: [
            (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (2026, 1, 32),
            (0, 1, 1),
            (10_000, 1, 1),
        ]
    )
    func refuses(year: Int, month: Int, day: Int) {
        #expect(Day(year: year, month: month, day: day) == nil)
    }

    @Test(
        "months keep the day, or take the last one of a shorter month",
        arguments: [
            ((2026, 3, 31), -1, "2026-02-28"), ((2024, 3, 31), -1, "2024-02-29"), ((2026, 1, 31), 1, "2026-02-28"),
            ((2026, 1, 15), -1, "2025-12-15"), ((2026, 11, 21), 12, "2027-11-21"), ((2024, 2, 29), -12, "2023-02-28"),
            ((2026, 12, 31), -13, "2025-11-30"), ((2026, 1, 1), -24_311, "0001-01-01"),
            ((9999, 12, 1), 1, "9999-12-31"),
            ((2026, 1, 1), 1_000_000, "9999-12-31"), ((1, 1, 31), -1, "0001-01-01"),
        ]
    )
    func addsMonths(from: (Int, Int, Int), months: Int, expected: String) throws {
        let day = try #require(Day(year: from.0, month: from.1, day: from.2))
        #expect(day.adding(months: months).description == expected)
    }

    @Test("days end at the ends of the calendar")
    func addsDays() {
        #expect(Day(number: 0).adding(days: -1).description == "1969-12-31")
        #expect(Day.last.adding(days: 1) == .last)
        #expect(Day.first.adding(days: -70_000) == .first)
        #expect(Day.first < Day.last)
    }
}
