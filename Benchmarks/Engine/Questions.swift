/// The filters of the benchmark, as people type them.
enum Questions {
    static let filters: [(name: String, filter: String)] = [
        ("F1", "plan = pro"),
        ("F2", "lifetimeValue between 100 and 200"),
        ("F3", "lastCheckoutCompletedAt >= 2026-10-22T00:00Z"),
        ("F4", "tags: all(vip, newsletter)"),
        ("F5", "name contains son"),
        ("F5k", "name contains \"민준\""),
        (
            "F6",
            """
            subscriber = true and plan in (pro, enterprise) and (tags: vip or lifetimeValue > 500) \
            and lastSeenAt >= 2026-08-23T00:00Z
            """
        ),
        ("F7", "email contains \"ng@\""),
    ]

    /// A hundred segments, as support and marketing people save them.
    static let segments: [String] = (0..<100).map { number in
        let range = "lifetimeValue between \(number * 10) and \(number * 10 + 200)"
        switch number % 5 {
        case 0: return "plan = pro and \(range)"
        case 1: return "tags: vip or \(range)"
        case 2: return "country = KR and lastSeenAt >= 2026-\(10 + number % 3)-0\(1 + number % 9)T00:00Z"
        case 3: return "not (plan in (pro, enterprise)) and \(range)"
        default: return "name contains \(["son", "kim", "lee", "an", "민"][number % 7 % 5]) and subscriber = true"
        }
    }
}
