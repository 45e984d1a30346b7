import Database
import Domain
import HTTPTypes
import Kith
import Stores
import TestSupport
import Testing

@Suite("Requests that come twice")
struct RepeatedRequestTests {
    private static let key = ["Idempotency-Key": "one"]

    @Test("K6: a second request gets the answer of the first", arguments: TestEngine.allCases)
    func twice(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let first = try await program.post("/roles", ["name": "Agent", "permissions": []], Self.key)
            let second = try await program.post("/roles", ["name": "Agent", "permissions": []], Self.key)
            #expect(first.status == 201)
            #expect(first.header("Idempotency-Replayed") == nil)
            #expect(second.status == 201)
            #expect(second.text == first.text)
            #expect(second.headers[.location] == first.headers[.location])
            #expect(second.headers[.contentType] == "application/json")
            #expect(second.header("Idempotency-Replayed") == "true")
            #expect(try await api.kith.roles.all(by: api.console).count == 3)
            let gone = try await program.delete("/roles/\(first.id)", ["Idempotency-Key": "two"])
            let goneAgain = try await program.delete("/roles/\(first.id)", ["Idempotency-Key": "two"])
            #expect(gone.status == 204)
            #expect(goneAgain.status == 204)
            #expect(goneAgain.text.isEmpty)
        }
    }

    @Test("K6: many at once carry it out once", arguments: TestEngine.allCases)
    func atOnce(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let other = try await api.program()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await program.post("/roles", ["name": "Agent", "permissions": []], Self.key).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.contains(201))
            #expect(Set(statuses).isSubset(of: [201, 409]))
            #expect(try await api.kith.roles.all(by: api.console).count == 3)
            let later = try await program.post("/roles", ["name": "Agent", "permissions": []], Self.key)
            #expect(later.status == 201)
            // Keys are the caller's own.
            #expect(try await other.post("/roles", ["name": "Agent", "permissions": []], Self.key).status == 409)
            #expect(try await other.post("/roles", ["name": "Other", "permissions": []], Self.key).status == 201)
        }
    }

    @Test("K6: a key is for one request alone")
    func otherRequest() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let made = try await program.post("/roles", ["name": "Agent", "permissions": []], Self.key)
            #expect(made.status == 201)
            for answer in [
                try await program.post("/roles", ["name": "Other", "permissions": []], Self.key),
                try await program.delete("/roles/\(made.id)", Self.key),
            ] {
                #expect(answer.status == 422)
                #expect(answer.detail.contains("Idempotency-Key"))
            }
        }
    }

    @Test("K6: a request that changed nothing leaves nothing", arguments: TestEngine.allCases)
    func nothing(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            #expect(try await program.post("/roles", ["name": "", "permissions": []], Self.key).status == 422)
            #expect(try await program.post("/roles", ["name": "Basic", "permissions": []], Self.key).status == 409)
            #expect(try await program.delete("/roles/0000000000000", Self.key).status == 404)
            #expect(try await program.post("/roles", ["name": "Agent", "permissions": []], Self.key).status == 201)
        }
    }

    @Test("a key has 1 to 255 printable characters", arguments: ["", "é", String(repeating: "x", count: 256)])
    func keys(key: String) async throws {
        try await ServedAPI.run { api in
            let headers = ["Idempotency-Key": key]
            let answer = try await api.program().post("/roles", ["name": "Agent", "permissions": []], headers)
            #expect(answer.status == 400)
        }
    }

    @Test("K6: an answer that was lost is said to be lost, and nothing is done again", arguments: TestEngine.allCases)
    func lost(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            api.clock.hold()
            let program = try await api.program()
            let body: JSON = ["name": "Agent", "permissions": []]
            _ = try await program.post("/roles", body, Self.key)
            // As after a crash between the commit and the answer.
            _ = try await api.kith.engine.write { connection in
                try connection.execute("UPDATE answers SET state = 'open', status = NULL, headers = NULL, body = NULL")
            }
            let soon = try await program.post("/roles", body, Self.key)
            #expect(soon.status == 409)
            #expect(soon.detail.contains("at work"))
            #expect(soon.headers[.retryAfter] == "1")
            api.clock.advance(61_000)
            let later = try await program.post("/roles", body, Self.key)
            #expect(later.status == 409)
            #expect(later.detail.contains("lost"))
            #expect(try await api.kith.roles.all(by: api.console).count == 3)
        }
    }

    @Test("a secret is in no table, so its answer is not kept")
    func secrets() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let body: JSON = ["name": "ci", "scopes": ["contacts:read"]]
            let made = try await program.post("/keys", body, Self.key)
            #expect(made.status == 201)
            let again = try await program.post("/keys", body, Self.key)
            #expect(again.status == 409)
            #expect(again.detail.contains("secret"))
            #expect(try await api.kith.keys.all(by: api.console).filter { $0.name == "ci" }.count == 1)
            let bodies = try await api.kith.read { try $0.all("SELECT body FROM answers") { try $0.blobIfAny(0) } }
            #expect(bodies == [nil])
        }
    }

    @Test("what is known of a contact goes with the contact, and all goes after a day", arguments: TestEngine.allCases)
    func forgotten(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let body: JSON = ["name": "Agent", "permissions": []]
            let made = try await program.post("/roles", body, Self.key)
            let contact = ContactID(rawValue: 7)
            _ = try await api.kith.engine.write {
                try $0.execute("UPDATE answers SET contact_id = \(contact.rawValue)")
            }
            let now = api.clock.now()
            try await api.kith.write { transaction in
                try AnswerStore(api.other.organization, transaction.connection).forget(contacts: [contact])
                try AnswerStore(api.other.organization, transaction.connection).deleteAll(before: now)
            }
            #expect(try await program.post("/roles", body, Self.key).text == made.text)
            try await api.kith.write { transaction in
                try AnswerStore(api.console.organization, transaction.connection).forget(contacts: [contact])
            }
            #expect(try await program.post("/roles", body, Self.key).status == 410)
            try await api.kith.write { transaction in
                let store = AnswerStore(api.console.organization, transaction.connection)
                try store.deleteAll(before: now + KeptAnswer.keptMilliseconds)
            }
            #expect(try await program.post("/roles", body, Self.key).status == 409)
        }
    }

    @Test("work whose claim is taken is rolled back", arguments: TestEngine.allCases)
    func claims(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let claim = { Claim(of: api.console, keyHash: [1], requestHash: [2]) }
            let first = claim()
            try await Claim.$current.withValue(first) {
                _ = try await api.kith.roles.create(name: "One", permissions: [], by: api.console)
                _ = try await api.kith.roles.create(name: "Two", permissions: [], by: api.console)
            }
            #expect(first.isMade)
            let second = claim()
            await #expect(throws: ClaimError.taken) {
                try await Claim.$current.withValue(second) {
                    _ = try await api.kith.roles.create(name: "Three", permissions: [], by: api.console)
                }
            }
            #expect(!second.isMade)
            #expect(try await api.kith.roles.all(by: api.console).map(\.name) == ["Owner", "Basic", "One", "Two"])
        }
    }
}
