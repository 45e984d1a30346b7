/// A date or a time as people and files write it, in ISO 8601 and its usual spellings.
package enum TimeText: Hashable, Sendable {
    case day(Day)
    /// A time that names its zone.
    case instant(Instant)
    /// A time on the clock of the organization, in milliseconds as if it were UTC.
    case local(Int64)

    /// Reads `2026-11-21`, `2026/11/21`, `2026.11.21`, each also with a time: `T09:30`, ` 09:30:15.250`, `Z`, `+09:00`.
    package init?(_ text: some StringProtocol) {
        var rest = Scanner(bytes: Array(text.utf8))
        guard let day = rest.day() else { return nil }
        if rest.isAtEnd {
            self = .day(day)
            return
        }
        guard
            rest.take(where: { $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "t") || $0 == UInt8(ascii: " ") }) != nil,
            let time = rest.time()
        else { return nil }
        let local = Int64(day.number) * 86_400_000 + time
        if rest.isAtEnd {
            self = .local(local)
            return
        }
        guard let offset = rest.offset(), rest.isAtEnd else { return nil }
        let instant = Instant(milliseconds: local - offset)
        guard Instant.writable.contains(instant) else { return nil }
        self = .instant(instant)
    }

    /// The instant that is meant, by the clock of a zone where the text names none; a day has none.
    package func instant(in zone: Zone) -> Instant? {
        switch self {
        case .day: nil
        case .instant(let instant): instant
        case .local(let local):
            Instant.writable.contains(zone.instant(ofLocal: local)) ? zone.instant(ofLocal: local) : nil
        }
    }
}

extension Instant: CustomStringConvertible {
    /// ISO 8601 in UTC, such as `2026-11-21T09:30:00Z`, with milliseconds only where there are any.
    package var description: String {
        let day = Day(number: floorDivided(milliseconds, by: 86_400_000))
        let time = Int(milliseconds) - day.number * 86_400_000
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1_000 % 60].map { padded($0, to: 2) }
        let fraction = time % 1_000 == 0 ? "" : ".\(padded(time % 1_000, to: 3))"
        return "\(day)T\(clock.joined(separator: ":"))\(fraction)Z"
    }
}

/// Reads the parts of a time from its left end.
private struct Scanner {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(where isWanted: (UInt8) -> Bool) -> UInt8? {
        guard position < bytes.count, isWanted(bytes[position]) else { return nil }
        position += 1
        return bytes[position - 1]
    }

    mutating func number(digits: Int) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<position + digits] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        position += digits
        return value
    }

    mutating func day() -> Day? {
        guard let year = number(digits: 4), let mark = take(where: { "-/.".utf8.contains($0) }),
            let month = number(digits: 2), take(where: { $0 == mark }) != nil, let day = number(digits: 2)
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// Milliseconds since midnight.
    mutating func time() -> Int64? {
        guard let hour = number(digits: 2), hour < 24, take(where: { $0 == UInt8(ascii: ":") }) != nil,
            let minute = number(digits: 2), minute < 60
        else { return nil }
        var milliseconds = hour * 3_600_000 + minute * 60_000
        if take(where: { $0 == UInt8(ascii: ":") }) != nil {
            guard let second = number(digits: 2), second < 60 else { return nil }
            milliseconds += second * 1_000
            if take(where: { $0 == UInt8(ascii: ".") }) != nil {
                guard let fraction = fraction() else { return nil }
                milliseconds += fraction
            }
        }
        return Int64(milliseconds)
    }

    private mutating func fraction() -> Int? {
        var digits: [Int] = []
        while let digit = take(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            digits.append(Int(digit - UInt8(ascii: "0")))
        }
        guard (1...9).contains(digits.count) else { return nil }
        return (digits + [0, 0]).prefix(3).reduce(0) { $0 * 10 + $1 }
    }

    /// Milliseconds that a zone is ahead of UTC.
    mutating func offset() -> Int64? {
        if take(where: { $0 == UInt8(ascii: "Z") || $0 == UInt8(ascii: "z") }) != nil {
            return 0
        }
        guard let sign = take(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }),
            let hours = number(digits: 2), hours <= 15
        else { return nil }
        _ = take(where: { $0 == UInt8(ascii: ":") })
        let minutes = isAtEnd ? 0 : number(digits: 2)
        guard let minutes, minutes < 60 else { return nil }
        let milliseconds = Int64(hours * 3_600_000 + minutes * 60_000)
        return sign == UInt8(ascii: "+") ? milliseconds : -milliseconds
    }
}
