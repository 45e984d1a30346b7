import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Properties by the API")
struct PropertiesTests {
    @Test("U19 U20 C11: a property is defined, edited, hidden, ordered", arguments: TestEngine.allCases)
    func life(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { served in
            let program = try await served.program()
            let made = try await program.post(
                "/properties",
                ["key": "등급", "name": "Grade", "type": "select", "options": ["a", "b"], "defaultValue": "B"]
            )
            #expect(made.status == 201 && made.header("Location") == "/api/v1/properties/%EB%93%B1%EA%B8%89")
            #expect(
                made.json == [
                    "key": "등급", "name": "Grade", "type": "select", "options": ["a", "b"], "defaultValue": "b",
                    "builtIn": false, "writeOnce": false, "archived": false, "hiddenInContacts": false,
                    "hiddenInInbox": false, "changingType": false,
                ]
            )
            let path = try #require(made.header("Location"))
            #expect(try await program.get(path).json == made.json)
            #expect(try await program.get("/properties")["properties"]?.array?.last == made.json)
            let contact = try await served.kith.contacts.create(
                ContactInput(profile: ["name": "Ada", "등급": "a"]),
                by: served.console
            ).contact
            let used = try await program.patch(path, ["options": ["b", "c"]])
            #expect(used.status == 409 && used.detail.contains("1 contact has the option “a”"))
            let edited = try await program.patch(
                path,
                ["options": ["b", "c"], "replacing": ["a": "c"], "hiddenInInbox": true, "defaultValue": .null]
            )
            #expect(edited.status == 200 && edited["hiddenInInbox"] == true && edited["defaultValue"] == .null)
            #expect(edited["name"] == "Grade" && edited["options"] == ["b", "c"])
            #expect(try await program.get("/contacts/\(contact.id)")["profile"]?["등급"] == "c")
            let cleared = try await program.patch(path, ["options": ["b"], "replacing": ["c": .null]])
            #expect(cleared.status == 200)
            #expect(try await program.get("/contacts/\(contact.id)")["profile"]?["등급"] == nil)

            let order = try await program.send(.put, "/property-order", body: #"{"keys":["등급","email"]}"#)
            #expect(order.status == 200)
            #expect(order["keys"]?.array?.prefix(3) == ["등급", "email", "name"])
            let keys = try await program.get("/properties")["properties"]?.array?.compactMap { $0["key"] }
            #expect(keys == order["keys"]?.array)
        }
    }

    @Test("C10: archived by PUT, restored by DELETE", arguments: TestEngine.allCases)
    func archival(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { served in
            let program = try await served.program()
            let input = ContactInput(profile: ["name": "Ada", "company": "Acme"])
            let contact = try await served.kith.contacts.create(input, by: served.console).contact
            let archived = try await program.send(.put, "/properties/company/archival")
            #expect(archived.status == 200 && archived["archived"] == true)
            #expect(try await program.get("/contacts/\(contact.id)")["profile"]?["company"] == nil)
            #expect(try await program.post("/contacts/search", ["search": "acme"])["count"] == 0)
            #expect(try await program.delete("/properties/company/archival").status == 204)
            #expect(try await program.get("/contacts/\(contact.id)")["profile"]?["company"] == "Acme")
            #expect(try await program.post("/contacts/search", ["search": "acme"])["count"] == 1)
            #expect(try await program.send(.put, "/properties/email/archival").status == 409)
        }
    }

