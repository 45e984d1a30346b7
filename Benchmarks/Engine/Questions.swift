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
}
