import API
import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Bulk changes by the API")
struct BulkChangesTests {
    private static func crowd(_ api: ServedAPI, _ count: Int) async throws -> [JSON] {
        var ids: [JSON] = []
        for number in 0..<count { ids.append(try await api.contact("p\(number)@example.com").json) }
        return ids
    }

    @Test("C8 K5: rehearsed, started, watched, done", arguments: TestEngine.allCases)
    func life(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let people = try await Self.crowd(api, 5)
            let program = try await api.program([.readContacts, .writeContacts])
            _ = try await program.post("/contacts/\(people[0].string ?? "")/tags", ["names": ["new"]])
            let many = JSON.array((0..<20).map { .string("t\($0)") })
            _ = try await program.patch("/contacts/\(people[1].string ?? "")", ["tags": many])
            let change: JSON = ["addTags": ["new"]]
            let seq = try await program.get("/changes?after=0&limit=1000")["next"]
            let rehearsed = try await program.post(
                "/bulk-changes",
                ["q": "email contains p", "change": change, "dryRun": true]
            )
            #expect(rehearsed.status == 200 && rehearsed["total"] == 5)
            #expect(rehearsed["result"]?["changed"] == 3 && rehearsed["result"]?["unchanged"] == 1)
            #expect(rehearsed["result"]?["refused"]?.array?.first?["count"] == 1)
            #expect(rehearsed.header("Kith-Seq") == nil)
            #expect(try await program.get("/changes?after=0&limit=1000")["next"] == seq)

            let started = try await program.post("/bulk-changes", ["q": "email contains p", "change": change])
            #expect(started.status == 202 && started["state"] == "waiting" && started["total"] == 5)
            #expect(started["about"] == ["tagsAdded": ["new"]] && started["kind"] == "contacts.edit")
            let path = "/jobs/\(started.id)"
            #expect(started.header("Location") == "/api/v1\(path)")
            #expect(try await program.get(path).json == started.json)
            // Frozen as it was.
            _ = try await api.contact("p9@example.com")
            _ = try await api.kith.contacts.delete(
                #require(people[4].string.flatMap { ContactID($0) }),
                by: api.console
            )
            #expect(try await JobRunner(kith: api.kith).runOne())
            let done = try await program.get(path)
            #expect(done["state"] == "done" && done["done"] == 5 && done["finishedAt"] != nil)
            #expect(done["result"]?["changed"] == 2 && done["result"]?["gone"] == 1)
            #expect(try await program.post("/contacts/search", ["q": "tags: new"])["count"] == 3)
            #expect(try await program.send(.put, "\(path)/cancellation").status == 409)
            let stranger = try await api.program(by: api.other)
            #expect(try await stranger.get(path).status == 404)
            #expect(try await stranger.get("/jobs")["jobs"] == [])
        }
    }

    @Test("C8: properties, consents, tags and blocks, of those that are named", arguments: TestEngine.allCases)
    func named(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let people = try await Self.crowd(api, 3)
            let foreign = try await api.contact(by: api.other)
            let manager = try await api.manager("basic")
            let started = try await manager.post(
                "/bulk-changes",
                [
                    "contacts": [people[0], people[1], people[0], foreign.json, "0000000000000"],
                    "change": [
                        "profile": ["company": "Bolt", "name": .null], "unsubscribeTexting": true, "blocked": true,
                        "tags": ["a", "b"], "removeTags": .null,
                    ],
                ]
            )
            #expect(started.status == 202 && started["total"] == 2)
            _ = try await JobRunner(kith: api.kith).runOne()
            let changed = try await manager.get("/contacts/\(people[1].string ?? "")")
            #expect(changed["profile"] == ["email": "p1@example.com", "company": "Bolt"])
            #expect(
                changed["unsubscribeTexting"] == true && changed["blocked"] == true && changed["tags"] == ["a", "b"]
            )
            #expect(try await manager.get("/contacts/\(people[2].string ?? "")")["version"] == 1)
            #expect(try await api.program(by: api.other).get("/contacts/\(foreign)")["version"] == 1)
        }
    }

    @Test("U17 C15: deleting many needs the permission to delete", arguments: TestEngine.allCases)
    func deletes(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            _ = try await Self.crowd(api, 3)
            let body: JSON = ["filter": "", "delete": true]
            let writer = try await api.program([.writeContacts])
            #expect(try await writer.post("/bulk-changes", body).status == 403)
            #expect(
                try await writer.post("/bulk-changes", ["filter": "", "delete": true, "dryRun": true]).status == 403
            )
            let deleter = try await api.program([.readContacts, .deleteContacts])
            #expect(try await deleter.post("/bulk-changes", ["filter": "", "change": ["blocked": true]]).status == 403)
            let rehearsed = try await deleter.post("/bulk-changes", ["filter": "", "delete": true, "dryRun": true])
            #expect(rehearsed["result"]?["changed"] == 3)
            let job = try await deleter.post("/bulk-changes", body)
            #expect(job.status == 202 && job["kind"] == "contacts.delete")
            // Who may not delete cannot end it either.
            #expect(try await writer.send(.put, "/jobs/\(job.id)/cancellation").status == 403)
            _ = try await JobRunner(kith: api.kith).runOne()
            #expect(try await deleter.post("/contacts/search", [:])["count"] == 0)
        }
    }

    @Test("C8: a job that waits is cancelled, and does nothing", arguments: TestEngine.allCases)
    func cancelled(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            _ = try await Self.crowd(api, 3)
            let program = try await api.program()
            let first = try await program.post("/bulk-changes", ["filter": "", "change": ["blocked": true]])
            let second = try await program.post("/bulk-changes", ["filter": "", "change": ["blocked": true]])
            for _ in 0..<2 {
                let cancelled = try await program.send(.put, "/jobs/\(first.id)/cancellation")
                #expect(cancelled.status == 200 && cancelled["isCancelRequested"] == true)
            }
            _ = try await JobRunner(kith: api.kith).runOne()
            let job = try await program.get("/jobs/\(first.id)")
            #expect(job["state"] == "cancelled" && job["done"] == 0)
            #expect(try await program.send(.put, "/jobs/\(first.id)/cancellation").status == 409)
            #expect(try await program.post("/contacts/search", ["filter": "blocked = true"])["count"] == 0)
            let page = try await program.get("/jobs?limit=1")
            #expect(page["jobs"]?.array?.map { $0["id"] } == [second["id"]])
            let next = try await program.get("/jobs?limit=1&cursor=\(page["next"]?.string ?? "")")
            #expect(next["jobs"]?.array?.map { $0["id"] } == [first["id"]] && next["next"] == .null)
            for query in ["limit=0", "limit=101", "cursor=x", "state=done"] {
                #expect(try await program.get("/jobs?\(query)").status == 422)
            }
        }
    }

    private static let wrong: [(String, [String])] = [
        (#"{}"#, ["/change", "/contacts"]),
        (#"{"change": {"blocked": true}}"#, ["/contacts"]),
        (#"{"filter": null, "q": null, "search": null, "change": {"blocked": true}}"#, ["/contacts"]),
        (#"{"search": "  ", "change": {"blocked": true}}"#, ["/contacts"]),
        (#"{"contacts": null, "change": {"blocked": true}}"#, ["/contacts"]),
        (#"{"contacts": ["x", 7], "change": {"blocked": true}}"#, ["/contacts/0", "/contacts/1"]),
        (#"{"contacts": [], "filter": "", "change": {"blocked": true}}"#, ["/filter"]),
        (#"{"contacts": [], "search": "x", "change": {"blocked": true}}"#, ["/search"]),
        (#"{"filter": ""}"#, ["/change"]),
        (#"{"filter": "", "change": {}}"#, ["/change"]),
        (#"{"filter": "", "change": {"addTags": [], "profile": {}}}"#, ["/change"]),
        (#"{"filter": "", "change": null, "delete": false}"#, ["/change"]),
        (#"{"filter": "", "change": {"blocked": true}, "delete": true}"#, ["/change"]),
        (#"{"filter": "", "delete": "yes"}"#, ["/change", "/delete"]),
        (#"{"filter": "", "change": {"adTags": ["x"]}}"#, ["/change/adTags"]),
        (#"{"filter": "", "change": {"addTags": ["a,b", 7]}}"#, ["/change/addTags/0", "/change/addTags/1"]),
        (#"{"filter": "", "change": {"profile": {"nope": 1}}}"#, ["/change/profile/nope"]),
        (#"{"filter": "plann = x", "change": {"blocked": true}}"#, ["/filter"]),
        (#"{"q": "plann = x", "change": {"blocked": true}}"#, ["/q"]),
        (#"{"q": "", "filter": "", "change": {"blocked": true}}"#, ["/q"]),
        (
            #"{"filter": {"and": [{"key": "nope", "operator": "$eq", "values": ["x"]}]}, "change": {"blocked": true}, "dryRun": true}"#,
            ["/filter/and/0/key"]
        ),
        (#"{"filter": "", "change": {"blocked": true}, "dryRun": 1, "dry": 1}"#, ["/dry", "/dryRun"]),
    ]

    @Test("C8: a slip of the pen changes nobody, and has its place", arguments: wrong)
    func mistakes(body: String, pointers: [String]) async throws {
        try await ServedAPI.run { api in
            _ = try await Self.crowd(api, 1)
            let program = try await api.program()
            let answer = try await program.send(.post, "/bulk-changes", body: body)
            #expect(answer.status == 422, "\(answer.status)")
            #expect(answer.pointers.sorted() == pointers, "\(answer.text)")
            #expect(try await program.get("/jobs")["jobs"] == [])
        }
    }

    @Test("C8: more than 10,000 are not named one by one")
    func tooMany() async throws {
        try await ServedAPI.run { api in
            let ids = JSON.array((1...10_001).map { ContactID(rawValue: Int64($0)).json })
            let body: JSON = ["contacts": ids, "change": ["blocked": true]]
            let answer = try await api.program().post("/bulk-changes", body)
            #expect(answer.status == 422 && answer.pointers == ["/contacts"])
        }
    }
}

@Suite("Imports by the API")
struct ImportsTests {
    @Test("K5: an import is taken back for those whom nobody touched since", arguments: TestEngine.allCases)
    func reversal(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.importContacts, .readContacts, .writeContacts])
            let id = try await api.imported("email\na@example.com\nb@example.com\nc@example.com\n")
            let touched = try #require(
                try await program.get("/contacts?email=b@example.com")["contacts"]?.array?.first?["id"]?.string
            )
            _ = try await program.patch("/contacts/\(touched)", ["profile": ["title": "CEO"]])
            let path = "/imports/\(id)/reversals"
            let rehearsed = try await program.post(path, ["dryRun": true])
            #expect(rehearsed.status == 200 && rehearsed["total"] == 3)
            #expect(rehearsed["result"]?["changed"] == 2 && rehearsed["result"]?["unchanged"] == 1)
            let job = try await program.send(.post, path)
            #expect(job.status == 202 && job["kind"] == "imports.takeBack" && job["about"] == ["import": id.json])
            _ = try await JobRunner(kith: api.kith).runOne()
            let done = try await program.get("/jobs/\(job.id)")
            #expect(done["state"] == "done" && done["result"] == rehearsed["result"])
            #expect(try await program.post("/contacts/search", [:])["count"] == 1)
            #expect(try await api.program(by: api.other).send(.post, path).status == 404)
            #expect(try await program.post(path, ["dryrun": true]).pointers == ["/dryrun"])
        }
    }
}
