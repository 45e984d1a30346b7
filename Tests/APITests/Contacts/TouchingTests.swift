import API
import Domain
import HTTPTypes
import TestSupport
import Testing

@Suite("Being there, by the API")
struct TouchingTests {
    private static let wrong: [(String, String)] = [
        (#"{}"#, "/platform"), (#"{"platform": "fax"}"#, "/platform"), (#"{"platform": "web", "at": "soon"}"#, "/at"),
        (#"{"platform": "web", "country": "XX"}"#, "/country"),
        (#"{"platform": "web", "timeZone": "Mars"}"#, "/timeZone"),
        (#"{"platform": "web", "language": 7}"#, "/language"), (#"{"platform": "web", "appName": "x"}"#, "/appName"),
        (#"{"platform": "mobile", "browser": "x"}"#, "/browser"),
        (#"{"platform": "web", "lastSeenAt": 7}"#, "/lastSeenAt"),
        (#"{"platform": "web", "city": "\#(String(repeating: "x", count: 201))"}"#, "/city"),
    ]

    @Test("C4: what is wrong with a sign is said with its place, and nothing is kept", arguments: wrong)
    func mistakes(body: String, pointer: String) async throws {
        try await ServedAPI.run { api in
            let contact = try await api.contact()
            let program = try await api.program()
            let answer = try await program.send(.post, "/contacts/\(contact)/touches", body: body)
            #expect(answer.status == 422 && answer.pointers == [pointer], "\(answer.text)")
            #expect(try await program.get("/contacts/\(contact)")["version"] == 1)
        }
    }

    @Test("C4: an id that was merged is its primary's, and nobody's is 404")
    func merged() async throws {
        try await ServedAPI.run { api in
            let ada = try await api.contact()
            let ben = try await api.contact("ben@example.com")
            let program = try await api.program()
            _ = try await program.post("/merges", ["primary": ada.json, "others": [ben.json]])
            let touched = try await program.post("/contacts/\(ben)/touches", ["platform": "mobile", "appName": "Shop"])
            #expect(touched.id == ada.description && touched["mobile"]?["appName"] == "Shop")
            #expect(try await program.post("/contacts/06J0000000000/touches", ["platform": "web"]).status == 404)
        }
    }
}
