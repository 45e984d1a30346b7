/// How many contacts there were in one hour: in a segment, or in all.
package struct HourlyCount: Hashable, Sendable {
    /// The start of the hour.
    package var at: Instant
    package var contacts: Int

    package init(at: Instant, contacts: Int) {
        self.at = at
        self.contacts = contacts
    }

    package static let millisecondsPerHour: Int64 = 3_600_000
    /// The most points of a chart.
    package static let most = 1_000

    /// The start of the hour that an instant is in.
    package static func hour(of instant: Instant) -> Instant {
        let rest = instant.milliseconds % millisecondsPerHour
        return instant - (rest < 0 ? rest + millisecondsPerHour : rest)
    }

    /// Few enough for a chart: of too many hours the last of each day, of too many days the newest ones.
    package static func thinned(_ hours: [HourlyCount], in zone: Zone, most: Int = most) -> [HourlyCount] {
        guard hours.count > most else { return hours }
        var days: [HourlyCount] = []
        var lastDay: Day?
        for hour in hours {
            let day = zone.day(of: hour.at)
            if day == lastDay { days.removeLast() }
            days.append(hour)
            lastDay = day
        }
        return days.suffix(most)
    }
}
