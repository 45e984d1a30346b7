import Domain
import Foundation
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Segments by the API")
struct SegmentsTests {
    private static let filter: JSON = ["key": "profile.name", "operator": "$contain", "values": ["a"]]

    @Test(
        "U26 C7: a segment is rehearsed, saved, listed with counts, edited and removed",
        arguments: TestEngine.allCases
    )
    func life(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { served in
            let program = try await served.program()
            _ = try await served.contact()
            let rehearsed = try await program.post("/segments", ["filter": Self.filter, "dryRun": true])
            #expect(rehearsed.status == 200)
            #expect(rehearsed.json == ["count": 1, "sentence": "Contacts whose Name contains “a”."])
            #expect(try await program.get("/segments").json == ["segments": []])

            let made = try await program.post("/segments", ["name": "With a", "filter": "name contains a"])
            #expect(made.status == 201 && made.header("Location") == "/api/v1/segments/\(made.id)")
            #expect(made.header("ETag") == "\"1\"" && made.header("Kith-Seq") != nil)
            #expect(made["filter"] == Self.text("name", "$contain", "a") && made["text"] == "name contains a")
            #expect(made["problem"] == .null && made["visibility"] == "shared" && made["count"] == nil)
            let shown = try await program.get("/segments/\(made.id)")
            #expect(shown.json == made.json && shown.header("ETag") == "\"1\"")
            let list = try await program.get("/segments?counts=true")
            #expect(list["segments"]?.array?.map { $0["count"] } == [1])
            let counted = try await program.get("/segments/\(made.id)?count=true")
            #expect(counted["count"] == 1 && counted.header("ETag") != "\"1\"")

            let edited = try await program.patch(
                "/segments/\(made.id)",
                ["description": "All of them", "filter": ["and": []]],
                ["If-Match": "\"1\""]
            )
            #expect(edited.status == 200 && edited["version"] == 2 && edited["sentence"] == "All contacts.")
            let lost = try await program.patch("/segments/\(made.id)", ["name": "x"], ["If-Match": "\"1\""])
            #expect(lost.status == 412)
            let cleared = try await program.patch("/segments/\(made.id)", ["description": .null])
            #expect(cleared["description"] == "" && cleared["name"] == "With a")
            #expect(try await program.delete("/segments/\(made.id)", ["If-Match": "\"1\""]).status == 412)
            #expect(try await program.delete("/segments/\(made.id)").status == 204)
            #expect(try await program.get("/segments/\(made.id)").status == 404)
        }
    }

    private static func text(_ key: String, _ comparison: String, _ value: JSON) -> JSON {
        ["key": .string(key), "operator": .string(comparison), "values": [value]]
    }

    @Test("U26: who is in a segment comes a page at a time, and may be narrowed", arguments: TestEngine.allCases)
    func contacts(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { served in
            for index in 1...5 { _ = try await served.contact("p\(index)@example.com") }
            let program = try await served.program()
            let segment = try await program.post("/segments", ["name": "Some", "filter": "email != p5@example.com"])
            let path = "/segments/\(segment.id)/contacts"
            let first = try await program.get("\(path)?limit=3&sort=email")
            #expect(first["count"] == 4 && first["contacts"]?.array?.count == 3)
            let next = try #require(first["next"]?.string)
            let cursor = next.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let second = try await program.get("\(path)?limit=3&sort=email&cursor=\(cursor)&count=false")
            #expect(second["contacts"]?.array?.map { $0["profile"]?["email"] } == ["p4@example.com"])
            #expect(second["count"] == nil && second["next"] == .null)
            let narrowed = try await program.get("\(path)?filter=email+contains+p2+or+email+contains+p5&search=p")
            #expect(narrowed["count"] == 1)
            // Keys without the scope to page see the first page alone.
            let reader = try await served.program([.readContacts])
            let page = try await reader.get("\(path)?limit=3&sort=email")
            #expect(page.status == 200 && page["next"] == .null)
            #expect(try await reader.get("\(path)?limit=3&sort=email&cursor=\(cursor)").status == 403)
        }
    }

