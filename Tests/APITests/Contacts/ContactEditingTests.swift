import API
import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Editing contacts by the API")
struct ContactEditingTests {
    @Test("U4 U15: null clears, absent stays, and nothing is no new version", arguments: TestEngine.allCases)
    func patch(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let made = try await program.post(
                "/contacts",
                ["profile": ["name": "Ada", "title": "CEO", "company": "Bolt"], "tags": ["vip"]]
            )
            let path = "/contacts/\(made.id)"
            let edited = try await program.patch(path, ["profile": ["title": .null, "company": "Nut"]])
            #expect(edited.status == 200 && edited["version"] == 2 && edited.header("ETag") == "\"2\"")
            #expect(edited["profile"] == ["name": "Ada", "company": "Nut"])
            #expect(edited["tags"] == ["vip"])
            #expect(edited.header("Kith-Seq") != nil)
            for body: JSON in [[:], ["profile": [:]], ["profile": ["company": "Nut"]], ["blocked": false]] {
                let same = try await program.patch(path, body)
                #expect(same.status == 200 && same["version"] == 2 && same.header("Kith-Seq") == nil)
            }
            let cleared = try await program.patch(path, ["tags": .null, "unsubscribeTexting": true])
            #expect(cleared["tags"] == [] && cleared["unsubscribeTexting"] == true)
            #expect(cleared["unsubscribeTextingSource"] == "api")
            let patched = try await program.send(
                .patch,
                path,
                ["Content-Type": "application/merge-patch+json"],
                body: #"{"unsubscribeTexting": false}"#
            )
            #expect(patched["unsubscribeTexting"] == false && patched["version"] == 4)
            #expect(try await program.get(path).json == patched.json)
        }
    }

    @Test("C8 K6: a lost edit is 412, for each verb that takes a version", arguments: TestEngine.allCases)
    func versions(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let made = try await program.send(.put, "/members/m-1", body: #"{"profile": {"name": "Ada"}}"#)
            let path = "/contacts/\(made.id)"
            let current = try #require(made.header("ETag"))
            for tag in ["\"2\"", "\"x\"", "W/\"1\"", "1", "\"1\", \"2\""] {
                let old = ["If-Match": tag]
                for answer in [
                    try await program.patch(path, ["profile": ["title": "CEO"]], old),
                    try await program.post("\(path)/tags", ["names": ["vip"]], old),
                    try await program.post("\(path)/tag-removals", ["names": ["vip"]], old),
                    try await program.send(.put, "\(path)/block", old),
                    try await program.delete("\(path)/block", old),
                    try await program.send(.put, "/members/m-1", old, body: "{}"),
                    try await program.send(.put, "\(path)/erasure", old),
                    try await program.delete(path, old),
                ] {
                    #expect(answer.status == 412, "\(tag): \(answer.status)")
                }
            }
            #expect(try await program.send(.put, "/members/m-2", ["If-Match": "\"1\""], body: "{}").status == 412)
            #expect(try await program.get(path).json == made.json)
            #expect(try await program.get(path, ["If-None-Match": current]).status == 304)
            #expect(try await program.patch(path, ["profile": ["title": "CEO"]], ["If-Match": current]).status == 200)
            #expect(try await program.patch(path, ["profile": ["title": "CTO"]], ["If-Match": current]).status == 412)
            #expect(try await program.patch(path, ["profile": ["title": "CTO"]], ["If-Match": "*"]).status == 200)
            #expect(try await program.get(path, ["If-None-Match": current]).status == 200)
        }
    }

    @Test("U6: tags are added and taken away by name, and made on the spot", arguments: TestEngine.allCases)
    func tags(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let path = "/contacts/\(try await api.contact())"
            let added = try await program.post("\(path)/tags", ["names": ["vip", " shop/shoes ", "VIP"]])
            #expect(added.status == 200 && added["tags"] == ["shop/shoes", "vip"])
            let removed = try await program.post("\(path)/tag-removals", ["names": ["Vip", "nobody"]])
            #expect(removed.status == 200 && removed["tags"] == ["shop/shoes"])
            #expect(try await program.get("/tags")["tags"]?.array?.map { $0["name"] } == ["shop/shoes", "vip"])
            let many = JSON.array((0..<21).map { .string("t\($0)") })
            #expect(try await program.post("\(path)/tags", ["names": many]).pointers == ["/names"])
            #expect(try await program.patch(path, ["tags": many]).pointers == ["/tags"])
            #expect(try await program.post("\(path)/tags", ["names": ["ok", "", "a,b", 7]]).pointers.count == 3)
            #expect(try await program.post("\(path)/tags", ["tags": ["vip"]]).pointers == ["/names", "/tags"])
        }
    }

    @Test("C15: a block and consents are set and taken back, and say from where", arguments: TestEngine.allCases)
    func block(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let manager = try await api.manager("basic")
            let path = "/contacts/\(try await api.contact())"
            #expect(try await manager.send(.put, "\(path)/block")["blocked"] == true)
            #expect(try await manager.send(.put, "\(path)/block")["version"] == 2)
            #expect(try await manager.delete("\(path)/block")["blocked"] == false)
            let edited = try await manager.patch(path, ["unsubscribeAppPush": true, "unsubscribeEmail": true])
            #expect(edited["unsubscribeAppPushSource"] == "manager" && edited["unsubscribeEmail"] == true)
        }
    }

    @Test("U17: who is deleted or erased is gone, once", arguments: TestEngine.allCases)
    func deleted(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let ada = try await api.contact()
            let ben = try await api.contact("ben@example.com")
            let gone = try await program.delete("/contacts/\(ada)")
            #expect(gone.status == 204 && gone.text.isEmpty && gone.header("Kith-Seq") != nil)
            #expect(try await program.delete("/contacts/\(ada)").status == 404)
            #expect(try await program.send(.put, "/contacts/\(ben)/erasure").status == 204)
            #expect(try await program.get("/contacts/\(ben)").status == 404)
            #expect(try await program.get("/contacts?email=ada@example.com")["contacts"] == [])
            let back = try await program.post("/contacts", ["profile": ["email": "ada@example.com"]])
            #expect(back.status == 201 && back.id != ada.description)
        }
    }

    @Test("U16: an id that was merged is edited, tagged and deleted as its primary")
    func merged() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let ada = try await api.contact()
            let ben = try await api.contact("ben@example.com")
            _ = try await program.post("/merges", ["primary": ada.json, "others": [ben.json]])
            #expect(try await program.patch("/contacts/\(ben)", ["profile": ["title": "CEO"]]).id == ada.description)
            #expect(try await program.post("/contacts/\(ben)/tags", ["names": ["vip"]]).id == ada.description)
            #expect(try await program.get("/contacts/\(ben)/events").status == 200)
            #expect(
                try await program.get("/contacts?email=ben@example.com")["contacts"]?.array?.first?["id"] == ada.json
            )
            #expect(try await program.delete("/contacts/\(ben)").status == 204)
            #expect(try await program.get("/contacts/\(ada)").status == 404)
        }
    }
}

