import Domain
import Testing

@Suite("A retention rule")
struct RetentionRuleTests {
    private static let seoul = Zone(name: "Asia/Seoul") ?? .utc
    private static let newYork = Zone(name: "America/New_York") ?? .utc

    private static func moment(_ day: String, in zone: Zone) throws -> Instant {
        let (day, milliseconds) = (day.prefix(10), day.dropFirst(11))
        let parts = day.split(separator: "-").compactMap { Int($0) }
        let clock = milliseconds.split(separator: ":").compactMap { Int64($0) }
        let start = zone.start(of: try #require(Day(year: parts[0], month: parts[1], day: parts[2])))
        return start + (clock[0] * 60 + clock[1]) * 60_000
    }

    @Test(
        "U33: somebody goes once as many whole days of the organization have passed, and no sooner",
        arguments: [
            ("2026-10-01 14:00", "2026-10-31 23:59", false), ("2026-10-01 14:00", "2026-11-01 00:00", true),
            ("2026-10-01 00:00", "2026-10-31 23:59", false), ("2026-10-01 23:59", "2026-11-01 00:00", true),
            // The days on which the clock is changed there have 25 and 23 hours.
            ("2026-10-03 23:59", "2026-11-02 23:59", false), ("2026-10-03 23:59", "2026-11-03 00:00", true),
            ("2026-02-08 12:00", "2026-03-10 23:59", false), ("2026-02-08 12:00", "2026-03-11 00:00", true),
        ]
    )
    func days(heard: String, now: String, goes: Bool) throws {
        let rule = try RetentionRule(.delete, afterDays: 30)
        for zone in [Self.seoul, Self.newYork, .utc] {
            let cutoff = rule.cutoff(at: try Self.moment(now, in: zone), in: zone)
            #expect((try Self.moment(heard, in: zone) < cutoff) == goes, "\(zone.name)")
        }
    }

    @Test("U33: what is asked for in days to come goes by those")
    func later() throws {
        let rule = try RetentionRule(.delete, afterDays: 30)
        let now = try Self.moment("2026-10-01 12:00", in: Self.seoul)
        let then = try Self.moment("2026-10-31 12:00", in: Self.seoul)
        #expect(rule.cutoff(at: now, in: Self.seoul, later: 30) == rule.cutoff(at: then, in: Self.seoul))
    }

    @Test("U33: days that cannot be are refused", arguments: [0, -1, 10_001])
    func bad(days: Int) {
        #expect(throws: RetentionError.badDays) { try RetentionRule(.delete, afterDays: days) }
    }

    @Test("U33: a tag spares those with a tag below it, and a rule whose tag is gone spares it does not know whom")
    func tags() throws {
        let names = try ["vip", "vip/gold", "vips"].map { try TagName($0) }
        let tags = names.enumerated().map { Tag(id: TagID(rawValue: Int64($0.offset)), name: $0.element) }
        var catalogue = Catalogue(tags: tags)
        let rule = try RetentionRule(.delete, afterDays: 30, sparing: [tags[0].id])
        #expect(rule.sparingTags(in: catalogue) == [tags[0].id, tags[1].id])
        catalogue.remove(tags[0].id)
        #expect(rule.sparingTags(in: catalogue) == nil)
    }

    @Test("U33: somebody was last heard of at the latest sign, whatever an import says of the past")
    func heard() {
        let entered = Instant(milliseconds: 1_000_000)
        var contact = Contact(id: ContactID(rawValue: 1), kind: .lead, enteredAt: entered)
        contact.facts[.createdAt] = .datetime(entered - 500_000)
        contact.facts[.lastSeenAt] = .datetime(entered - 100_000)
        #expect(contact.lastHeard == entered)
        contact.facts[.lastConversationAt] = .datetime(entered + 5)
        #expect(contact.lastHeard == entered + 5)
        contact.facts[.lastActivityAt] = .datetime(entered + 7)
        contact.facts[.updatedAt] = .datetime(entered + 100)
        #expect(contact.lastHeard == entered + 7)
    }
}