    @Test("U26: what is wrong is said with its place")
    func mistakes() async throws {
        try await ServedAPI.run { served in
            let program = try await served.program()
            let cases: [(JSON, [String])] = [
                (["name": "x"], ["/filter"]), (["filter": "()"], ["/name"]),
                (["name": "x", "filter": "()", "colour": "red"], ["/colour"]),
                (["name": "\n", "filter": "()"], ["/name"]),
                (["name": "x", "filter": "()", "visibility": "secret"], ["/visibility"]),
                (["name": "x", "filter": "()", "visibility": "personal"], ["/visibility"]),
                (["name": "x", "filter": "gone = 1"], ["/filter"]),
                (["name": "x", "filter": ["and": [["key": "gone", "operator": "$exist"]]]], ["/filter/and/0/key"]),
                (["name": "x", "filter": ["or": 5]], ["/filter/or"]),
                (["name": "x", "filter": "segment: gone"], ["/filter"]),
            ]
            for (body, pointers) in cases {
                let answer = try await program.post("/segments", body)
                #expect(answer.status == 422 && answer.pointers == pointers, "\(body): \(answer.text)")
            }
            let text = try await program.post("/segments", ["name": "x", "filter": "name = a and gone = 1"])
            #expect(text["errors"]?.array?.first?["characters"] == ["from": 13, "to": 17])
            let base = try await program.post("/segments", ["name": "Base", "filter": "()"])
            #expect(try await program.post("/segments", ["name": "BASE", "filter": "()"]).status == 409)
            let cycle = try await program.patch("/segments/\(base.id)", ["filter": "segment: base"])
            #expect(cycle.status == 422 && cycle.detail.contains("refers to itself"))
            _ = try await program.post("/segments", ["name": "Other", "filter": "segment: base"])
            let used = try await program.delete("/segments/\(base.id)")
            #expect(used.status == 409 && used.detail.contains("“Other”"))
        }
    }

    @Test("U13: a manager's own filters are theirs alone, and permissions hold")
    func permissions() async throws {
        try await ServedAPI.run { served in
            let ada = try await served.manager("basic")
            let owner = try await served.manager()
            let mine = try await ada.post("/segments", ["name": "Mine", "filter": "()", "visibility": "personal"])
            #expect(mine.status == 201 && mine["visibility"] == "personal")
            let shared = try await ada.post("/segments", ["name": "Ours", "filter": "()"])
            let reader = try await served.program([.readContacts])
            let saver = try await served.program([.segments])
            let inbox = try await served.program([.conversations])
            let stranger = try await served.program(by: served.other)
            for client in [owner, reader, saver] {
                #expect(try await client.get("/segments")["segments"]?.array?.count == 1)
                #expect(try await client.get("/segments/\(mine.id)").status == 404)
            }
            for client in [owner, saver] {
                #expect(try await client.patch("/segments/\(mine.id)", ["name": "x"]).status == 404)
                #expect(try await client.delete("/segments/\(mine.id)").status == 404)
            }
            for path in ["/segments", "/segments/\(shared.id)", "/segments/\(shared.id)/contacts"] {
                #expect(try await inbox.get(path).status == 403, "\(path)")
                #expect(try await served.nobody.get(path).status == 401, "\(path)")
            }
            #expect(try await reader.post("/segments", ["name": "x", "filter": "()"]).status == 403)
            #expect(try await reader.patch("/segments/\(shared.id)", ["name": "x"]).status == 403)
            #expect(try await reader.delete("/segments/\(shared.id)").status == 403)
            #expect(try await saver.get("/segments?counts=true").status == 403)
            #expect(try await saver.get("/segments/\(shared.id)?count=true").status == 403)
            #expect(try await saver.get("/segments/\(shared.id)/contacts").status == 403)
            #expect(try await saver.post("/segments", ["filter": "()", "dryRun": true]).status == 403)

            #expect(try await stranger.get("/segments").json == ["segments": []])
            let unknown = try await stranger.get("/segments/0000000000000")
            for path in ["/segments/\(shared.id)", "/segments/\(shared.id)/contacts"] {
                let answer = try await stranger.get(path)
                #expect(answer.status == 404 && answer.detail == unknown.detail)
            }
            #expect(try await stranger.patch("/segments/\(shared.id)", ["name": "x"]).status == 404)
            #expect(try await stranger.delete("/segments/\(shared.id)").status == 404)
        }
    }

    @Test("K2: a segment that makes no sense any more is shown with its problem, and has nobody in it")
    func problems() async throws {
        try await ServedAPI.run { served in
            let program = try await served.program()
            _ = try await program.post("/properties", ["key": "plan", "name": "Plan", "type": "text"])
            let made = try await program.post("/segments", ["name": "Pros", "filter": "plan = pro"])
            #expect(try await program.send(.put, "/properties/plan/archival").status == 200)
            let shown = try await program.get("/segments/\(made.id)?count=true")
            #expect(shown.status == 200 && shown["count"] == 0 && shown["sentence"] == .null)
            #expect(shown["problem"]?.string?.contains("is archived") == true)
            let opened = try await program.get("/segments/\(made.id)/contacts")
            #expect(opened.status == 422 && opened.detail.contains("is archived"))
        }
    }
}
