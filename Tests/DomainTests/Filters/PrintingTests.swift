import Domain
import TestSupport
import Testing

@Suite("Printing a filter")
struct PrintingTests {
    @Test(
        "a filter prints in its usual spelling",
        arguments: [
            ("profile.plan=PRO", "plan = pro"),
            ("((plan = pro)) and (tags:vip)", "plan = pro and tags: vip"),
            ("plan = pro or (plan = free and ltv < 100)", "plan = pro or plan = free and ltv < 100"),
            ("(plan = pro or plan = free) and ltv < 1e2", "(plan = pro or plan = free) and ltv < 100"),
            ("not (plan = pro or plan = free)", "not (plan = pro or plan = free)"),
            ("not (not plan = pro)", "not not plan = pro"),
            ("name = \"a b\"", "name = \"a b\""), ("name = \"ab\"", "name = ab"),
            ("name = \"and\"", "name = \"and\""), ("name = \"5\"", "name = \"5\""), ("name = 5", "name = \"5\""),
            ("name = \"TRUE\"", "name = \"TRUE\""), (#"name = "a\"\\b""#, #"name = "a\"\\b""#),
            ("name in(a,\"b,c\")", "name in (a, \"b,c\")"), ("ltv between 1.0 and +2", "ltv between 1 and 2"),
            ("birthday = 2026/11/21", "birthday = 2026-11-21"),
            ("renewsAt > \"2026-11-21 18:30+09:00\"", "renewsAt > 2026-11-21T09:30:00Z"),
            ("lastSeen within last 7D", "lastSeenAt within last 7d"),
            ("colors: red", "colors: any(red)"), ("colors = red", "colors = red"),
            ("colors != (a,b)", "colors != (a, b)"),
            ("tags: any(vip)", "tags: any(vip)"), ("tags: \"any\"", "tags: any"),
            ("segment: \"Big spenders\"", "segment: \"0000000000069\""),
            ("event(X).count >= 1", "event(\"X\") >= 1"),
            ("event(X).sum(total) > 1 within last 30d", "event(\"X\").sum(total) > 1 within last 30d"),
            ("profile.createdAt = x", "profile.createdAt = x"), ("profile.segment = x", "profile.segment = x"),
            ("등급 = 골드", "등급 = 골드"), ("()", ""), ("plan = pro and ()", "plan = pro and ()"), ("not ()", "not ()"),
        ]
    )
    func prints(text: String, printed: String) throws {
        let filter = try resolved(text)
        #expect(filter.description == printed)
        #expect(try resolved(printed) == filter)
    }

    @Test("a key that is a word of filters keeps its prefix")
    func keepsPrefix() throws {
        for word in ["and", "OR", "not", "segment", "Event"] {
            let key = PropertyKey.profile(word)
            #expect(key.shortDescription == "profile.\(word)")
            #expect(PropertyKey(key.shortDescription) == key)
        }
    }
}
