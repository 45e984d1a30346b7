import Database
import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Reading contacts")
struct ContactReadingTests {
    @Test("a contact is read with all that is known", arguments: TestEngine.allCases)
    func whole(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let input = ContactInput(
                profile: [
                    "name": "Ada", "email": "Ada@Example.com", "mobileNumber": "010-1234-5678",
                    "lastCheckoutCompletedAt": .integer(1_700_000_000_000),
                ],
                tags: [try TagName("vip"), try TagName("product/shoes")]
            )
            let made = try await api.kith.contacts.create(input, memberID: MemberID("m-1"), by: api.console)
            let answer = try await api.program([.readContacts]).get("/contacts/\(made.contact.id)")
            #expect(answer.status == 200)
            #expect(answer["id"] == .string(made.contact.id.description))
            #expect(answer["kind"] == "member")
            #expect(answer["member"] == true)
            #expect(answer["memberId"] == "m-1")
            #expect(answer["shownName"] == "Ada")
            #expect(answer["tags"] == ["product/shoes", "vip"])
            #expect(answer["userImportTags"] == [])
            #expect(answer["profile"]?["email"] == "Ada@Example.com")
            #expect(answer["profile"]?["mobileNumber"] == "+821012345678")
            #expect(answer["profile"]?["lastCheckoutCompletedAt"] == "2023-11-14T22:13:20.000Z")
            #expect(answer["blocked"] == false)
            #expect(answer["web"]?["sessionsCount"] == 0)
            #expect(answer["mobile"]?["sessionsCount"] == 0)
            #expect(answer["paymentsTotal"] == 0)
            #expect(answer["lastSeenAt"] == nil)
            #expect(answer["createdAt"]?.string?.hasSuffix("Z") == true)
            #expect(answer["createdAt"]?.string?.count == 24)
        }
    }

    @Test("K6: a contact is found by what leads to it", arguments: TestEngine.allCases)
    func lookUp(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let input = ContactInput(profile: ["email": "Ada@Example.com", "mobileNumber": "+821012345678"])
            let made = try await api.kith.contacts.create(
                input,
                memberID: MemberID("m 1".replacing(" ", with: "+")),
                by: api.console
            )
            let id = made.contact.id
            let program = try await api.program([.readContacts])
            for query in [
                "id=\(id)", "memberId=m%2B1", "email=ada%40EXAMPLE.com", "phone=010-1234-5678",
                "phone=%2B82+10+1234+5678",
            ] {
                let answer = try await program.get("/contacts?\(query)")
                #expect(answer["contacts"]?.array?.map { $0["id"] } == [.string(id.description)], "\(query)")
            }
            let stranger = try await api.program([.readContacts], by: api.other)
            for query in ["id=\(id)", "memberId=m%2B1", "email=ada@example.com", "phone=%2B821012345678"] {
                #expect(try await stranger.get("/contacts?\(query)")["contacts"] == [])
            }
            #expect(try await program.get("/contacts?memberId=M%2B1")["contacts"] == [])
            for (query, parameters) in [
                ("", []), ("id=x", ["id"]), ("email=x", ["email"]), ("phone=x", ["phone"]), ("memberId=", ["memberId"]),
                ("id=\(id)&email=a@example.com", ["email"]),
            ] {
                let answer = try await program.get("/contacts?\(query)")
                #expect(answer.status == 422)
                #expect(answer.parameters == parameters)
            }
        }
    }

    @Test("the id of a merged contact leads to what it became")
    func merged() async throws {
        try await ServedAPI.run { api in
            let ada = try await api.contact("ada@example.com")
            let ben = try await api.contact("ben@example.com")
            _ = try await api.kith.contacts.merge([ben], into: ada, by: api.console)
            let program = try await api.program([.readContacts])
            #expect(try await program.get("/contacts/\(ben)").id == ada.description)
            #expect(
                try await program.get("/contacts?id=\(ben)")["contacts"]?.array?.first?["id"]?.string == ada.description
            )
        }
    }

    @Test("C2: an anonymous visitor is read by id, and is in no list", arguments: TestEngine.allCases)
    func anonymous(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let id = try await api.contact()
            let anonymous = 0
            _ = try await api.kith.engine.write { try $0.execute("UPDATE contacts SET kind = \(anonymous)") }
            let program = try await api.program([.readContacts])
            #expect(try await program.get("/contacts/\(id)")["kind"] == "anonymous")
            #expect(try await program.get("/contacts?id=\(id)")["contacts"]?.array?.count == 1)
            #expect(try await program.get("/contacts?email=ada@example.com")["contacts"] == [])
            #expect(try await program.post("/contacts/search", [:])["count"] == 0)
        }
    }

    @Test("C2 U27 K6: a search answers page by page to whoever may page", arguments: TestEngine.allCases)
    func search(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            for number in 0..<5 { _ = try await api.contact("p\(number)@example.com") }
            _ = try await api.contact("q@other.com")
            let filter: JSON = ["key": "email", "operator": "$endWith", "values": ["@example.com"]]
            let manager = try await api.manager("basic")
            var emails: [String] = []
            var cursor: JSON?
            for page in 0..<3 {
                let body = JSON.object(["filter": filter, "sort": "-email", "limit": 2, "cursor": cursor])
                let answer = try await manager.post("/contacts/search", body)
                #expect(answer.status == 200)
                #expect(answer["count"] == 5)
                #expect(answer["sentence"]?.string?.contains("E-mail") == true)
                emails += answer["contacts"]?.array?.compactMap { $0["profile"]?["email"]?.string } ?? []
                cursor = answer["next"]
                #expect((cursor == .null) == (page == 2))
            }
            #expect(emails == (0..<5).reversed().map { "p\($0)@example.com" })
            for body: JSON in [
                ["q": "email ends with \"@example.com\""], ["filter": "email ends with \"@example.com\""],
            ] {
                let answer = try await manager.post("/contacts/search", body)
                #expect(answer["count"] == 5)
                #expect(answer["next"] == .null)
            }
            let uncounted = try await manager.post("/contacts/search", ["search": "q@other", "count": false])
            #expect(uncounted["count"] == nil)
            #expect(uncounted["contacts"]?.array?.count == 1)
        }
    }

    @Test("U27: a key gets the first page alone, unless an owner granted more")
    func paging() async throws {
        try await ServedAPI.run { api in
            for number in 0..<3 { _ = try await api.contact("p\(number)@example.com") }
            let program = try await api.program([.readContacts])
            let first = try await program.post("/contacts/search", ["limit": 2])
            #expect(first["next"] == .null)
            #expect(first["count"] == 3)
            let pager = try await api.program([.pageThroughContacts])
            let next = try #require(try await pager.post("/contacts/search", ["limit": 2])["next"]?.string)
            #expect(try await program.post("/contacts/search", ["limit": 2, "cursor": .string(next)]).status == 403)
            let second = try await pager.post("/contacts/search", ["limit": 2, "cursor": .string(next)])
            #expect(second["contacts"]?.array?.count == 1)
            #expect(second["rank"] == nil)
            #expect(try await program.post("/contacts/search", ["limit": 2, "rank": 0])["rank"] == 0)
            #expect(try await program.post("/contacts/search", ["limit": 2, "rank": 1]).status == 403)
            let third = try await pager.post("/contacts/search", ["limit": 2, "rank": 2])
            #expect(third["contacts"] == second["contacts"])
            #expect(third["rank"] == 2)
            #expect(third["next"] == .null)
            let beyond = try await pager.post("/contacts/search", ["rank": 7])
            #expect(beyond["contacts"] == [])
            #expect(beyond["count"] == 3)
        }
    }

    @Test(
        "C6: more terms than a usual body holds are found at once, and the first of those who lead to nobody named",
        arguments: TestEngine.allCases
    )
    func manyTerms(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            for number in 0..<3 { _ = try await api.contact("p\(number)@example.com") }
            let manager = try await api.manager("basic")
            let names = (0..<60_000).map { JSON.string("P\($0)@Example.com") }
            let answer = try await manager.post(
                "/contacts/search",
                ["terms": ["list": .array(names)], "filter": "email != p1@example.com", "sort": "email"]
            )
            #expect(answer.status == 200)
            #expect(answer["count"] == 2)
            #expect(
                answer["contacts"]?.array?.compactMap { $0["profile"]?["email"]?.string }
                    == ["p0@example.com", "p2@example.com"]
            )
            #expect(answer["missing"]?["count"] == 59_997)
            #expect(answer["missing"]?["first"] == .array(Array(names[3..<1_003])))
            let pasted: [(JSON, JSON, JSON)] = [
                (["text": "p0@example.com p1@ \"p2@example.com\""], 2, ["p1@"]),
                (["text": "p1@ zz", "key": "email", "match": "contained"], 1, ["zz"]),
                (["text": " p1@example.com\n", "separate": false], 1, []),
                (["text": "p1@example.com p2@example.com", "separate": false], 0, ["p1@example.com p2@example.com"]),
            ]
            for (terms, count, missing) in pasted {
                let answer = try await manager.post("/contacts/search", ["terms": terms])
                #expect(answer["count"] == count)
                #expect(answer["missing"]?["first"] == missing)
            }
            #expect(try await manager.post("/contacts/search", [:])["missing"] == nil)
            let many = try await manager.post(
                "/contacts/search",
                ["terms": ["list": .array(Array(repeating: "x", count: 100_001))]]
            )
            #expect(many.status == 422)
            #expect(many.pointers == ["/terms/list"])
        }
    }

    private static let wrong = [
        (#"{"filter": "plann = pro"}"#, "/filter"),
        (#"{"q": "email = "}"#, "/q"),
        (#"{"filter": {"and": [{"key": "nope", "operator": "$eq", "values": ["x"]}]}}"#, "/filter/and/0/key"),
        (#"{"filter": {"or": [{"not": {}}, {"key": "name", "operator": "x"}]}}"#, "/filter/or/0/not"),
        (#"{"filter": 7}"#, "/filter"),
        (#"{"sort": "nope"}"#, "/sort"),
        (#"{"limit": 0}"#, "/limit"),
        (#"{"limit": 501}"#, "/limit"),
        (#"{"cursor": "x"}"#, "/cursor"),
        (#"{"q": "a", "filter": "b"}"#, "/q"),
        (#"{"count": 1}"#, "/count"),
        (#"{"terms": "ada"}"#, "/terms"),
        (#"{"terms": {}}"#, "/terms/text"),
        (#"{"terms": {"text": " , "}}"#, "/terms/text"),
        (#"{"terms": {"text": "a", "list": ["a"]}}"#, "/terms/list"),
        (#"{"terms": {"list": [""]}}"#, "/terms/list"),
        (#"{"terms": {"list": ["a", 7]}}"#, "/terms/list/1"),
        (#"{"terms": {"list": ["a"], "separate": false}}"#, "/terms/separate"),
        (#"{"terms": {"text": "a", "match": "near"}}"#, "/terms/match"),
        (#"{"terms": {"text": "a", "key": "emial"}}"#, "/terms/key"),
        (#"{"terms": {"text": "a", "key": "tags"}}"#, "/terms/key"),
        (#"{"terms": {"text": "a", "limit": 7}}"#, "/terms/limit"),
        (#"{"rank": -1}"#, "/rank"),
        (#"{"rank": 0.5}"#, "/rank"),
        (#"{"rank": "1"}"#, "/rank"),
        (#"{"rank": 2147483648}"#, "/rank"),
        (#"{"rank": 0, "cursor": "06J0000000000"}"#, "/rank"),
    ]

    @Test("K6: what is wrong with a question is placed in it", arguments: wrong)
    func mistakes(body: String, pointer: String) async throws {
        try await ServedAPI.run { api in
            let answer = try await api.manager().send(.post, "/contacts/search", body: body)
            #expect(answer.status == 422)
            #expect(answer.pointers == [pointer])
        }
    }

    @Test("a mistake in a filter's text has its characters")
    func characters() async throws {
        try await ServedAPI.run { api in
            let answer = try await api.manager().post("/contacts/search", ["filter": "name = x and plann = pro"])
            let error = answer["errors"]?.array?.first
            #expect(error?["characters"]?["from"] == 13)
            #expect(error?["characters"]?["to"] == 18)
        }
    }
}
