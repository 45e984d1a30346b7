package import Domain

/// Random contacts and random filters about them: every type, operator and script, and times at the edges of clocks.
///
/// Filters often name values of the contacts that were made before, so make contacts first.
package struct RandomFilters: Sendable {
    package let seed: UInt64
    /// What the filters are about; segments refer to one another.
    package private(set) var catalogue: Catalogue
    /// Near a day at which the clock of the zone jumps.
    package let moment: Moment

    var random: SplitMix64
    /// The instant at which the clock jumps.
    let jump: Instant
    /// Values that contacts have, by key.
    var seen: [PropertyKey: [Value]] = [:]
    var contactsCount: Int64 = 0

    package init(seed: UInt64) {
        self.seed = seed
        random = SplitMix64(seed: seed)
        let place = random.one(of: Self.places)
        jump = ConditionTable.instant(place.jump)
        let distance = Int64.random(in: -8 * 86_400_000...8 * 86_400_000, using: &random)
        moment = ConditionTable.moment((jump + distance).description, in: place.zone)
        catalogue = Catalogue(properties: Self.properties, tags: Self.tags, zone: moment.zone)
        var segments: [Segment] = []
        for (index, name) in ["Big spenders", "새 \"고객\"", "and"].enumerated() {
            let id = SegmentID(rawValue: Int64(index) + 301)
            segments.append(Segment(id: id, name: name, filter: filter().expression))
            catalogue = Catalogue(properties: Self.properties, tags: Self.tags, segments: segments, zone: moment.zone)
        }
    }

    private static let places: [(zone: String, jump: String)] = [
        ("UTC", "2026-11-21T00:00:00Z"), ("Asia/Seoul", "2026-11-20T15:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04T03:00:00Z"), ("America/Sao_Paulo", "2018-02-18T02:00:00Z"),
        ("Africa/Cairo", "2023-04-27T22:00:00Z"), ("Pacific/Apia", "2011-12-30T10:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"), ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
        ("America/New_York", "2026-11-01T06:00:00Z"), ("Europe/London", "2026-03-29T01:00:00Z"),
        ("Asia/Kathmandu", "1985-12-31T18:30:00Z"), ("America/Havana", "2026-11-01T05:00:00Z"),
    ]

    private static let properties =
        Property.defaults + [
            Property(key: "plan", name: "Plan", type: .select, options: ["free", "pro", "Größe XL", "기업", "and"]),
            Property(key: "ltv", name: "Lifetime value", type: .number),
            Property(key: "subscriber", name: "Subscriber", type: .boolean),
            Property(key: "birthday", name: "Birthday", type: .date),
            Property(key: "renewsAt", name: "Renews at", type: .datetime),
            Property(key: "colors", name: "Colors", type: .list),
            Property(key: "scores", name: "Scores", type: .listOfNumber),
            Property(key: "등급", name: "등급", type: .text),
            Property(key: "not", name: "A word of filters", type: .text),
            Property(key: "tags", name: "A built-in key", type: .list),
            Property(key: "former", name: "Former", type: .text, isArchived: true),
        ]

    private static let tags: [Tag] = tagNames.enumerated().compactMap { index, name in
        (try? TagName(name)).map { Tag(id: TagID(rawValue: Int64(index) + 401), name: $0) }
    }

    static let tagNames = [
        "vip", "any", "product", "product/shoes", "product/shoes/running", "productive", "고객", "고객/단골", "0", "Straße",
        "two words", "\"quoted\"", "İ", "e\u{301}",
    ]

    static let eventNames = ["Order Completed", "order completed", "주문 완료", "a \"b\" \\c", "and", "e\u{301}"]
    static let eventProperties = ["total", "금액", "a b", "or"]

    /// A few texts that compare in their own ways, in every script.
    static let texts = [
        "a", "A", "ab", "ss", "ß", "ẞ", "İ", "i", "I", "ı", "i\u{307}", "Σ", "σ", "ς", "é", "e\u{301}", "\u{301}", "Å",
        "\u{212B}", "\u{212A}", "k", "ﬃ", "ffi", "ﾊ", "ハ", "ﾊﾞ", "バ", "ハ\u{3099}", "は", "민준", "민", "\u{1106}\u{1175}",
        "준", "김", "東京", "привет", "ПРИВЕТ", "مرحبا", "שלום", "हिन्दी", "ไทย", "Ꭰ", "ꭰ", "🎉", "👨‍👩‍👧", "\u{1F600}", "𝒜", "𐐀",
        "𐐨", "0", "00", "-1", "1e3", "nan", "true", "false", "null", "and", "or", "not", "any", "empty", "2026-11-21",
        "%",
        "_", "\\", "\"", "'", "''", " ", "  ", "a b", "\t", "\n", "\r\n", "\u{A0}", "\u{2028}", "(", ")", ",", ":", "=",
        "<", ">", "!", ";", "--", "/", "{}", "[]", "$1", "?", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{FFFD}",
        "\u{10FFFF}",
        "\u{7F}", "\u{1}", "Ω", "\u{2126}", "ǆ", "ǅ", "Ǆ", "ſ", "s", "µ", "μ",
    ]

    static let numbers: [Double] = [
        0, 1, -1, 2, 3, 0.5, -0.5, 10, 99.5, 100, 100.000_000_1, 200, 0.1, 0.1 + 0.2, 1e-7, 1e15, 1e21, 1e300, -1e300,
        9_007_199_254_740_991, 9_007_199_254_740_992, 123_456_789.125, 1.0 / 3.0,
    ]

    mutating func text() -> String {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in random.one(of: Self.texts) }.joined()
    }

    /// An instant near now, near the jump, at the edge of a day, or far away.
    mutating func instant() -> Instant {
        let zone = moment.zone
        let far = [Instant.writable.lowerBound, Instant.writable.upperBound, Instant(milliseconds: 0)]
        let anchors = [
            moment.minute, moment.minute + 59_999, moment.now, jump, zone.start(of: moment.today),
            zone.end(of: moment.today), zone.start(of: day()),
        ]
        let steps: [Int64] = [
            0, 0, -1, 1, 1_000, -60_000, 60_000, -1_800_000, 3_600_000, -7_200_000, -86_400_000, 86_400_000,
        ]
        let instant = random.one(of: random.chance(0.05) ? far : anchors) + random.one(of: steps)
        return min(max(instant, Instant.writable.lowerBound), Instant.writable.upperBound)
    }

    mutating func day() -> Day {
        let far = [Day.first, Day.last, Day(number: 0), Day(number: -1)]
        let anchor = random.one(of: random.chance(0.05) ? far : [moment.today, moment.zone.day(of: jump)])
        return anchor.adding(days: random.one(of: [0, 0, 1, -1, 2, -2, 7, -7, 8, -8, 14, -30, 31, -365]))
    }
}