@Suite("Members by the API")
struct MemberTests {
    @Test("C13 C15: a member is made, known again, and takes a lead in", arguments: TestEngine.allCases)
    func put(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program([.writeContacts])
            let lead = try await api.contact()
            let path = "/members/m%2F1%20".replacing("%20", with: "")
            let body = #"{"profile": {"email": "ada@example.com", "title": "CEO"}, "tags": ["vip"]}"#
            let put = try await program.send(.put, path, body: body)
            #expect(put.status == 200 && put.id == lead.description)
            #expect(put["memberId"] == "m/1" && put["kind"] == "member" && put["profile"]?["name"] == "Ada")
            let again = try await program.send(.put, path, body: body)
            #expect(again.status == 200 && again.json == put.json && again.header("Kith-Seq") == nil)
            let cleared = try await program.send(.put, path, body: #"{"profile": {"title": null}, "tags": []}"#)
            #expect(cleared["profile"]?["title"] == nil && cleared["tags"] == [])
            let new = try await program.send(.put, "/members/m-2", body: "{}")
            #expect(new.status == 201 && new.header("Location") == "/api/v1/contacts/\(new.id)")
            // The same id elsewhere is somebody else.
            let stranger = try await api.program(by: api.other)
            #expect(try await stranger.send(.put, path, body: body).status == 201)
            #expect(try await program.get("/contacts/\(lead)").json == cleared.json)
        }
    }

    @Test("U4 K6: a value that is written once may be said again", arguments: TestEngine.allCases)
    func writtenOnce(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            _ = try await program.post(
                "/properties",
                ["key": "source", "name": "Source", "type": "text", "writeOnce": true]
            )
            _ = try await program.send(.put, "/members/m", body: #"{"profile": {"source": "ad"}}"#)
            let same = try await program.send(.put, "/members/m", body: #"{"profile": {"source": "ad"}}"#)
            #expect(same.status == 200)
        }
    }

    @Test(
        "K6: what is no member id is refused",
        arguments: ["%20", "a%20b", "a%00b", "%FF", String(repeating: "x", count: 65)]
    )
    func badIDs(id: String) async throws {
        try await ServedAPI.run { api in
            let answer = try await api.program().send(.put, "/members/\(id)", body: "{}")
            #expect(answer.status == 422, "\(answer.status)")
            #expect(answer.parameters == ["memberId"])
        }
    }
}
