import API
import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Likely duplicates by the API")
struct DuplicatesTests {
    private static func twins(_ client: Client, _ name: String) async throws -> [String] {
        let body: JSON = ["profile": ["email": .string(name + "@example.com")], "addAnyway": true]
        return [try await client.post("/contacts", body).id, try await client.post("/contacts", body).id]
    }

    @Test("K1: found, listed with evidence, dismissed for good", arguments: TestEngine.allCases)
    func life(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let twins = try await Self.twins(program, "ada")
            let found = try await program.post("/duplicate-searches", [:])
            #expect(found.status == 200 && found["found"] == ["email": 1, "phone": 0, "name": 0])
            #expect(try await program.send(.post, "/duplicate-searches").json == found.json)
            let list = try await program.get("/duplicates")
            let pair = list["duplicates"]?.array?.first
            #expect(pair?["evidence"] == ["email"])
            #expect(pair?["contacts"]?.array?.compactMap { $0["id"]?.string } == twins)
            #expect(try await program.get("/duplicates?contact=\(twins[1])").json == list.json)
            #expect(
                try await program.get("/duplicates?contact=\(try await api.contact("x@example.com"))")["duplicates"]
                    == []
            )

            let stranger = try await api.program(by: api.other)
            #expect(try await stranger.get("/duplicates")["duplicates"] == [])
            #expect(try await stranger.get("/duplicates?contact=\(twins[0])").status == 404)
            #expect(try await stranger.send(.put, "/duplicates/\(twins[0])/\(twins[1])/dismissal").status == 404)

            // The order of the two is the caller's.
            let dismissal = "/duplicates/\(twins[1])/\(twins[0])/dismissal"
            #expect(try await program.send(.put, dismissal).status == 204)
            #expect(try await program.get("/duplicates")["duplicates"] == [])
            _ = try await program.post("/duplicate-searches", [:])
            #expect(try await program.get("/duplicates")["duplicates"] == [])
            #expect(try await program.send(.put, "/duplicates/\(twins[0])/\(twins[0])/dismissal").status == 404)
            let wrong = try await program.post("/duplicate-searches", ["dryRun": true])
            #expect(wrong.status == 422 && wrong.pointers == ["/dryRun"])
        }
    }

    @Test("K1 K6 U27: pages are for managers, and for keys that may page", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let manager = try await api.manager()
            for name in ["a", "b", "c"] { _ = try await Self.twins(manager, name) }
            let reader = try await api.program([.readContacts])
            let pager = try await api.program([.pageThroughContacts])
            let first = try await reader.get("/duplicates?limit=2")
            #expect(first["duplicates"]?.array?.count == 2 && first["next"] == .null)
            for client in [manager, pager] {
                var seen: [JSON] = []
                var cursor = ""
                repeat {
                    let page = try await client.get("/duplicates?limit=2\(cursor)")
                    seen += page["duplicates"]?.array ?? []
                    cursor = page["next"]?.string.map { "&cursor=\($0)" } ?? ""
                    if !cursor.isEmpty {
                        #expect(try await reader.get("/duplicates?limit=2\(cursor)").status == 403)
                    }
                } while !cursor.isEmpty
                #expect(seen.count == 3 && Set(seen).count == 3)
            }
            for (query, parameter) in [
                ("limit=0", "limit"), ("limit=201", "limit"), ("cursor=x", "cursor"), ("cursor=1-2-3", "cursor"),
                ("contact=x", "contact"), ("contakt=1", "contakt"),
            ] {
                let answer = try await manager.get("/duplicates?\(query)")
                #expect(answer.status == 422 && answer.parameters == [parameter], "\(query)")
            }
        }
    }
}

@Suite("Data quality by the API")
struct DataQualityTests {
    @Test("K1: what wants mending is counted, in the organization alone", arguments: TestEngine.allCases)
    func report(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.readContacts, .writeContacts])
            for (email, company) in [
                ("a@example.com", "Bolt Inc."), ("b@example.com", "bolt inc"), ("c@example.com", "BOLT Inc."),
            ] {
                _ = try await program.post(
                    "/contacts",
                    ["profile": ["email": .string(email), "company": .string(company)]]
                )
            }
            _ = try await program.post("/contacts", ["profile": ["mobileNumber": "010-1234-5678", "name": "Ada"]])
            let report = try await program.get("/data-quality")
            #expect(report.status == 200)
            let counts = report["findings"]?.array?.map { [$0["kind"], $0["count"]] } ?? []
            #expect(counts.contains([.string("withoutName"), .integer(3)]))
            for finding in report["findings"]?.array ?? [] {
                let found = try await program.post("/contacts/search", ["filter": finding["filter"] ?? .null])
                #expect(found["count"] == finding["count"])
            }
            #expect(report["companies"]?.array?.first?["count"] == 3)
            #expect(try await program.get("/data-quality?x=1").parameters == ["x"])
            let stranger = try await api.program(by: api.other)
            #expect(try await stranger.get("/data-quality")["companies"] == [])
        }
    }
}
