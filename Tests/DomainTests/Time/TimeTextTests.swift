import Domain
import Testing

@Suite("Dates and times as text")
struct TimeTextTests {
    @Test("dates are read in three spellings", arguments: ["2026-11-21", "2026/11/21", "2026.11.21"])
    func readsDays(text: String) throws {
        #expect(TimeText(text) == .day(try #require(Day(year: 2026, month: 11, day: 21))))
    }

    @Test(
        "times with a zone are instants",
        arguments: [
            ("2026-11-21T09:30Z", "2026-11-21T09:30:00Z"), ("2026-11-21t09:30:15z", "2026-11-21T09:30:15Z"),
            ("2026-11-21 18:30:00+09:00", "2026-11-21T09:30:00Z"), ("2026/11/21 18:30+0900", "2026-11-21T09:30:00Z"),
            ("2026-11-21T18:30+09", "2026-11-21T09:30:00Z"),
            ("2026-11-21T04:00:00.250-05:30", "2026-11-21T09:30:00.250Z"),
            ("2026-11-21T00:00:00.1234567Z", "2026-11-21T00:00:00.123Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("0001-01-01T00:00Z", "0001-01-01T00:00:00Z"), ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
        ]
    )
    func readsInstants(text: String, expected: String) throws {
        guard case .instant(let instant)? = TimeText(text) else {
            Issue.record("no instant: \(text)")
            return
        }
        #expect(instant.description == expected)
        #expect(TimeText(expected) == .instant(instant))
    }

    @Test(
        "what is not a date or time is refused",
        arguments: [
            "", "2026", "2026-11", "26-11-21", "2026-1-2", "2026-11/21", "2026-02-30", "2026-11-21T", "2026-11-21T9:30",
            "2026-11-21T24:00", "2026-11-21T09:60", "2026-11-21T09:30:60", "2026-11-21T09:30:15.",
            "2026-11-21T09:30:15.1234567890",
            "2026-11-21T09:30X", "2026-11-21T09:30Z ", " 2026-11-21", "2026-11-21T09:30+16:00",
            "2026-11-21T09:30+09:60",
            "２０２６-11-21", "21.11.2026", "2026-11-21T09:30+9", "0001-01-01T00:00+00:01", "9999-12-31T23:59:59-00:01",
        ]
    )
    func refuses(text: String) {
        #expect(TimeText(text)?.instant(in: .utc) == nil && TimeText(text).map { $0 == .day(.first) } != true)
        if case .day = TimeText(text) { Issue.record("a day: \(text)") }
    }

    @Test("a time without a zone outside the calendar is none")
    func refusesOutside() throws {
        let seoul = try #require(Zone(name: "Asia/Seoul"))
        #expect(TimeText("0001-01-01T00:00")?.instant(in: seoul) == nil)
    }

    @Test("instants of any size can be written")
    func writesExtremes() {
        #expect(Instant(milliseconds: 0).description == "1970-01-01T00:00:00Z")
        #expect(Instant(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
        #expect(!Instant(milliseconds: .min).description.isEmpty)
        #expect(!Instant(milliseconds: .max).description.isEmpty)
    }
}
