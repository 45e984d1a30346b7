/// A moment in time: milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package init(milliseconds: Int64) {
        rawValue = milliseconds
    }

    package var milliseconds: Int64 { rawValue }

    /// The instants of the days that there are, all of which can be written and read.
    package static let writable =
        Instant(
            milliseconds: Int64(Day.first.number) * 86_400_000
        )...Instant(milliseconds: Int64(Day.last.number + 1) * 86_400_000 - 1)

    package static func < (left: Instant, right: Instant) -> Bool {
        left.rawValue < right.rawValue
    }

    package static func + (instant: Instant, milliseconds: Int64) -> Instant {
        Instant(milliseconds: instant.rawValue + milliseconds)
    }

    package static func - (instant: Instant, milliseconds: Int64) -> Instant {
        Instant(milliseconds: instant.rawValue - milliseconds)
    }
}
