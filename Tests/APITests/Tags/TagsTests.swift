import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Tags by the API")
struct TagsTests {
    @Test(
        "U23 U24 K5: tags are made, counted, renamed with those below, coloured, merged, removed",
        arguments: TestEngine.allCases
    )
    func life(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { served in
            let program = try await served.program()
            let shop = try await program.post("/tags", ["name": " shop ", "colour": "teal"])
            #expect(shop.status == 201 && shop.header("Location") == "/api/v1/tags/\(shop.id)")
            #expect(shop["name"] == "shop" && shop["colour"] == "teal" && shop["count"] == 0)
            let shoes = try await program.post("/tags", ["name": "shop/shoes"])
            let hats = try await program.post("/tags", ["name": "hats"])
            let input = ContactInput(profile: ["name": "Ada"], tags: [try TagName("shop/shoes")])
            let contact = try await served.kith.contacts.create(input, by: served.console).contact
            _ = try await program.post("/segments", ["name": "Shoes", "filter": "tags: shop/shoes"])

            let renamed = try await program.patch("/tags/\(shop.id)", ["name": "store", "colour": .null])
            #expect(renamed.json == ["id": shop["id"] ?? .null, "name": "store", "colour": .null])
            let list = try await program.get("/tags")["tags"]?.array ?? []
            #expect(
                list.map { $0["name"] } == ["hats", "store", "store/shoes"] && list.map { $0["count"] } == [0, 0, 1]
            )
            let shown = try await program.get("/tags/\(shoes.id)")
            #expect(shown["segments"]?.array?.map { $0["name"] } == ["Shoes"] && shown["count"] == 1)

            let into = hats["id"] ?? .null
            let rehearsed = try await program.post("/tags/\(shoes.id)/merges", ["into": into, "dryRun": true])
            #expect(rehearsed.status == 200 && rehearsed.json == ["dryRun": true, "into": into, "changed": 1])
            #expect(rehearsed.header("Kith-Seq") == nil)
            #expect(try await program.get("/tags/\(shoes.id)").json == shown.json)
            let merged = try await program.post("/tags/\(shoes.id)/merges", ["into": into])
            #expect(merged.status == 200 && merged.json == ["dryRun": false, "into": into, "changed": 1])
            #expect(try await program.get("/tags/\(shoes.id)").status == 404)
            #expect(try await program.get("/contacts/\(contact.id)")["tags"] == ["hats"])
            #expect(try await program.get("/segments?counts=true")["segments"]?.array?.map { $0["count"] } == [1])
            #expect(try await program.delete("/tags/\(hats.id)").status == 204)
            #expect(try await program.get("/contacts/\(contact.id)")["tags"] == [])
        }
    }

    @Test("U23: what is wrong is said with its place")
    func mistakes() async throws {
        try await ServedAPI.run { served in
            let program = try await served.program()
            let tag = try await program.post("/tags", ["name": "a"])
            _ = try await program.post("/tags", ["name": "a/b"])
            for name in ["", "a,b", "a/b/c/d", "/"] {
                let answer = try await program.post("/tags", ["name": .string(name)])
                #expect(answer.status == 422 && Set(answer.pointers) == ["/name"], "\(name): \(answer.text)")
            }
            #expect(try await program.post("/tags", ["name": "x", "colour": "mauve"]).pointers == ["/colour"])
            #expect(try await program.post("/tags", ["name": "A"]).status == 409)
            #expect(try await program.patch("/tags/\(tag.id)", ["name": "x/y/z"]).pointers == ["/name"])
            #expect(try await program.patch("/tags/\(tag.id)", ["name": .null]).pointers == ["/name"])
            let itself = try await program.post("/tags/\(tag.id)/merges", ["into": tag["id"] ?? .null])
            #expect(itself.status == 422 && itself.pointers == ["/into"])
            #expect(try await program.post("/tags/\(tag.id)/merges", ["into": "0000000000000"]).status == 404)
        }
    }

    @Test("U23: who may not is refused, and another organization is not there")
    func permissions() async throws {
        try await ServedAPI.run { served in
            let program = try await served.program()
            let tag = try await program.post("/tags", ["name": "a"])
            let reader = try await served.program([.readContacts])
            let basic = try await served.manager("basic")
            let inbox = try await served.program([.conversations])
            let stranger = try await served.program(by: served.other)
            let own = try await stranger.post("/tags", ["name": "a"])
            #expect(try await basic.post("/tags", ["name": "b"]).status == 201)
            #expect(try await reader.post("/tags", ["name": "c"]).status == 403)
            let writes: [(HTTPRequest.Method, String, String?)] = [
                (.patch, "/tags/\(tag.id)", #"{"name":"x"}"#), (.delete, "/tags/\(tag.id)", nil),
                (.post, "/tags/\(tag.id)/merges", "{\"into\":\"\(own.id)\"}"),
            ]
            for (method, path, body) in writes {
                #expect(try await basic.send(method, path, body: body).status == 403, "\(method) \(path)")
                #expect(try await served.nobody.send(method, path, body: body).status == 401, "\(method) \(path)")
                #expect(try await stranger.send(method, path, body: body).status == 404, "\(method) \(path)")
            }
            for path in ["/tags", "/tags/\(tag.id)"] {
                #expect(try await reader.get(path).status == 200)
                #expect(try await inbox.get(path).status == 403)
            }
            #expect(try await stranger.get("/tags/\(tag.id)").status == 404)
            #expect(try await stranger.get("/tags")["tags"]?.array?.count == 1)
        }
    }
}
