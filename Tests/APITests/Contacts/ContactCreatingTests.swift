import API
import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Creating contacts by the API")
struct ContactCreatingTests {
    @Test("U3 K6: a new contact is 201 with its place, version and place in the feed", arguments: TestEngine.allCases)
    func created(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let made = try await program.post(
                "/contacts",
                [
                    "profile": ["name": "Ada", "email": "Ada@Example.com", "mobileNumber": "010-1234-5678"],
                    "tags": ["vip", "shop/shoes"], "unsubscribeEmail": true, "memberId": "m-1",
                ]
            )
            #expect(made.status == 201)
            #expect(made.header("Location") == "/api/v1/contacts/\(made.id)")
            #expect(made.header("ETag") == "\"1\"")
            #expect(made.header("Kith-Seq").flatMap { Int64($0) } != nil)
            #expect(made["kind"] == "member" && made["memberId"] == "m-1")
            #expect(made["profile"]?["mobileNumber"] == "+821012345678")
            #expect(made["tags"] == ["shop/shoes", "vip"])
            #expect(made["unsubscribeEmailSource"] == "api")
            let read = try await program.get("/contacts/\(made.id)", ["Kith-Seq": made.header("Kith-Seq") ?? ""])
            #expect(read.json == made.json)
            let stranger = try await api.program(by: api.other)
            #expect(try await stranger.get("/contacts/\(made.id)").status == 404)
        }
    }

    @Test("U3 C12: who is known already is shown, and addAnyway makes a second", arguments: TestEngine.allCases)
    func known(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let body: JSON = ["profile": ["name": "Ada", "email": "ada@example.com"]]
            let first = try await program.post("/contacts", body)
            for profile: JSON in [["email": "ADA@example.com"], ["email": "ada@example.com", "name": "Other"]] {
                let again = try await program.post("/contacts", ["profile": profile])
                #expect(again.status == 200 && again.json == first.json)
                #expect(again.header("Location") == nil && again.header("Kith-Seq") == nil)
                #expect(again.header("ETag") == "\"1\"")
            }
            let second = try await program.post(
                "/contacts",
                ["profile": ["email": "ada@example.com"], "addAnyway": true]
            )
            #expect(second.status == 201 && second.id != first.id)
            #expect(
                try await program.get("/contacts?email=ada@example.com")["contacts"]?.array?.map { $0["id"] } == [
                    first["id"]
                ]
            )
            let pairs = try await program.get("/duplicates?contact=\(second.id)")
            #expect(pairs["duplicates"]?.array?.first?["evidence"] == ["email"])
            // In another organization nobody is known.
            let stranger = try await api.program(by: api.other)
            #expect(try await stranger.post("/contacts", body).status == 201)
        }
    }

    @Test("U14 C12: a phone or an e-mail alone is a lead; nothing at all is refused")
    func little() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            for profile: JSON in [["mobileNumber": "010 9999 8888"], ["email": "x@example.com"], ["lastName": "Lee"]] {
                let made = try await program.post("/contacts", ["profile": profile])
                #expect(made.status == 201 && made["kind"] == "lead")
            }
            #expect(try await program.post("/contacts", ["memberId": "m"])["kind"] == "member")
            for body: JSON in [[:], ["profile": [:]], ["profile": ["company": "Bolt"]], ["profile": ["name": "  "]]] {
                let refused = try await program.post("/contacts", body)
                #expect(refused.status == 422 && refused.pointers == ["/profile"], "\(body)")
            }
        }
    }

    @Test("U3 U10: at the limit managers are refused, and keys are not", arguments: TestEngine.allCases)
    func capacity(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            _ = try await api.kith.subscription.setIncluded(1, by: api.console)
            let manager = try await api.manager()
            #expect(try await manager.post("/contacts", ["profile": ["name": "A"]]).status == 201)
            let full = try await manager.post("/contacts", ["profile": ["name": "B"]])
            #expect(full.status == 409 && !full.detail.isEmpty)
            #expect(try await api.program().post("/contacts", ["profile": ["name": "C"]]).status == 201)
        }
    }

    @Test("C15: who may not see contacts learns nothing of those that are there")
    func unseen() async throws {
        try await ServedAPI.run { api in
            _ = try await api.kith.roles.create(
                name: "Blind",
                permissions: [.createContacts, .editContacts, .mergeContacts],
                by: api.console
            )
            let blind = try await api.manager("blind")
            let ada = try await api.contact()
            let ben = try await api.contact("ben@example.com")
            #expect(try await blind.post("/contacts", ["profile": ["email": "ada@example.com"]]).status == 409)
            #expect(try await blind.post("/contacts", ["profile": ["email": "cho@example.com"]]).status == 201)
            for answer in [
                try await blind.patch("/contacts/\(ada)", ["profile": ["title": "CEO"]]),
                try await blind.send(.put, "/members/m-1", body: #"{"profile": {"email": "ada@example.com"}}"#),
                try await blind.send(.put, "/contacts/\(ada)/block"),
            ] {
                #expect(answer.status == 204 && answer.text.isEmpty)
                #expect(answer.header("ETag") != nil)
            }
            let merge: JSON = ["primary": ada.json, "others": [ben.json]]
            #expect(
                try await blind.post("/merges", ["primary": ada.json, "others": [ben.json], "dryRun": true]).status
                    == 403
            )
            #expect(try await blind.post("/merges", merge).status == 204)
        }
    }

    @Test(
        "K6: a repeated request makes one contact, and the answer goes with the contact",
        arguments: TestEngine.allCases
    )
    func repeated(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let key = ["Idempotency-Key": "one"]
            let body: JSON = ["profile": ["name": "Ada"]]
            let first = try await program.post("/contacts", body, key)
            let second = try await program.post("/contacts", body, key)
            #expect(first.status == 201 && second.status == 201)
            #expect(second.text == first.text && second.header("Idempotency-Replayed") == "true")
            #expect(second.header("ETag") == first.header("ETag"))
            #expect(second.header("Location") == first.header("Location"))
            #expect(try await program.post("/contacts/search", [:])["count"] == 1)
            #expect(try await program.post("/contacts", ["profile": ["name": "Ben"]], key).status == 422)
            let edit = ["Idempotency-Key": "two"]
            _ = try await program.patch("/contacts/\(first.id)", ["profile": ["title": "CEO"]], edit)
            #expect(try await program.delete("/contacts/\(first.id)").status == 204)
            #expect(try await program.post("/contacts", body, key).status == 410)
            #expect(try await program.patch("/contacts/\(first.id)", ["profile": ["title": "CEO"]], edit).status == 410)
        }
    }
}
