/// How far a zone's clock is from UTC throughout a span of time: what many moments are read by at once.
package struct LocalClock: Sendable {
    /// A part of the span in which the clock is not changed.
    package struct Stretch: Hashable, Sendable {
        /// The first one holds for all that is earlier, too.
        package let start: Instant
        /// Milliseconds that the clock is ahead of UTC.
        package let offset: Int64
    }

    /// By their starts.
    package let stretches: [Stretch]

    /// No zone has changed its clock twice within so little time.
    private static let step = 3 * Zone.millisecondsPerDay

    package init(_ zone: Zone, over span: Range<Instant>) {
        var stretches = [Stretch(start: span.lowerBound, offset: zone.offset(at: span.lowerBound))]
        var low = span.lowerBound
        while low < span.upperBound {
            let high = min(low + Self.step, span.upperBound)
            let offset = zone.offset(at: high)
            if let last = stretches.last, last.offset != offset {
                stretches.append(Stretch(start: Self.change(of: zone, from: low, to: high), offset: offset))
            }
            low = high
        }
        self.stretches = stretches
    }

    /// The first moment of the later offset, between two moments that have different ones.
    private static func change(of zone: Zone, from low: Instant, to high: Instant) -> Instant {
        let later = zone.offset(at: high)
        var (low, high) = (low, high)
        while high.milliseconds - low.milliseconds > 1 {
            let middle = low + (high.milliseconds - low.milliseconds) / 2
            if zone.offset(at: middle) == later { high = middle } else { low = middle }
        }
        return high
    }

    /// What the clock shows, in milliseconds as if it were UTC.
    package func local(_ instant: Instant) -> Int64 {
        var place = stretches.count - 1
        while place > 0, instant < stretches[place].start { place -= 1 }
        return instant.milliseconds + stretches[place].offset
    }

    package func day(of instant: Instant) -> Day {
        Day(number: floorDivided(local(instant), by: Zone.millisecondsPerDay))
    }

    /// The hour of the week that the clock shows, counted from Monday 0:00.
    package func hourOfWeek(of instant: Instant) -> Int {
        let hours: Int64 = floorDivided(local(instant), by: 3_600_000)
        let hour = Int(hours - 24 * Int64(Day.monday.number)) % HourOfWeek.count
        return hour < 0 ? hour + HourOfWeek.count : hour
    }

    /// Whether the clock is changed after one moment and not after another.
    package func isChanged(after start: Instant, upTo end: Instant) -> Bool {
        stretches.dropFirst().contains { $0.start > start && $0.start <= end }
    }
}

package enum HourOfWeek {
    package static let count = 7 * 24
}

extension Day {
    /// Some Monday, before all times that are counted.
    static let monday = Day(number: -3)

    /// 0 for Monday.
    package var weekday: Int { ((number - Day.monday.number) % 7 + 7) % 7 }
}
