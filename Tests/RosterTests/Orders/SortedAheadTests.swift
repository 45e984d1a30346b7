import Domain
import Testing

@testable import Roster

@Suite("Orders that are sorted ahead")
struct SortedAheadTests {
    private static let orders: [ContactOrder] = [.lastSeenFirst, .newestFirst, .byName]

    @Test("they are there soon, and after each merge")
    func soon() async throws {
        var population = Population(seed: 17, count: 500)
        population.roster.sortAhead(Self.orders)
        while population.made != Self.orders { try await Task.sleep(for: .milliseconds(1)) }
        for _ in 0..<2 {
            population.change()
            population.roster.merge()
            #expect(population.made == Self.orders)
        }
    }

    @Test("a merge that begins before they are sorted sorts them")
    func merged() throws {
        var population = Population(seed: 19, count: 500)
        population.change()
        let part = try #require(population.roster.snapshot.parts.first?.part)
        population.roster.sortAhead(Self.orders)
        #expect(Set(part.orders.orders) == Set(Self.orders))
        population.roster.merge()
        #expect(population.made == Self.orders)
    }
}

extension Population {
    /// The orders that the first part is sorted by.
    fileprivate var made: [ContactOrder] {
        let orders = roster.snapshot.parts.first?.part.orders
        return [.lastSeenFirst, .newestFirst, .byName].filter { orders?.made($0) != nil }
    }
}
