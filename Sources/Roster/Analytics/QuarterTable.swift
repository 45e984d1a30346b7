import Domain

/// The day and the hour of the week of each quarter of an hour in a span: what is looked up need not be reckoned.
final class QuarterTable: Sendable {
    static let none = UInt32.max
    /// A quarter in which the clock is changed, or a day begins: its moments are reckoned one by one.
    private static let mixed = UInt32.max - 1
    static let secondsPerQuarter = 900

    private let span: AnalyticsSpan
    /// The number of the first quarter, since 1970.
    private let first: Int
    /// The day's place in the span above 8 bits for the hour of the week.
    private let codes: Cells<UInt32>

    init(_ span: AnalyticsSpan) {
        self.span = span
        let milliseconds = Int64(Self.secondsPerQuarter) * 1_000
        let near = span.neighbourhood
        let first = near.lowerBound.milliseconds / milliseconds
        let count = Int(near.upperBound.milliseconds / milliseconds - first) + 1
        let clock = span.clock
        let (firstDay, days) = (span.days.lowerBound.number, span.days.count)
        codes = Cells(count: count) { codes in
            // Between two changes of the clock, and within an hour, a quarter differs from the one before by nothing.
            for quarter in 0..<count {
                let start = Instant(milliseconds: (first + Int64(quarter)) * milliseconds)
                let end = start + (milliseconds - 1)
                let hour = clock.hourOfWeek(of: start)
                let day = clock.day(of: start).number - firstDay
                if clock.hourOfWeek(of: end) != hour || clock.isChanged(after: start, upTo: end) {
                    codes[quarter] = Self.mixed
                } else {
                    codes[quarter] = day >= 0 && day < days ? UInt32(day) << 8 | UInt32(hour) : Self.none
                }
            }
        }
        self.first = Int(first)
    }

    /// The code of a moment; `none` where it is on no day of the span.
    @inline(__always)
    func code(seconds: Int) -> UInt32 {
        let quarter = seconds / Self.secondsPerQuarter - first
        guard seconds >= 0, quarter >= 0, quarter < codes.count else { return Self.none }
        let code = codes.start[quarter]
        return code == Self.mixed ? reckoned(seconds) : code
    }

    private func reckoned(_ seconds: Int) -> UInt32 {
        let instant = Instant(milliseconds: Int64(seconds) * 1_000)
        guard let day = span.place(of: instant) else { return Self.none }
        return UInt32(day) << 8 | UInt32(span.clock.hourOfWeek(of: instant))
    }
}
