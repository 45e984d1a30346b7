import Domain
import HTTPTypes
import TestSupport
import Testing

@Suite("Bodies")
struct BodyTests {
    @Test(
        "what is no JSON is 400, whatever is wrong with it",
        arguments: [
            "", "{", "nonsense", "{\"name\":1e400}", "{\"name\":\"\\ud800\"}", "{\"name\":\"\\ud800\\u0041\"}", "{} {}",
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 50_000), "{\"name\":\"a\nb\"}",
            "{'name':'x'}", "{\"name\":NaN}", "{\"name\":01}",
        ]
    )
    func malformed(body: String) async throws {
        try await ServedAPI.run { api in
            let answer = try await api.program().send(.post, "/roles", body: body)
            #expect(answer.status == 400)
            #expect(answer["status"] == .integer(400))
            #expect(answer.detail.hasPrefix("the body is not JSON"))
        }
    }

    @Test(
        "what is wrong in JSON is 422, with each place",
        arguments: [
            ("{}", ["/name", "/permissions"]),
            ("[]", [""]), ("null", [""]), ("7", [""]),
            ("{\"name\":7,\"permissions\":{}}", ["/name", "/permissions"]),
            ("{\"name\":null,\"permissions\":[]}", ["/name"]),
            (
                "{\"name\":\"x\",\"permissions\":[\"contacts.see\",\"contacts.se\",7]}",
                ["/permissions/1", "/permissions/2"]
            ),
            ("{\"name\":\"x\",\"permisions\":[]}", ["/permissions", "/permisions"]),
            ("{\"name\":\"x\",\"permissions\":[],\"a/b~c\":1}", ["/a~1b~0c"]),
            ("{\"name\":\"x\\u0000\",\"permissions\":[\"\\u0000\"]}", ["/name", "/permissions/0"]),
            ("{\"name\":\"x\",\"name\":\"y\",\"permissions\":[]}", ["/name"]),
            ("{\"name\":\"\",\"permissions\":[]}", ["/name"]),
        ]
    )
    func places(body: String, pointers: [String]) async throws {
        try await ServedAPI.run { api in
            let answer = try await api.program().send(.post, "/roles", body: body)
            #expect(answer.status == 422)
            #expect(answer.pointers == pointers)
        }
    }

    @Test("K6: an unknown member asks which was meant")
    func meant() async throws {
        try await ServedAPI.run { api in
            let answer = try await api.program().send(.post, "/roles", body: "{\"name\":\"x\",\"permisions\":[]}")
            #expect(answer.text.contains("did you mean “permissions”?"))
        }
    }

    @Test("a body over the limit is 413, whether it says its length or not")
    func tooLong() async throws {
        try await ServedAPI.run { api in
            let name = String(repeating: "x", count: 1 << 20)
            let answer = try await api.program().send(.post, "/roles", body: "{\"name\":\"\(name)\"}")
            #expect(answer.status == 413)
            #expect(answer.detail.contains("1048576"))
        }
    }

    @Test(
        "JSON has more than one name, and a body of another type is 415",
        arguments: [
            ("application/json; charset=utf-8", 201), ("application/merge-patch+json", 201), ("APPLICATION/JSON", 201),
            ("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("json", 415),
        ]
    )
    func types(type: String, status: Int) async throws {
        try await ServedAPI.run { api in
            let answer = try await api.program().send(
                .post,
                "/roles",
                ["Content-Type": type],
                body: "{\"name\":\"x\",\"permissions\":[]}"
            )
            #expect(answer.status == status)
        }
    }

    @Test(
        "parameters that are wrong are named",
        arguments: [
            ("/changes?limit=0", 422, ["limit"]), ("/changes?limit=x&after=-1", 422, ["after", "limit"]),
            ("/changes?limit=5&limit=5", 422, ["limit"]), ("/changes?limt=5", 422, ["limt"]),
            ("/changes?limit=%zz", 400, []), ("/changes?limit=%ff", 400, []), ("/changes?a=%00", 400, []),
            ("/me?x=1", 422, ["x"]),
        ]
    )
    func parameters(path: String, status: Int, names: [String]) async throws {
        try await ServedAPI.run { api in
            let answer = try await api.program().get(path)
            #expect(answer.status == status)
            #expect(answer.parameters == names)
        }
    }
}
