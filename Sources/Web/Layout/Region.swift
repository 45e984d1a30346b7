import Domain
import Foundation
import Mustache

/// How an organization writes numbers and times: by its language, country and time zone.
struct Region: Sendable {
    let zone: TimeZone
    let now: Instant
    let locale: Locale
    private let words: Words

    init(_ organization: Organization, words: Words, now: Instant) {
        zone = organization.timeZone
        locale = Locale(identifier: "\(organization.settings.language)_\(organization.country)")
        self.words = words
        self.now = now
    }

    func number(_ number: some BinaryInteger) -> String {
        Int64(clamping: number).formatted(.number.locale(locale))
    }

    func number(_ number: Double) -> String {
        number.formatted(.number.precision(.fractionLength(0...6)).locale(locale))
    }

    /// A number that is short enough for an axis, such as `1.2K`.
    func compact(_ number: Int) -> String {
        number.formatted(.number.notation(.compactName).locale(locale))
    }

    /// A day of a year that is known, such as `12 Mar`.
    func dayOfMonth(_ day: Day) -> String {
        let style = Date.FormatStyle(locale: locale, timeZone: .gmt).month(.abbreviated).day()
        return Zone.utc.start(of: day).date.formatted(style)
    }

    /// The same of a moment, in the zone.
    func dayOfMonth(_ instant: Instant) -> String {
        date(instant).formatted(Date.FormatStyle(locale: locale, timeZone: zone).month(.abbreviated).day())
    }

    /// A size in the unit that leaves at most three digits before the point, such as `1.4 GB`.
    func bytes(_ bytes: some BinaryInteger) -> String {
        var size = Double(bytes)
        var unit = "B"
        for next in ["kB", "MB", "GB", "TB"] where size >= 999.5 {
            size /= 1_000
            unit = next
        }
        let rounded = unit == "B" || size >= 99.95 ? size.rounded() : (size * 10).rounded() / 10
        return number(rounded) + " " + unit
    }

    func day(_ instant: Instant) -> String {
        date(instant).formatted(style(date: .abbreviated, time: .omitted, zone))
    }

    /// A calendar day, which is the same in every zone.
    func day(_ day: Day) -> String {
        let style = style(date: .abbreviated, time: .omitted, .gmt)
        return date(Zone.utc.start(of: day)).formatted(style)
    }

    /// Such as `12 Mar 2025, 16:04`.
    func moment(_ instant: Instant) -> String {
        date(instant).formatted(style(date: .abbreviated, time: .shortened, zone))
    }

    /// Such as `3 h ago`, and the day where that is longer ago than a week.
    func time(_ instant: Instant) -> ShownTime {
        let minutes = Int((now.milliseconds - instant.milliseconds) / 60_000)
        let shown =
            switch minutes {
            case 0: words["time.now"]
            case 1..<60: words("time.minutes", ["n": String(minutes)])
            case 60..<(24 * 60): words("time.hours", ["n": String(minutes / 60)])
            case (24 * 60)..<(7 * 24 * 60): words("time.days", ["n": String(minutes / (24 * 60))])
            default: day(instant)
            }
        return ShownTime(
            shown: shown,
            exact: "\(moment(instant)) (\(zone.identifier))",
            machine: date(instant).formatted(.iso8601)
        )
    }

    private func date(_ instant: Instant) -> Date {
        Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
    }

    private func style(
        date: Date.FormatStyle.DateStyle,
        time: Date.FormatStyle.TimeStyle,
        _ zone: TimeZone
    ) -> Date.FormatStyle {
        Date.FormatStyle(date: date, time: time, locale: locale, timeZone: zone)
    }
}

/// A moment as a page shows it.
struct ShownTime: Sendable, Hashable, MustacheParent {
    /// Such as `3 h ago` or `12 Mar 2025`.
    let shown: String
    /// The exact time in the organization's time zone, such as `12 Mar 2025, 16:04 (Asia/Seoul)`.
    let exact: String
    /// The same for programs, in UTC.
    let machine: String

    func child(named name: String) -> Any? {
        switch name {
        case "shown": shown
        case "exact": exact
        case "machine": machine
        default: nil
        }
    }
}
