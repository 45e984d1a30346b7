import API
import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("The timeline by the API")
struct TimelineTests {
    @Test("U8 U25: newest first, by kind and page by page", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.readContacts, .writeContacts])
            let ada = try await api.contact()
            let path = "/contacts/\(ada)"
            _ = try await program.patch(path, ["profile": ["title": "CEO"], "tags": ["vip"]])
            _ = try await program.patch(path, ["profile": ["title": "CTO"], "unsubscribeEmail": true])
            let ben = try await api.contact("ben@example.com")
            _ = try await program.post("/merges", ["primary": ada.json, "others": [ben.json]])
            let all = try await program.get("\(path)/events")
            #expect(all.status == 200 && all["next"] == .null)
            let events = all["events"]?.array ?? []
            let kinds = events.compactMap { $0["kind"]?.string }
            #expect(kinds.first == "merged" && kinds.last == "created")
            let changed = events.filter { $0["kind"] == "changed" }
            let title = changed.first?["data"]?["changes"]?.array?.first { $0["key"] == "profile.title" }
            #expect(title?["old"] == "CEO" && title?["new"] == "CTO")
            #expect(changed.last?["data"]?["tagsAdded"] == ["vip"])
            #expect(changed.first?["actor"]?.string?.hasPrefix("key:") == true)
            #expect(events.first?["data"]?["contact"] == ben.json)

            var paged: [JSON] = []
            var cursor = ""
            repeat {
                let page = try await program.get("\(path)/events?limit=2\(cursor)")
                #expect((page["events"]?.array?.count ?? 0) <= 2)
                paged += page["events"]?.array ?? []
                cursor = page["next"]?.string.map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(paged == events)
            let only = try await program.get("\(path)/events?kind=changed")["events"]?.array
            #expect(only == changed)
            #expect(try await program.get("\(path)/events?kind=tracked")["events"] == [])
            #expect(try await program.get("/contacts/\(ben)/events").json == all.json)
            let stranger = try await api.program(by: api.other)
            #expect(try await stranger.get("\(path)/events").status == 404)
        }
    }

    @Test(
        "K6: parameters that cannot be",
        arguments: [
            ("kind=nonsense", "kind"), ("limit=0", "limit"), ("limit=501", "limit"), ("limit=x", "limit"),
            ("cursor=x", "cursor"), ("before=1", "before"), ("limit=1&limit=2", "limit"),
        ]
    )
    func mistakes(query: String, parameter: String) async throws {
        try await ServedAPI.run { api in
            let answer = try await api.program().get("/contacts/\(try await api.contact())/events?\(query)")
            #expect(answer.status == 422 && answer.parameters == [parameter])
        }
    }
}
