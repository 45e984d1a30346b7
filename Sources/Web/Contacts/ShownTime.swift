import Domain
import Foundation

/// A time as a table shows it: near ones by their distance, others by their date, with the exact one behind.
struct ShownTime: Sendable {
    /// The moment of the page, and the zone that its dates are written in.
    struct Clock: Sendable {
        let now: Instant
        let zone: TimeZone
        private let calendar: Calendar

        init(now: Instant, zone: TimeZone) {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = zone
            self.now = now
            self.zone = zone
            self.calendar = calendar
        }

        /// Written by hand: a date formatter takes longer to make than the whole page to draw.
        fileprivate func write(_ date: Date) -> (day: String, time: String) {
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
            let month = Self.months[((parts.month ?? 1) - 1) % 12]
            let time = [parts.hour ?? 0, parts.minute ?? 0].map { String(100 + $0).dropFirst() }.joined(separator: ":")
            return ("\(parts.day ?? 1) \(month) \(parts.year ?? 1_970)", time)
        }

        private static let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
    }

    /// Such as `3 h ago` or `12 Mar 2025`.
    let shown: String
    /// The exact time in the organization's time zone, such as `12 Mar 2025, 16:04 (Asia/Seoul)`.
    let exact: String
    /// The same for programs, in UTC.
    let machine: String

    init(_ instant: Instant, _ clock: Clock) {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
        let (day, time) = clock.write(date)
        exact = "\(day), \(time) (\(clock.zone.identifier))"
        machine = date.formatted(.iso8601)
        let minutes = (clock.now.milliseconds - instant.milliseconds) / 60_000
        shown =
            switch minutes {
            case 0: "just now"
            case 1..<60: "\(minutes) min ago"
            case 60..<(24 * 60): "\(minutes / 60) h ago"
            case (24 * 60)..<(7 * 24 * 60): "\(minutes / (24 * 60)) d ago"
            default: day
            }
    }
}
