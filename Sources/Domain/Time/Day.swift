/// A calendar day without a zone, from 0001-01-01 to 9999-12-31.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let number: Int

    package static let first = Day(number: -719_162)
    package static let last = Day(number: 2_932_896)

    package init(number: Int) {
        self.number = number
    }

    /// Makes a day of the proleptic Gregorian calendar; nil where there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= Self.length(ofMonth: month, year: year) else { return nil }
        number = Self.number(year: year, month: month, day: day)
    }

    package static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    package func adding(days: Int) -> Day {
        Day(number: number + days).clamped
    }

    /// The same day of another month, or the last one of it where it is shorter.
    package func adding(months: Int) -> Day {
        let (year, month, day) = civil
        let target = year * 12 + (month - 1) + months
        let targetYear = target >= 0 ? target / 12 : (target - 11) / 12
        let targetMonth = target - targetYear * 12 + 1
        guard targetYear >= 1 else { return .first }
        guard targetYear <= 9999 else { return .last }
        let length = Self.length(ofMonth: targetMonth, year: targetYear)
        return Day(number: Self.number(year: targetYear, month: targetMonth, day: min(day, length)))
    }

    private var clamped: Day {
        min(max(self, .first), .last)
    }

    /// Year, month and day, by Howard Hinnant's "chrono-compatible low-level date algorithms".
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: CustomStringConvertible {
    /// ISO 8601, such as `2026-11-21`: as text it sorts like the day.
    package var description: String {
        let (year, month, day) = civil
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}

/// Writes a number that is not negative with leading zeros.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
