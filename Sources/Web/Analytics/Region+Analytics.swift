import Domain
import Foundation

extension Region {
    struct Weekday: Sendable {
        /// 0 for Monday.
        let place: Int
        let name: String
        let short: String
    }

    /// Such as `1 – 7 Nov 2026`, or one day alone.
    func days(_ days: ClosedRange<Day>) -> String {
        days.count == 1 ? day(days.lowerBound) : "\(day(days.lowerBound)) – \(day(days.upperBound))"
    }

    /// Days of a year that is known.
    func daysOfYear(_ days: ClosedRange<Day>) -> String {
        days.count == 1
            ? dayOfMonth(days.lowerBound) : "\(dayOfMonth(days.lowerBound)) – \(dayOfMonth(days.upperBound))"
    }

    /// A share of 1, such as `12 %`, with a place more where it is small.
    func percent(_ share: Double) -> String {
        let places = abs(share) < 0.1 && share != 0 ? 1 : 0
        return share.formatted(.percent.precision(.fractionLength(places)).locale(locale))
    }

    /// The days of the week from its first one, in the language of the page.
    func weekdays(_ language: Preferences.Language, first: Int) -> [Weekday] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.locale = Locale(identifier: language.rawValue)
        return (0..<7).map { step in
            let place = (first + step) % 7
            // Foundation begins with Sunday.
            let index = (place + 1) % 7
            return Weekday(
                place: place,
                name: calendar.standaloneWeekdaySymbols[index],
                short: calendar.shortStandaloneWeekdaySymbols[index]
            )
        }
    }
}
