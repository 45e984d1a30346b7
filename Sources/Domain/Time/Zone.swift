package import Foundation

/// A time zone of the IANA list, with the arithmetic of whole days that filters need.
package struct Zone: Hashable, Sendable {
    package let timeZone: TimeZone

    package static let utc = Zone(timeZone: .gmt)

    package init(timeZone: TimeZone) {
        self.timeZone = timeZone
    }

    /// Finds a zone such as `Asia/Seoul`; nil where the list has none of that name.
    package init?(name: String) {
        guard name == "UTC" || name.contains("/"), let timeZone = TimeZone(identifier: name) else { return nil }
        self.timeZone = timeZone
    }

    package var name: String { timeZone.identifier == "GMT" ? "UTC" : timeZone.identifier }

    /// The calendar day that a clock in this zone shows.
    package func day(of instant: Instant) -> Day {
        Day(number: floorDivided(instant.milliseconds + offset(at: instant), by: Self.millisecondsPerDay))
    }

    /// The first instant of a day. Where the clock skips midnight it is the instant of the skip.
    package func start(of day: Day) -> Instant {
        instant(ofLocal: Int64(day.number) * Self.millisecondsPerDay)
    }

    /// The last millisecond of a day, which may have 23 or 25 hours.
    package func end(of day: Day) -> Instant {
        start(of: Day(number: day.number + 1)) - 1
    }

    /// The instant at which a clock in this zone shows a time, given in milliseconds as if it were UTC.
    ///
    /// A time that the clock shows twice is the first one; a time that it skips is the instant of the skip.
    package func instant(ofLocal local: Int64) -> Instant {
        let before = offset(at: Instant(milliseconds: local - Self.millisecondsPerDay))
        let after = offset(at: Instant(milliseconds: local + Self.millisecondsPerDay))
        let candidates = [Instant(milliseconds: local - before), Instant(milliseconds: local - after)]
        let shown = candidates.filter { $0.milliseconds + offset(at: $0) == local }
        if let first = shown.min() {
            return first
        }
        let skip = timeZone.nextDaylightSavingTimeTransition(after: (candidates.min() ?? candidates[0]).date - 86_400)
        return skip.map(Instant.init(date:)) ?? candidates[0]
    }

    /// What a clock in this zone shows, such as `2026-11-21 18:30`.
    package func text(of instant: Instant) -> String {
        let minutes = floorDivided(instant.milliseconds + offset(at: instant), by: 60_000) as Int64
        let day = Day(number: floorDivided(minutes, by: 1_440))
        let minute = minutes - Int64(day.number) * 1_440
        return "\(day) \(padded(Int(minute / 60), to: 2)):\(padded(Int(minute % 60), to: 2))"
    }

    package func offset(at instant: Instant) -> Int64 {
        Int64(timeZone.secondsFromGMT(for: instant.date)) * 1_000
    }

    package static let millisecondsPerDay: Int64 = 86_400_000
}

extension Instant {
    package init(date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded()))
    }

    package var date: Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }

    /// The start of the minute that holds this instant.
    package var flooredToMinute: Instant {
        Instant(milliseconds: floorDivided(milliseconds, by: 60_000) * 60_000)
    }
}

func floorDivided(_ value: Int64, by divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}

func floorDivided(_ value: Int64, by divisor: Int64) -> Int {
    Int(floorDivided(value, by: divisor) as Int64)
}
