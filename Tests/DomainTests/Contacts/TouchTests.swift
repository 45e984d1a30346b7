import Domain
import Testing

@Suite("Sessions")
struct TouchTests {
    private static let minute: Int64 = 60_000
    private static let start = Instant(milliseconds: 1_795_262_260_000)

    private static func contact(_ facts: [BuiltInKey: Value] = [:]) -> Contact {
        Contact(id: ContactID(rawValue: 1), kind: .lead, facts: facts, enteredAt: start)
    }

    /// The contact after signs at these minutes.
    private static func touched(_ signs: [(Touch.Platform, Int64)], _ contact: Contact = contact()) -> Contact {
        signs.reduce(contact) { $0.touched(by: Touch($1.0, at: start + $1.1 * minute)) }
    }

    @Test(
        "C4: a session ends after 30 minutes without a sign; coming back within them is the same one",
        arguments: [
            ([0], 1), ([0, 30], 1), ([0, 31], 2), ([0, 20, 40, 60], 1), ([0, 20, 51], 2), ([0, 31, 62], 3),
            // Late ones and repeated ones count nothing.
            ([0, 0, 0], 1), ([40, 0], 1), ([40, 0, 40], 1), ([0, 31, 15, 62], 3),
        ] as [([Int64], Double)]
    )
    func sessions(minutes: [Int64], count: Double) {
        let touched = Self.touched(minutes.map { (.web, $0) })
        #expect(touched[.sessionsCount] == .number(count))
        #expect(touched[.webSessionsCount] == .number(count))
        #expect(touched[.mobileSessionsCount] == .number(0))
        let last = Value.datetime(Self.start + (minutes.max() ?? 0) * Self.minute)
        #expect(touched[.lastSeenAt] == last && touched[.webLastSeenAt] == last && touched[.lastActivityAt] == last)
        #expect(touched[.mobileLastSeenAt] == nil)
    }

    @Test("C4: to the millisecond, the 30th minute is still the same session")
    func boundary() {
        let first = Self.contact().touched(by: Touch(.web, at: Self.start))
        let end = Self.start + Touch.sessionTimeout
        #expect(first.touched(by: Touch(.web, at: end))[.sessionsCount] == .number(1))
        #expect(first.touched(by: Touch(.web, at: end + 1))[.sessionsCount] == .number(2))
    }

    @Test("C4: the website and the app have sessions of their own, which add up")
    func platforms() {
        let touched = Self.touched([(.web, 0), (.mobile, 5), (.web, 10), (.mobile, 60), (.web, 15)])
        #expect(touched[.webSessionsCount] == .number(1))
        #expect(touched[.mobileSessionsCount] == .number(2))
        #expect(touched[.sessionsCount] == .number(3))
        #expect(touched[.webLastSeenAt] == .datetime(Self.start + 15 * Self.minute))
        #expect(touched[.lastSeenAt] == .datetime(Self.start + 60 * Self.minute))
    }

    @Test("C4: the history of a former system goes on")
    func history() {
        let before = Self.contact([.sessionsCount: .number(7), .lastSeenAt: .datetime(Self.start)])
        let touched = Self.touched([(.web, 5)], before)
        #expect(touched[.sessionsCount] == .number(8) && touched[.webSessionsCount] == .number(1))
    }

    @Test("C4: what is said of the device stays by platform; of the place the newest counts")
    func facts() {
        var contact = Self.contact()
        contact = contact.touched(
            by: Touch(
                .mobile,
                at: Self.start + 60 * Self.minute,
                facts: [.mobileOS: .text("iOS"), .country: .text("KR")]
            )
        )
        contact = contact.touched(
            by: Touch(.web, at: Self.start, facts: [.webBrowser: .text("Firefox"), .country: .text("US")])
        )
        #expect(contact[.mobileOS] == .text("iOS") && contact[.webBrowser] == .text("Firefox"))
        #expect(contact[.country] == .text("KR"))
        contact = contact.touched(by: Touch(.web, at: Self.start + 90 * Self.minute))
        #expect(contact[.webBrowser] == .text("Firefox") && contact[.country] == .text("KR"))
    }
}
