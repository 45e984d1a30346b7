import Domain
import Kith
import TestSupport
import Testing

@Suite("The subscription by the API")
struct SubscriptionTests {
    @Test("U10: shows what is used and free, and owners add to it", arguments: TestEngine.allCases)
    func add(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager("owner")
            let unlimited = try await owner.get("/subscription")
            #expect(unlimited["managedUsers"] == ["included": .null, "added": 0, "used": 0, "free": .null])
            #expect(try await owner.post("/subscription/additions", ["managedUsers": 5]).status == 409)
            _ = try await api.kith.subscription.setIncluded(2, by: api.console)
            _ = try await api.contact()
            let added = try await owner.post("/subscription/additions", ["managedUsers": 5])
            #expect(added.status == 201)
            #expect(added["managedUsers"] == ["included": 2, "added": 5, "used": 1, "free": 6])
            #expect(added["plan"] == "Self-hosted")
            #expect(added["isOver"] == false)
            for count: JSON in [0, 10_000_001, "5", 1.5.json, .null] {
                let answer = try await owner.post("/subscription/additions", ["managedUsers": count])
                #expect(answer.pointers == ["/managedUsers"], "\(count)")
            }
            let program = try await api.program()
            let refused = try await program.post("/subscription/additions", ["managedUsers": 5])
            #expect(refused.status == 403)
            #expect(refused.detail == "only an owner may do this")
            #expect(try await owner.get("/subscription")["managedUsers"] == added["managedUsers"])
            let foreign = try await api.manager("owner", by: api.other)
            #expect(try await foreign.get("/subscription")["managedUsers"]?["used"] == 0)
        }
    }
}

extension Double {
    fileprivate var json: JSON { .number(self) }
}
