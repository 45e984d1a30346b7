import Domain
import Foundation
import Kith
import TestSupport
import Testing

@Suite("Subscription")
struct SubscriptionTests {
    @Test("U10: shows what is included, added, used and free", arguments: TestEngine.allCases)
    func usage(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let other = try await fixture.organization("other")
            let subscription = fixture.kith.subscription
            let unlimited = try await subscription.usage(by: console)
            #expect(unlimited == SubscriptionUsage(included: nil, added: 0, used: 0))
            #expect(unlimited.free == nil && !unlimited.isOver)
            _ = try await subscription.setIncluded(5, by: console)
            try await fixture.kith.write {
                $0.note(Changed(catalogue: true), managedUsers: 7, in: console.organization)
            }
            let over = try await subscription.usage(by: console)
            #expect(over == SubscriptionUsage(included: 5, added: 0, used: 7))
            #expect(over.free == 0 && over.isOver)
            let more = try await subscription.addCapacity(3, by: console)
            #expect(more.capacity == 8 && more.free == 1 && !more.isOver)
            #expect(more.plan == "Self-hosted")
            #expect(try await subscription.usage(by: other) == SubscriptionUsage(included: nil, added: 0, used: 0))
        }
    }

    @Test("U10: only an owner adds, and only the machine says what is included", arguments: TestEngine.allCases)
    func permissions(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let subscription = fixture.kith.subscription
            let permissions = Set(Permission.allCases).subtracting(Permission.ofOwnersOnly)
            _ = try await fixture.kith.roles.create(name: "Admin", permissions: permissions, by: console)
            let admin = try await fixture.manager("ada@example.com", role: "admin", by: console)
            let owner = try await fixture.manager("ben@example.com", role: "owner", by: console)
            let basic = try await fixture.manager("cat@example.com", role: "basic", by: console)
            await #expect(throws: SubscriptionError.noLimit) { _ = try await subscription.addCapacity(1, by: owner) }
            _ = try await subscription.setIncluded(5, by: console)
            await #expect(throws: PermissionError.notAnOwner) { _ = try await subscription.addCapacity(1, by: admin) }
            await #expect(throws: PermissionError.notTheConsole) {
                _ = try await subscription.setIncluded(6, by: owner)
            }
            await #expect(throws: PermissionError.missing(.manageOrganization)) {
                _ = try await subscription.usage(by: basic)
            }
            for count in [0, -1, 10_000_001, 10_000_000] {
                await #expect(throws: SubscriptionError.badNumber) {
                    _ = try await subscription.addCapacity(count, by: owner)
                }
            }
            #expect(try await subscription.addCapacity(1, by: owner).capacity == 6)
            #expect(try await subscription.usage(by: admin).added == 1)
        }
    }

    @Test("U10: at the limit there is no room, and the reason says how much there is", arguments: TestEngine.allCases)
    func room(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let kith = fixture.kith
            let need: @Sendable (Int) async throws -> Void = { count in
                try await kith.write { try kith.subscription.requireRoom(for: count, by: console, in: $0) }
            }
            try await need(1_000_000)
            _ = try await kith.subscription.setIncluded(3, by: console)
            try await kith.write { $0.note(Changed(catalogue: true), managedUsers: 1, in: console.organization) }
            try await need(2)
            await #expect(throws: SubscriptionError.full(capacity: 3, used: 1, needed: 3)) { try await need(3) }
            // What the same transaction has made before counts too.
            await #expect(throws: SubscriptionError.full(capacity: 3, used: 3, needed: 1)) {
                try await kith.write { transaction in
                    transaction.note(Changed(catalogue: true), managedUsers: 2, in: console.organization)
                    try kith.subscription.requireRoom(for: 1, by: console, in: transaction)
                }
            }
            #expect(try await kith.subscription.usage(by: console).used == 1)
        }
    }

    @Test("U10: of many who take the last place at once, one gets it", arguments: TestEngine.allCases)
    func race(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let kith = fixture.kith
            _ = try await kith.subscription.setIncluded(1, by: console)
            let taken = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let done: Void? = try? await kith.write { transaction in
                            try kith.subscription.requireRoom(for: 1, by: console, in: transaction)
                            // Long enough for the others to look before this one has taken the place.
                            Thread.sleep(forTimeInterval: 0.05)
                            transaction.note(Changed(catalogue: true), managedUsers: 1, in: console.organization)
                        }
                        return done != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 1)
        }
    }
}