    @Test(
        "U19: a change of type is rehearsed, refused with what does not fit, and done",
        arguments: TestEngine.allCases
    )
    func types(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { served in
            let program = try await served.program()
            _ = try await program.post("/properties", ["key": "size", "name": "Size", "type": "text"])
            var ids: [ContactID] = []
            for size in ["12", "large"] {
                let input = ContactInput(profile: ["name": "P", "size": .string(size)])
                ids.append(try await served.kith.contacts.create(input, by: served.console).contact.id)
            }
            let path = "/properties/size/type"
            let rehearsed = try await program.send(.put, path, body: #"{"type":"number","dryRun":true}"#)
            let sample: JSON = ["contact": ids[1].description.json, "value": "large"]
            #expect(rehearsed.json == ["converted": 1, "unfit": 1, "samples": [sample], "options": []])
            // Values of contacts are for those who may see contacts.
            let settings = try await served.program([.settings])
            let blind = try await settings.send(.put, path, body: #"{"type":"number","dryRun":true}"#)
            #expect(blind["unfit"] == 1 && blind["samples"] == [])
            let refused = try await program.send(.put, path, body: #"{"type":"number"}"#)
            #expect(refused.status == 409 && refused.detail.contains("1 value is not a number"))
            let done = try await program.send(.put, path, body: #"{"type":"number","dropping":true}"#)
            #expect(done.status == 200 && done["type"] == "number" && done["changingType"] == false)
            #expect(try await program.get("/contacts/\(ids[0])")["profile"]?["size"] == 12)
            let select = try await program.send(.put, path, body: #"{"type":"select","addOptions":true}"#)
            #expect(select["options"] == ["12"])
            #expect(try await program.send(.put, "/properties/email/type", body: #"{"type":"list"}"#).status == 409)
        }
    }

    @Test("U19: what is wrong is said with its place")
    func mistakes() async throws {
        try await ServedAPI.run { served in
            let program = try await served.program()
            let cases: [(JSON, [String])] = [
                (["name": "x", "type": "text"], ["/key"]), (["key": "a b", "name": "x", "type": "text"], ["/key"]),
                (["key": "createdAt", "name": "x", "type": "text"], ["/key"]),
                (["key": "a", "name": "\n", "type": "text"], ["/name"]), (["key": "a", "name": "x"], ["/type"]),
                (["key": "a", "name": "x", "type": "money"], ["/type"]),
                (["key": "a", "name": "x", "type": "select"], ["/options"]),
                (["key": "a", "name": "x", "type": "select", "options": [5]], ["/options/0"]),
                (["key": "a", "name": "x", "type": "number", "defaultValue": "x"], ["/defaultValue"]),
                (["key": "a", "name": "x", "type": "text", "position": 1], ["/position"]),
            ]
            for (body, pointers) in cases {
                let answer = try await program.post("/properties", body)
                #expect(answer.status == 422 && answer.pointers == pointers, "\(body): \(answer.text)")
            }
            #expect(try await program.post("/properties", ["key": "name", "name": "x", "type": "text"]).status == 409)
            let replaced = try await program.patch("/properties/company", ["replacing": ["a": 5]])
            #expect(replaced.pointers == ["/replacing/a"])
            let order = try await program.send(.put, "/property-order", body: #"{"keys":["gone"]}"#)
            #expect(order.status == 422 && order.pointers == ["/keys"])
            #expect(try await program.patch("/properties/company", ["key": "firm"]).pointers == ["/key"])
        }
    }

    @Test("§2: keys that were seen are listed, registered, left out", arguments: TestEngine.allCases)
    func unregistered(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { served in
            let program = try await served.program()
            let setting = try await program.patch("/unregistered-keys", ["collectsUnknownKeys": false])
            #expect(setting.json == ["collectsUnknownKeys": false, "unregisteredKeys": []])
            let organization = served.console.organization
            try await served.kith.write { transaction in
                let values: [String: JSON] = ["ltv": 12, "note": "Secret 5", "더": true]
                _ = try served.kith.properties.collect(values, of: organization, in: transaction)
            }
            let list = try await program.get("/unregistered-keys")["unregisteredKeys"]?.array ?? []
            #expect(list.count == 3)
            let note = try #require(list.first { $0["key"] == "note" })
            #expect(note["shape"] == "aaaaaa 9" && note["type"] == "text" && note["count"] == 1)
            let registered = try await program.post("/unregistered-keys/ltv/registration", ["name": "Value"])
            #expect(registered.status == 201 && registered["type"] == "number" && registered["name"] == "Value")
            #expect(registered.header("Location") == "/api/v1/properties/ltv")
            #expect(try await program.send(.post, "/unregistered-keys/%EB%8D%94/registration").status == 201)
            #expect(try await program.delete("/unregistered-keys/note").status == 204)
            #expect(try await program.delete("/unregistered-keys/note").status == 404)
            #expect(try await program.get("/unregistered-keys")["unregisteredKeys"] == [])
        }
    }

    @Test("U19: who may not is refused, and another organization is not there")
    func permissions() async throws {
        try await ServedAPI.run { served in
            let program = try await served.program()
            _ = try await program.post("/properties", ["key": "plan", "name": "Plan", "type": "text"])
            let reader = try await served.program([.readContacts])
            let inbox = try await served.program([.conversations])
            let stranger = try await served.program(by: served.other)
            let writes: [(HTTPRequest.Method, String, String?)] = [
                (.patch, "/properties/plan", #"{"name":"x"}"#), (.put, "/properties/plan/archival", nil),
                (.delete, "/properties/plan/archival", nil), (.put, "/properties/plan/type", #"{"type":"list"}"#),
            ]
            let others: [(HTTPRequest.Method, String, String?)] = [
                (.post, "/properties", #"{"key":"a","name":"x","type":"text"}"#),
                (.put, "/property-order", #"{"keys":[]}"#), (.get, "/unregistered-keys", nil),
                (.patch, "/unregistered-keys", #"{"collectsUnknownKeys":true}"#),
                (.post, "/unregistered-keys/x/registration", "{}"), (.delete, "/unregistered-keys/x", nil),
            ]
            for (method, path, body) in writes + others {
                #expect(try await reader.send(method, path, body: body).status == 403, "\(method) \(path)")
                #expect(try await served.nobody.send(method, path, body: body).status == 401, "\(method) \(path)")
            }
            for (method, path, body) in writes {
                #expect(try await stranger.send(method, path, body: body).status == 404, "\(method) \(path)")
            }
            for path in ["/properties", "/properties/plan"] {
                #expect(try await reader.get(path).status == 200)
                #expect(try await inbox.get(path).status == 403)
            }
            #expect(try await stranger.get("/properties/plan").status == 404)
            #expect(try await stranger.get("/properties")["properties"]?.array?.count == Property.defaults.count)
        }
    }
}

extension String {
    fileprivate var json: JSON { .string(self) }
}
