import Domain

extension ConditionTable {
    /// The people of the table. Who is not said to have a value has none.
    package static let people: [Person] = describedPeople + timePeople

    private static let describedPeople: [Person] = [
        person(
            "Ada",
            member: "Ada-1",
            tags: ["vip", "product/shoes"],
            imports: ["Spring 2026"],
            facts: [
                .blocked: .boolean(true), .veilId: .text("AbC"), .emailQualified: .boolean(true),
                .lastSeenAt: time("2026-11-21T09:30:00Z"), .createdAt: time("2026-01-01T00:00:00Z"),
                .sessionsCount: .number(5), .country: .text("GB"), .city: .text("London"),
                .timeZone: .text("Europe/London"), .webBrowserName: .text("Chrome"),
                .lastConversationState: .text("open"), .conversationsCount: .number(3),
                .paymentsCount: .number(2), .paymentsTotal: .number(12_500),
            ],
            profile: [
                "name": .text("Ada Lovelace"), "email": .text("Ada@Example.com"),
                "company": .text("Analytical Engines"),
                "nickname": .text("Countess"), "plan": .text("pro"), "ltv": .number(100), "subscriber": .boolean(true),
                "birthday": date("1990-12-10"), "renewsAt": time("2026-11-21T09:30:00Z"),
                "colors": .list(["Red", "Blue"]), "scores": .numbers([1, 2, 3]), "createdAt": .text("in spring"),
                "segment": .text("b2b"),
            ],
            events: [
                event("Order Completed", "2026-11-20T12:00:00Z", ["total": .number(30)]),
                event("Order Completed", "2026-11-10T12:00:00Z", ["total": .number(50)]),
                event("Order Completed", "2026-10-01T00:00:00Z", ["total": .number(20.5)]),
                event("Page Viewed", "2026-11-21T10:00:59.999Z"),
            ]
        ),
        person(
            "Ben",
            member: "ada-1",
            tags: ["newsletter"],
            imports: ["spring 2026", "Fall"],
            facts: [
                .blocked: .boolean(false), .unsubscribeEmail: .boolean(true), .lastSeenAt: time("2026-11-14T00:00:00Z"),
                .sessionsCount: .number(1), .country: .text("US"), .webBrowserName: .text("chrome"),
                .lastConversationState: .text("closed"), .paymentsTotal: .number(0),
            ],
            profile: [
                "name": .text("ben"), "email": .text("ben@example.com"), "company": .text("Ben & Co"),
                "plan": .text("free"), "ltv": .number(99.5), "subscriber": .boolean(false),
                "birthday": date("2000-02-29"), "renewsAt": time("2026-11-14T00:00:00Z"), "colors": .list(["red"]),
                "scores": .numbers([3]),
            ],
            events: [event("Order Completed", "2026-10-22T00:00:00Z", ["total": .number(100)])]
        ),
        person(
            "민준",
            tags: ["고객/단골", "vip"],
            facts: [
                .lastSeenAt: time("2026-11-13T23:59:59.999Z"), .sessionsCount: .number(12), .country: .text("KR"),
                .city: .text("서울"), .lastConversationState: .text("snoozed"),
            ],
            profile: [
                "name": .text("김민준"), "company": .text("주식회사 카카오"), "nickname": .text("민준"),
                "plan": .text("enterprise"), "ltv": .number(200), "birthday": date("2026-11-21"),
                "renewsAt": time("2026-11-13T23:59:59.999Z"), "colors": .list(["파랑", "Red"]),
                "scores": .numbers([-1.5, 2.5]), "등급": .text("골드"),
            ],
            events: [event("주문 완료", "2026-11-21T01:00:00Z", ["금액": .number(5_000)])]
        ),
        person(
            "José",
            member: "caf\u{E9}",
            tags: ["product/shoes/running"],
            facts: [.country: .text("BR"), .city: .text("São Paulo")],
            profile: [
                "name": .text("Jos\u{E9}"), "company": .text("Große Straße"), "nickname": .text("caf\u{E9}"),
                "plan": .text("Größe XL"), "ltv": .number(200.01), "subscriber": .boolean(true),
                "birthday": date("2026-11-14"), "colors": .list(["Grün"]),
            ],
            events: [event("Order Completed", "2026-11-19T00:00:00Z", ["total": .text("many")])]
        ),
        person(
            "Zoé",
            member: "cafe\u{301}",
            tags: ["product"],
            profile: [
                "name": .text("Zoe\u{301}"), "company": .text("GROSSE STRASSE"), "nickname": .text("cafe\u{301}"),
                "birthday": date("2026-11-13"), "colors": .list(["gru\u{308}n"]),
            ]
        ),
        person(
            "İpek",
            tags: ["Straße"],
            facts: [.country: .text("TR"), .city: .text("İstanbul")],
            profile: [
                "name": .text("İpek"), "company": .text("istanbul"), "nickname": .text("ılık"), "plan": .text("pro"),
                "birthday": date("2026-11-22"),
            ]
        ),
        person(
            "Σίσυφος",
            profile: [
                "name": .text("ΣΊΣΥΦΟΣ"), "company": .text("σίσυφος ltd"), "nickname": .text("ς"),
                "birthday": date("0001-01-01"),
            ]
        ),
        person(
            "Hanako",
            facts: [.country: .text("JP")],
            profile: ["name": .text("ﾊﾅｺ"), "company": .text("ｶﾌﾞｼｷ"), "birthday": date("2026-12-21")]
        ),
        person(
            "花子",
            facts: [.country: .text("JP"), .city: .text("東京")],
            profile: ["name": .text("ハナコ"), "company": .text("ＡＣＭＥ"), "birthday": date("2026-10-21")]
        ),
        person(
            "Zero",
            tags: ["0"],
            facts: [.sessionsCount: .number(0), .lastSeenAt: time("1970-01-01T00:00:00Z")],
            profile: [
                "name": .text("0"), "nickname": .text("false"), "ltv": .number(0), "subscriber": .boolean(false),
                "birthday": date("1970-01-01"), "renewsAt": time("1970-01-01T00:00:00Z"), "colors": .list(["0"]),
                "scores": .numbers([0]),
            ],
            events: [event("Order Completed", "2026-11-21T10:00:00Z", ["total": .number(0)])]
        ),
        person("Empty", profile: emptyValues),
        person("Nobody", kind: .anonymous),
        person(
            "Big",
            profile: [
                "name": .text(#"100%_\"#), "company": .text("O'Brien, Ltd (UK)"), "nickname": .text(#"a"b"#),
                "ltv": .number(1e300), "birthday": date("9999-12-31"), "renewsAt": time("9999-12-31T23:59:59.999Z"),
                "colors": .list(["a, b"]), "scores": .numbers([1e300]),
            ]
        ),
        person(
            "Neg",
            facts: [.paymentsTotal: .number(-100)],
            profile: [
                "name": .text("🎉 Party"), "company": .text("o\u{FB03}ce"), "nickname": .text("two\nlines"),
                "ltv": .number(-5), "birthday": date("1969-12-31"), "renewsAt": time("1969-12-31T23:59:59.999Z"),
                "scores": .numbers([-0.5]),
            ],
            events: [
                event("Order Completed", "2026-10-21T23:59:59.999Z", ["total": .number(-5)]),
                event("order completed", "2026-11-20T00:00:00Z", ["total": .number(7)]),
            ]
        ),
    ]

    /// What was written as empty text or an empty list, read back: no values at all.
    private static let emptyValues: [String: Value] = {
        let stored: [(String, JSON, PropertyType)] = [
            ("name", .string(""), .text), ("nickname", .string(""), .text), ("company", .string(""), .text),
            ("plan", .string(""), .select), ("colors", .array([]), .list), ("scores", .array([]), .listOfNumber),
        ]
        return stored.reduce(into: [:]) { values, value in
            values[value.0] = Value(stored: value.1, as: value.2)
        }
    }()

    /// People of whom little is known but an instant at an edge of some clock.
    private static let timePeople: [Person] = [
        ("Dawn", "2026-11-20T15:00:00Z", "Ångström"), ("Dusk", "2026-11-20T14:59:59.999Z", "Kelvin"),
        ("GapEve", "2018-11-04T02:59:59.999Z", nil), ("Gap", "2018-11-04T03:00:00Z", nil),
        ("GapEnd", "2018-11-05T01:59:59.999Z", nil), ("Thursday", "2011-12-30T09:59:59.999Z", nil),
        ("Saturday", "2011-12-30T10:00:00Z", nil), ("Cairo", "2023-04-27T22:00:00Z", nil),
        ("York", "2026-11-02T04:59:59.999Z", nil), ("Howe", "2026-04-05T13:29:59.999Z", nil),
        ("Minute", "2026-11-21T10:00:59.999Z", nil), ("Next", "2026-11-21T10:01:00Z", nil),
        ("Soon", "2026-11-22T23:59:59.999Z", nil),
    ].map { (name: String, instant: String, nickname: String?) in
        var profile = ["renewsAt": time(instant)]
        profile["nickname"] = nickname.map(Value.text)
        return person(name, profile: profile)
    }

    /// The order of the table, which gives the ids: Ada is 0000000000001.
    private static let names = [
        "Ada", "Ben", "민준", "José", "Zoé", "İpek", "Σίσυφος", "Hanako", "花子", "Zero", "Empty", "Nobody", "Big", "Neg",
        "Dawn", "Dusk", "GapEve", "Gap", "GapEnd", "Thursday", "Saturday", "Cairo", "York", "Howe", "Minute", "Next",
        "Soon",
    ]

    private static func person(
        _ name: String,
        kind: ContactKind = .lead,
        member: String? = nil,
        tags: [String] = [],
        imports: [String] = [],
        facts: [BuiltInKey: Value] = [:],
        profile: [String: Value] = [:],
        events: [TrackedEvent] = []
    ) -> Person {
        guard let index = names.firstIndex(of: name) else { preconditionFailure("no such person: \(name)") }
        let contact = Contact(
            id: ContactID(rawValue: Int64(index) + 1),
            kind: member == nil ? kind : .member,
            memberID: member.map(MemberID.init(stored:)),
            tags: Set(tags.map(tagID)),
            importTags: imports,
            facts: facts,
            profile: profile,
            enteredAt: instant("2026-01-01T00:00:00Z")
        )
        return Person(name: name, contact: contact, events: events)
    }

    private static func time(_ text: String) -> Value { .datetime(instant(text)) }

    private static func date(_ text: String) -> Value { .date(day(text)) }

    private static func event(_ name: String, _ at: String, _ properties: [String: Value] = [:]) -> TrackedEvent {
        TrackedEvent(name: name, at: instant(at), properties: properties)
    }
}
