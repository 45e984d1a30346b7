import Domain
import Testing

@Suite("Days of a zone")
struct ZoneTests {
    private func instant(_ text: String) throws -> Instant {
        try #require(TimeText(text)?.instant(in: .utc))
    }

    private func day(_ text: String) throws -> Day {
        guard case .day(let day)? = TimeText(text) else { throw FilterError("no day", at: .none) }
        return day
    }

    @Test(
        "a day begins and ends where the clock of the zone says",
        arguments: [
            ("UTC", "2026-11-21", "2026-11-21T00:00:00Z", "2026-11-21T23:59:59.999Z"),
            ("Asia/Seoul", "2026-11-21", "2026-11-20T15:00:00Z", "2026-11-21T14:59:59.999Z"),
            ("Asia/Kathmandu", "2026-11-21", "2026-11-20T18:15:00Z", "2026-11-21T18:14:59.999Z"),
            // The clock skips midnight: the day begins at the skip.
            ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T01:59:59.999Z"),
            ("Africa/Cairo", "2023-04-28", "2023-04-27T22:00:00Z", "2023-04-28T20:59:59.999Z"),
            // The clock shows the hour before midnight twice.
            ("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T02:59:59.999Z"),
            // The clock shows midnight twice: the first one begins the day.
            ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T04:59:59.999Z"),
            ("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59.999Z"),
            ("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T04:59:59.999Z"),
            ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", "2026-04-05T13:29:59.999Z"),
            ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z", "2026-10-04T12:59:59.999Z"),
            ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", "2011-12-30T09:59:59.999Z"),
            ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", "2011-12-31T09:59:59.999Z"),
        ]
    )
    func bounds(name: String, text: String, start: String, end: String) throws {
        let zone = try #require(Zone(name: name))
        let day = try day(text)
        #expect(try zone.start(of: day) == instant(start))
        #expect(try zone.end(of: day) == instant(end))
        #expect(zone.day(of: zone.start(of: day)) == day)
        #expect(zone.day(of: zone.end(of: day)) == day)
        #expect(zone.day(of: zone.start(of: day) - 1) < day)
        #expect(zone.day(of: zone.end(of: day) + 1) > day)
    }

    @Test("a day that the zone skipped ends before it begins")
    func skipsDay() throws {
        let zone = try #require(Zone(name: "Pacific/Apia"))
        let day = try day("2011-12-30")
        #expect(try zone.start(of: day) == instant("2011-12-30T10:00:00Z"))
        #expect(zone.end(of: day) == zone.start(of: day) - 1)
    }

    @Test(
        "a time that the clock skips is the skip, one that it shows twice is the first",
        arguments: [
            ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00Z"),
            ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z"),
            ("America/Sao_Paulo", "2018-11-04T00:30", "2018-11-04T03:00:00Z"),
            ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z"),
            ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z"),
            ("Asia/Seoul", "2026-11-21T00:00", "2026-11-20T15:00:00Z"),
            ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00Z"),
        ]
    )
    func reads(name: String, local: String, expected: String) throws {
        let zone = try #require(Zone(name: name))
        #expect(try TimeText(local)?.instant(in: zone) == instant(expected))
    }

    @Test(
        "zones are found by the names of the list",
        arguments: ["UTC", "Asia/Seoul", "America/Argentina/Buenos_Aires"]
    )
    func finds(name: String) throws {
        #expect(try #require(Zone(name: name)).name == name)
    }

    @Test(
        "what is not in the list is no zone",
        arguments: ["", "Mars/Olympus", "KST", "GMT+9", "../etc/passwd", "+09:00"]
    )
    func refuses(name: String) {
        #expect(Zone(name: name) == nil)
    }

    @Test("the start of a minute is before it, also before 1970")
    func floors() {
        #expect(Instant(milliseconds: 59_999).flooredToMinute.milliseconds == 0)
        #expect(Instant(milliseconds: -1).flooredToMinute.milliseconds == -60_000)
        #expect(Instant(milliseconds: -60_000).flooredToMinute.milliseconds == -60_000)
    }
}
