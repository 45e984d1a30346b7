import Database
import Domain
import Foundation
import Kith
import Server
import Stores
import Synchronization
import TestSupport
import Testing

/// Programs that do everything to the same few people at once, over HTTP.
@Suite struct ManyProgramsTests {
    private static let programs = 8
    /// So few that everybody is always in everybody's way.
    private static let people = 12
    /// What may come of it: done, gone, merged or changed meanwhile, taken by somebody else.
    private static let expected: Set<Int> = [200, 201, 204, 404, 409, 412, 422]

    @Test(
        "8 programs create, edit, tag, merge and delete the same people, and nothing fails",
        arguments: TestEngine.allCases
    )
    func atOnce(engine: TestEngine) async throws {
        let seconds = Double(ProcessInfo.processInfo.environment["KITH_SOAK_SECONDS"] ?? "") ?? 3
        let settings = ServeSettings(requestsPerMinute: 10_000_000)
        try await withDatabase(engine) { database in
            try await ServedAPI.run(on: database, settings: settings) { api in
                let tally = Tally()
                let end = ContinuousClock.now + .seconds(seconds)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<Self.programs {
                        let client = try await api.program()
                        group.addTask {
                            var program = RandomProgram(client: client, seed: SplitMix64.seedOfRun &+ UInt64(number))
                            while ContinuousClock.now < end || tally.counts[200, default: 0] < 50 {
                                tally.count(try await program.step())
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                print("ManyProgramsTests: \(engine): \(tally.counts.sorted { $0.key < $1.key }) in \(seconds) s")
                #expect(Set(tally.counts.keys).isSubset(of: Self.expected))
                try await Self.expectWhole(api)
            }
        }
    }

    /// The rows keep every rule, and the API counts as many.
    private static func expectWhole(_ api: ServedAPI) async throws {
        #expect(try await api.kith.consistency.problems() == [])
        let organization = api.console.organization
        let (rows, changes, lost) = try await api.kith.read { connection in
            let org = organization.rawValue
            func number(_ sql: SQL) throws -> Int64 { try connection.first(sql) { try $0.integer(0) } ?? -1 }
            return try (
                number("SELECT count(*) FROM contacts WHERE org_id = \(org)"),
                ChangeStore(organization, connection).changes(after: 0, limit: 1_000_000).map(\.seq),
                // Each version has at least one event.
                number(
                    """
                    SELECT count(*) FROM contacts WHERE org_id = \(org) AND version >
                    (SELECT count(*) FROM events WHERE events.org_id = contacts.org_id AND contact_id = contacts.id)
                    """
                )
            )
        }
        #expect(lost == 0)
        #expect(changes == Array(1...Int64(changes.count)))
        let answer = try await api.program().post("/contacts/search", ["limit": 1])
        #expect(answer["count"] == .integer(rows))
    }

    /// How often each status was answered.
    private final class Tally: Sendable {
        private let state = Mutex<[Int: Int]>([:])

        var counts: [Int: Int] { state.withLock { $0 } }

        func count(_ status: Int) {
            state.withLock { $0[status, default: 0] += 1 }
        }
    }

    /// Does one thing after another to people whom the others know, too.
    private struct RandomProgram {
        let client: Client
        var random: SplitMix64

        init(client: Client, seed: UInt64) {
            self.client = client
            random = SplitMix64(seed: seed)
        }

        mutating func step() async throws -> Int {
            let person = Int.random(in: 0..<ManyProgramsTests.people, using: &random)
            let body = contact(person)
            switch Int.random(in: 0..<10, using: &random) {
            case 0...1: return try await client.post("/contacts", body).status
            case 2: return try await client.put("/members/m\(person)", body).status
            case 3: return try await client.get("/contacts?email=p\(person)@example.com").status
            default: break
            }
            let (found, some) = try await somebody()
            guard let some else { return found }
            switch Int.random(in: 0..<10, using: &random) {
            case 0...3: return try await client.patch("/contacts/\(some)", body).status
            case 4...5: return try await client.post("/contacts/\(some)/tags", ["tags": [.string("t\(person)")]]).status
            case 6: return try await client.get("/contacts/\(some)").status
            case 7...8:
                guard let other = try await somebody().id, other != some else { return found }
                return try await client.post("/merges", ["primary": .string(some), "others": [.string(other)]]).status
            default: return try await client.delete("/contacts/\(some)").status
            }
        }

        private mutating func somebody() async throws -> (status: Int, id: String?) {
            let answer = try await client.post("/contacts/search", ["sort": "id", "limit": 50, "count": false])
            return (answer.status, answer["contacts"]?.array?.randomElement(using: &random)?["id"]?.string)
        }

        private mutating func contact(_ person: Int) -> JSON {
            let hasEmail = Bool.random(using: &random)
            let hasPhone = Bool.random(using: &random)
            return .object([
                "profile": .object([
                    "name": .string("Person \(person)"),
                    "email": hasEmail ? .string("p\(person)@example.com") : nil,
                    "mobileNumber": hasPhone ? .string("010-1111-\(1000 + person)") : nil,
                ])
            ])
        }
    }
}
