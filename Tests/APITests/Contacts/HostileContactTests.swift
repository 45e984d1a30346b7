import API
import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Contacts that cannot be")
struct HostileContactTests {
    private static let long = String(repeating: "x", count: 70_000)

    /// Bodies of POST and PATCH, with the places that are wrong.
    private static let wrong: [(String, [String])] = [
        (#"{"profile": 7}"#, ["/profile"]),
        (#"{"profile": []}"#, ["/profile"]),
        (#"{"profile": null}"#, ["/profile"]),
        (#"{"profile": {"name": "a\u0000b"}}"#, ["/profile/name"]),
        (#"{"profile": {"na\u0000me": "x"}}"#, ["/profile"]),
        (#"{"profile": {"name": {}}}"#, ["/profile/name"]),
        (#"{"profile": {"name": 7}}"#, ["/profile/name"]),
        (#"{"profile": {"name": ["x"]}}"#, ["/profile/name"]),
        (#"{"profile": {"name": "\#(long)"}}"#, ["/profile/name"]),
        (#"{"profile": {"name": "x", "email": "\#(long)@example.com"}}"#, ["/profile/email"]),
        (#"{"profile": {"name": "x", "email": "nobody"}}"#, ["/profile/email"]),
        (#"{"profile": {"name": "x", "mobileNumber": "\#(long)"}}"#, ["/profile/mobileNumber"]),
        (#"{"profile": {"name": "x", "mobileNumber": "abc"}}"#, ["/profile/mobileNumber"]),
        (#"{"profile": {"name": "x", "__proto__": {"a": 1}}}"#, ["/profile/__proto__"]),
        (#"{"profile": {"name": "x", "constructor": "y"}}"#, ["/profile/constructor"]),
        (#"{"profile": {"name": "x", "toString": null}}"#, ["/profile/toString"]),
        (#"{"profile": {"name": "x", "": "y"}}"#, ["/profile/"]),
        (#"{"profile": {"name": "x", "a/b~c": "y"}}"#, ["/profile/a~1b~0c"]),
        (#"{"profile": {"name": "x", "\#(long)": "y"}}"#, ["/profile/\(long)"]),
        (#"{"profile": {"name": "x", "profile.email": "a@example.com"}}"#, ["/profile/profile.email"]),
        (#"{"profile": {"name": "x", "blocked": true}}"#, ["/profile/blocked"]),
        (#"{"profile": {"name": "x", "id": "y", "memberId": "z"}}"#, ["/profile/id", "/profile/memberId"]),
        (#"{"profile": {"name": "x", "naem": "y", "email": "z"}}"#, ["/profile/email", "/profile/naem"]),
        (#"{"profile": {"name": "x", "name": "y"}}"#, ["/profile/name"]),
        (#"{"profile": {"name": "x"}, "tags": "vip"}"#, ["/tags"]),
        (
            #"{"profile": {"name": "x"}, "tags": [7, "", "a,b", "\#(long)", null, "ok"]}"#,
            ["/tags/0", "/tags/1", "/tags/2", "/tags/3", "/tags/4"]
        ),
        (#"{"profile": {"name": "x"}, "tags": ["a\u0000"]}"#, ["/tags/0"]),
        (#"{"profile": {"name": "x"}, "blocked": "yes"}"#, ["/blocked"]),
        (#"{"profile": {"name": "x"}, "blocked": null}"#, ["/blocked"]),
        (#"{"profile": {"name": "x"}, "unsubscribeEmail": 1}"#, ["/unsubscribeEmail"]),
        (#"{"profile": {"name": "x"}, "version": 7, "id": "y"}"#, ["/id", "/version"]),
        (#"{"profle": {"name": "x"}, "hasOwnProperty": 1}"#, ["/hasOwnProperty", "/profle"]),
    ]

    /// What is no mistake where a server speaks of its members: keys that are no property yet are collected.
    private static let unknownKeys = ["__proto__", "constructor", "toString", "naem"]

    @Test("K6: every mistake is 422 with its place, in each verb that takes it", arguments: wrong)
    func places(body: String, pointers: [String]) async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let contact = try await api.contact()
            for (method, path) in [
                (HTTPRequest.Method.post, "/contacts"), (.patch, "/contacts/\(contact)"), (.put, "/members/m"),
            ] where method != .put || !Self.unknownKeys.contains(where: body.contains) {
                let answer = try await program.send(method, path, body: body)
                #expect(answer.status == 422, "\(path): \(answer.status) \(answer.text.prefix(300))")
                #expect(answer.pointers.sorted() == pointers.sorted(), "\(path): \(answer.text.prefix(300))")
            }
            // The same in a bulk change, under the member that has it.
            let bulk = #"{"filter": "", "dryRun": true, "change": \#(body)}"#
            let answer = try await program.send(.post, "/bulk-changes", body: bulk)
            #expect(answer.status == 422)
            #expect(answer.pointers.sorted() == pointers.map { "/change\($0)" }.sorted())
            #expect(try await program.get("/contacts/\(contact)")["version"] == 1)
            #expect(try await program.post("/contacts/search", [:])["count"] == 1)
        }
    }

    @Test("K6: a name that is near is asked for")
    func hints() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let member = try await program.post("/contacts", ["profle": ["name": "x"]])
            #expect(member.detail.contains("did you mean “profile”?"))
            let key = try await program.post("/contacts", ["profile": ["naem": "x"]])
            #expect(key.detail.contains("did you mean “name”?"))
            let kind = try await program.get("/contacts/\(try await api.contact())/events?knd=changed")
            #expect(kind.parameters == ["knd"] && kind.detail.contains("did you mean “kind”?"))
        }
    }

    @Test(
        "K6: what is no JSON in UTF-8 is 400",
        arguments: [
            #"{"profile": {"name": "\ud800"}}"#, #"{"profile": {"name": "\udc00x"}}"#, #"{"profile": {"\ud800": "x"}}"#,
            #"{"profile": {"name": "x"}"#, "", "nonsense", #"{"profile": {"name": NaN}}"#,
            String(repeating: "[", count: 100_000),
        ]
    )
    func unreadable(body: String) async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            for path in ["/contacts", "/merges", "/bulk-changes"] {
                #expect(try await program.send(.post, path, body: body).status == 400)
            }
        }
    }

    @Test(
        "K6: numbers beyond reason are values or refused, never a fault",
        arguments: [
            "1e308", "1e400", "-1e400", "123456789012345678901234567890", "0.1e-400", "-0",
        ]
    )
    func numbers(number: String) async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            _ = try await program.post("/properties", ["key": "ltv", "name": "LTV", "type": "number"])
            _ = try await program.post("/properties", ["key": "born", "name": "Born", "type": "datetime"])
            for key in ["ltv", "born", "lastCheckoutCompletedAt"] {
                let body = #"{"profile": {"name": "x", "\#(key)": \#(number)}}"#
                let status = try await program.send(.post, "/contacts", body: body).status
                #expect([201, 400, 422].contains(status), "\(key): \(status)")
            }
            #expect(try await program.post("/contacts/search", [:]).status == 200)
        }
    }

    @Test("K6: member ids that cannot be, and ids of other kinds")
    func ids() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            for id: JSON in [
                "", " ", "a b", "a\u{0}b", 7, [:], .string(String(repeating: "x", count: 65)), .string(Self.long),
            ] {
                let answer = try await program.post(
                    "/contacts",
                    ["memberId": id, "profile": ["name": "x"], "tags": []]
                )
                #expect(answer.status == 422 && answer.pointers == ["/memberId"], "\(id.description.prefix(20))")
            }
            #expect(try await program.post("/contacts", ["memberId": .null, "profile": ["name": "x"]]).status == 201)
            let role = try await program.post("/roles", ["name": "Agent", "permissions": []])
            for id in [role.id, "0000000000000", "ZZZZZZZZZZZZZ", "nonsense", "%00", "%FF", "-1", "06j3q8x5m2k40"] {
                for (method, path) in [
                    (HTTPRequest.Method.get, "/contacts/\(id)"), (.delete, "/contacts/\(id)"),
                    (.get, "/contacts/\(id)/events"), (.put, "/contacts/\(id)/block"), (.get, "/jobs/\(id)"),
                    (.put, "/jobs/\(id)/cancellation"), (.post, "/imports/\(id)/reversals"),
                    (.put, "/duplicates/\(id)/\(role.id)/dismissal"),
                ] {
                    let answer = try await program.send(method, path)
                    #expect(answer.status == 404, "\(method) \(path): \(answer.status)")
                }
            }
        }
    }
}
