import Domain
import Kith
import TestSupport
import Testing

/// The rows about filters as a person meets them; `ThreeEvaluatorsTests` has the whole language.
@Suite struct FilterRowTests {
    private static func people(_ stage: Stage) async throws {
        try await stage.define(Property(key: "plan", name: "Plan", type: .select, options: ["free", "pro"]))
        try await stage.create(["name": "Ann", "plan": "pro", "company": "Acme"], memberID: "m-1", tags: ["vip"])
        try await stage.create(["name": "Ben", "plan": "pro"], tags: ["vip/gold"])
        try await stage.create(["name": "Cho", "plan": "free", "company": "Acme"], memberID: "m-3")
        try await stage.create(["name": "Dan"])
    }

    @Test(
        "C2 C3 U13: conditions are grouped by AND and OR to any depth, and each change shows its count",
        arguments: TestEngine.allCases
    )
    func groups(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await Self.people(stage)
            for (filter, count) in [
                ("", 4), ("plan = pro", 2), ("plan = pro and member = true", 1), ("plan = pro or company = acme", 3),
                ("plan = pro or company = acme and member = true", 3),
                ("(plan = pro or company = acme) and member = true", 2),
                ("(plan = pro or company = acme) and (tags: vip or member = true)", 3),
                ("(plan = pro or company = acme) and not (tags: vip or member = true)", 0),
                ("not (plan = pro)", 2), ("plan is empty", 1),
            ] {
                let question = ContactQuestion(filter: filter)
                #expect(try await stage.kith.contacts.count(question, by: stage.caller) == count, "\(filter)")
            }
        }
    }

    @Test("C2: what is offered first can all be asked", arguments: TestEngine.allCases)
    func offeredFirst(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await Self.people(stage)
            let ann = try await stage.contact(memberID: "m-1")
            let touch = Touch(.web, at: stage.kith.now())
            _ = try await stage.kith.contacts.touch(ann.id, touch, by: stage.caller)
            try await stage.edit(ann.id, ["lastCheckoutCompletedAt": "2026-11-20"])
            for (filter, count) in [
                ("member = true", 2), ("lastSeenAt within last 7d", 1), ("lastCheckoutCompletedAt within last 30d", 1),
                ("sessionsCount >= 1", 1), ("tags: vip", 2), ("lastActivityAt within last 7d", 1),
                ("conversationsCount > 0", 0), ("lastConversationState = open", 0), ("paymentsCount = 0", 4),
                ("event(\"Order Completed\") >= 1", 0),
            ] {
                let question = ContactQuestion(filter: filter)
                #expect(try await stage.kith.contacts.count(question, by: stage.caller) == count, "\(filter)")
            }
        }
    }

    @Test("C5: filter and quick search hold together", arguments: TestEngine.allCases)
    func filterAndSearch(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await Self.people(stage)
            for (filter, search, names) in [
                ("plan = pro", "an", ["Ann"]), ("plan = pro", "", ["Ann", "Ben"]), ("", "an", ["Ann", "Dan"]),
                ("plan = free", "an", []), ("company = acme", "ACM ch", ["Cho"]), ("tags: vip", "gold", ["Ben"]),
            ] {
                let question = ContactQuestion(filter: filter, search: search, sort: "name")
                let answer = try await stage.kith.contacts.search(question, by: stage.caller)
                #expect(answer.contacts.map(\.shownName.description) == names, "\(filter) \(search)")
                #expect(answer.count == names.count, "\(filter) \(search)")
            }
        }
    }

    @Test(
        "U6 U24: a tag is used in filters and search, with those below it or alone",
        arguments: TestEngine.allCases
    )
    func tags(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await Self.people(stage)
            for (filter, search, names) in [
                ("tags: vip", "", ["Ann", "Ben"]), ("tags: any(vip)", "", ["Ann"]), ("tags: VIP/GOLD", "", ["Ben"]),
                ("tags: none(vip)", "", ["Ben", "Cho", "Dan"]), ("not tags: vip", "", ["Cho", "Dan"]),
                ("tags: only(vip)", "", ["Ann"]), ("", "gold", ["Ben"]),
            ] {
                let question = ContactQuestion(filter: filter, search: search, sort: "name")
                let answer = try await stage.kith.contacts.search(question, by: stage.caller)
                #expect(answer.contacts.map(\.shownName.description) == names, "\(filter) \(search)")
            }
        }
    }

    @Test("U22: an own property is used in filters and in segments", arguments: TestEngine.allCases)
    func ownProperty(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await Self.people(stage)
            let segment = try await stage.kith.segments.create(
                name: "Payers",
                filter: FilterExpression(parsing: "profile.plan = pro"),
                by: stage.caller
            )
            let question = ContactQuestion(filter: "segment: \(segment.name) and not tags: vip/gold")
            let answer = try await stage.kith.contacts.search(question, by: stage.caller)
            #expect(answer.contacts.map(\.shownName.description) == ["Ann"])
        }
    }
}
