import Database
import Domain
import Foundation
import Kith
import Stores
import Synchronization
import TestSupport
import Testing

/// Clients of several processes that do everything to the same few people at once.
@Suite struct ManyClientsTests {
    private static let clients = 8
    /// So few that everybody is always in everybody's way.
    private static let people = 12

    @Test("8 clients create, edit, tag, merge and delete the same people at once", arguments: TestEngine.allCases)
    func atOnce(engine: TestEngine) async throws {
        let seconds = Double(ProcessInfo.processInfo.environment["KITH_SOAK_SECONDS"] ?? "") ?? 5
        try await withDatabase(engine) { database in
            _ = try await Migrator(KithSchema.migrations).migrate(database, at: Self.now().milliseconds)
            let first = Self.kith(on: database)
            let settings = try OrganizationSettings(name: "Demo", country: "KR", timeZone: "Asia/Seoul")
            let made = try await first.organizations.create(key: OrganizationKey("demo"), settings: settings)
            let caller = Caller.console(made.id)
            let tally = Tally()
            let end = ContinuousClock.now + .seconds(seconds)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<Self.clients {
                    // Each has its own engine and ids, as another process has.
                    let engine = try database.openAgain()
                    group.addTask {
                        let kith = Self.kith(on: engine)
                        var client = RandomClient(
                            kith: kith,
                            caller: caller,
                            seed: SplitMix64.seedOfRun &+ UInt64(number)
                        )
                        while ContinuousClock.now < end || tally.counts["done", default: 0] < 50 {
                            try await client.step(tally)
                        }
                        await kith.close()
                        await engine.close()
                    }
                }
                try await group.waitForAll()
            }
            let counts = tally.counts
            print("ManyClientsTests: \(engine): \(counts.sorted { $0.key < $1.key }) in \(seconds) s")
            #expect(counts["done", default: 0] > 20)
            try await Self.expectWhole(first, caller, tally)
            await first.close()
        }
    }

    /// Every rule that the rows must keep, whatever was done to them.
    private static func expectWhole(_ kith: Kith, _ caller: Caller, _ tally: Tally) async throws {
        #expect(try await kith.consistency.problems() == [])
        let organization = caller.organization
        try await kith.read { connection in
            func count(_ sql: SQL) throws -> Int64 { try connection.first(sql) { try $0.integer(0) } ?? -1 }
            let org = organization.rawValue
            let contacts = try connection.all("SELECT id, version FROM contacts WHERE org_id = \(org)") {
                (id: ContactID(rawValue: try $0.integer(0)), version: try $0.integer(1))
            }
            #expect(try ChangeStore(organization, connection).managedUsers() == contacts.count)
            let catalogue = try Catalogue(of: organization, connection)
            for contact in try ContactStore(organization, connection).contacts(ids: contacts.map(\.id), in: catalogue) {
                // No event is lost: each version has at least one, and what was merged brought its own.
                let events = try EventStore(organization, connection).events(of: contact.id, limit: 1_000_000)
                #expect(events.contains { $0.kind == .created })
                #expect(events.count >= contact.version)
                // Whoever has a member id is found by it.
                if let memberID = contact.memberID {
                    let identity = Identity(.memberID, memberID.text)
                    #expect(
                        try IdentityStore(organization, connection).contacts(by: [identity]) == [identity: contact.id]
                    )
                }
            }
            for table in ["events", "identities"] {
                let strays: SQL = """
                    SELECT count(*) FROM \(unsafe: table) WHERE org_id = \(org)
                    AND contact_id NOT IN (SELECT id FROM contacts WHERE org_id = \(org))
                    """
                #expect(try count(strays) == 0)
            }
            let changes = try ChangeStore(organization, connection).changes(after: 0, limit: 1_000_000)
            #expect(tally.seqs.isSubset(of: changes.map(\.seq)))
            let removed = changes.flatMap(\.what.removed)
            #expect(Set(removed).count == removed.count)
            #expect(Set(removed).isDisjoint(with: contacts.map(\.id)))
            #expect(Set(removed).count + contacts.count == tally.created)
        }
    }

    static func now() -> Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

    static func kith(on engine: any Engine) -> Kith {
        Kith(
            engine: engine,
            now: { now() },
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            passwordCost: PasswordCost(rounds: 16, blockSize: 1, parallelism: 1)
        )
    }

    /// What the clients were answered.
    final class Tally: Sendable {
        private struct State {
            var counts: [String: Int] = [:]
            var created: Set<ContactID> = []
            var versions: Set<String> = []
            var seqs: Set<Int64> = []
        }

        private let state = Mutex(State())

        var counts: [String: Int] { state.withLock { $0.counts } }
        var created: Int { state.withLock { $0.created.count } }

        func count(_ what: String) {
            state.withLock { $0.counts[what, default: 0] += 1 }
        }

        func create(_ contact: ContactID) {
            state.withLock { _ = $0.created.insert(contact) }
        }

        /// Notes a version that an edit made: two edits that make the same one are a lost edit.
        func edit(_ contact: Contact, seq: Int64) {
            state.withLock { state in
                #expect(state.versions.insert("\(contact.id) \(contact.version)").inserted)
                #expect(state.seqs.insert(seq).inserted)
            }
        }

        var seqs: Set<Int64> { state.withLock { $0.seqs } }
    }

    /// Does one thing after another to people whom the others know, too.
    struct RandomClient {
        let kith: Kith
        let caller: Caller
        var random: SplitMix64

        init(kith: Kith, caller: Caller, seed: UInt64) {
            self.kith = kith
            self.caller = caller
            random = SplitMix64(seed: seed)
        }

        mutating func step(_ tally: Tally) async throws {
            do {
                try await act(tally)
                tally.count("done")
            } catch is ContactError {
                // Somebody else merged or deleted the person: what a client expects to hear of.
                tally.count("refused")
            }
        }

        private mutating func act(_ tally: Tally) async throws {
            let person = Int.random(in: 0..<ManyClientsTests.people, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0...2:
                let made = try await kith.contacts.create(input(person), memberID: memberID(person), by: caller)
                if made.isNew { tally.create(made.contact.id) }
            case 3:
                let made = try await kith.contacts.putMember(MemberID("m\(person)"), input(person), by: caller)
                if made.isNew { tally.create(made.contact.id) }
            case 4...6:
                guard let contact = try await anybody() else { return }
                let other = Int.random(in: 0..<ManyClientsTests.people, using: &random)
                try await edit(contact, input(other), tally)
            case 7:
                guard let contact = try await anybody() else { return }
                let tag = try TagName("t\(Int.random(in: 0..<5, using: &random))")
                try await edit(contact, ContactInput(tagsAdded: [tag]), tally)
            case 8:
                guard let one = try await anybody(), let other = try await anybody(), one != other else { return }
                _ = try await kith.contacts.merge([other], into: one, by: caller)
            default:
                guard let contact = try await anybody() else { return }
                try await kith.contacts.delete(contact, by: caller)
            }
        }

        private func edit(_ contact: ContactID, _ input: ContactInput, _ tally: Tally) async throws {
            let receipt = CommitReceipt()
            let edited = try await CommitReceipt.$current.withValue(receipt) {
                try await kith.contacts.edit(contact, input, by: caller)
            }
            if let seq = receipt.seq { tally.edit(edited.contact, seq: seq) }
        }

        private mutating func anybody() async throws -> ContactID? {
            let question = ContactQuestion(sort: "id", limit: 50)
            return try await kith.contacts.search(question, by: caller).contacts.randomElement(using: &random)?.id
        }

        private mutating func memberID(_ person: Int) throws -> MemberID? {
            Bool.random(using: &random) ? try MemberID("m\(person)") : nil
        }

        private mutating func input(_ person: Int) -> ContactInput {
            var input = ContactInput(profile: ["name": .string("Person \(person)")])
            if Bool.random(using: &random) { input.profile["email"] = .string("p\(person)@example.com") }
            if Bool.random(using: &random) { input.profile["mobileNumber"] = .string("010-1111-\(1000 + person)") }
            return input
        }
    }
}
