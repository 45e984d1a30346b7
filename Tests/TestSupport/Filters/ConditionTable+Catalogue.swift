package import Domain

extension ConditionTable {
    /// The organization of the table: one property of each type, tags with levels, segments within segments.
    package static let catalogue = Catalogue(
        properties: Property.defaults + [
            Property(key: "nickname", name: "Nickname", type: .text),
            Property(key: "plan", name: "Plan", type: .select, options: ["free", "pro", "enterprise", "Größe XL"]),
            Property(key: "ltv", name: "Lifetime value", type: .number, defaultValue: .number(100)),
            Property(key: "subscriber", name: "Subscriber", type: .boolean),
            Property(key: "birthday", name: "Birthday", type: .date),
            Property(key: "renewsAt", name: "Renews at", type: .datetime),
            Property(key: "colors", name: "Colors", type: .list),
            Property(key: "scores", name: "Scores", type: .listOfNumber),
            Property(key: "등급", name: "등급", type: .text),
            Property(key: "createdAt", name: "Made", type: .text),
            Property(key: "segment", name: "Segment", type: .text),
            Property(key: "former", name: "Former", type: .text, isArchived: true),
        ],
        tags: tags,
        segments: segments
    )

    static let tagNames = [
        "vip", "newsletter", "product", "product/shoes", "product/shoes/running", "product/hats", "고객", "고객/단골", "0",
        "Straße", "unused", "productive",
    ]

    private static let tags: [Tag] = tagNames.enumerated().map { index, name in
        guard let name = try? TagName(name) else { preconditionFailure("no tag name: \(name)") }
        return Tag(id: TagID(rawValue: Int64(index) + 101), name: name)
    }

    static func tagID(_ name: String) -> TagID {
        guard let index = tagNames.firstIndex(of: name) else { preconditionFailure("no tag: \(name)") }
        return tags[index].id
    }

    private static let segments: [Segment] = [
        ("Big spenders", "ltv >= 100"),
        ("Big Pros", #"segment: "big spenders" and plan = pro"#),
        ("새 고객", "tags: 고객"),
        ("Not big", #"not segment: "Big spenders""#),
        ("Nobody", "not ()"),
    ].enumerated().map { index, segment in
        guard let filter = try? FilterExpression(parsing: segment.1) else { preconditionFailure(segment.1) }
        return Segment(id: SegmentID(rawValue: Int64(index) + 201), name: segment.0, filter: filter)
    }
}
