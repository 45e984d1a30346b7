import Domain
import Roster
import TestSupport
import Testing

@Suite("Pages of the roster")
struct RosterPageTests {
    private static let sorts = [
        "name", "-name", "email", "ltv", "-ltv", "birthday", "-birthday", "renewsAt", "lastSeenAt", "-lastSeenAt",
        "subscriber", "-blocked", "sessionsCount", "-sessionsCount", "kind", "-member", "id", "-id", "memberId", "plan",
    ]

    @Test("forwards, backwards and by rank they are the reference's order", arguments: [10, 120, 3_000])
    func walk(_ count: Int) async throws {
        let seed = SplitMix64.seedOfRun
        print("RosterPageTests: seed \(seed) (KITH_TEST_SEED repeats it)")
        var population = Population(seed: seed, count: count)
        for _ in 0..<25 { population.change() }
        for round in 0..<3 {
            if round == 2 { population.roster.merge() }
            let predicate: Predicate = round == 1 ? .test(.builtIn(.member), .isTrue) : .everybody
            let selection = try population.roster.snapshot.matches(population.question(predicate))
            let ids = population.matches(predicate)
            // Of many contacts a few orders will do: all are walked through on few.
            for sort in count < 1_000 ? Self.sorts : ["name", "-ltv", "-lastSeenAt", "kind", "memberId"] {
                await Task.yield()
                let order = try ContactOrder(parsing: sort, in: population.catalogue)
                let expected = Reference.sorted(ids.compactMap { population.contacts[$0] }, order)
                // By rank before by cursor in the last round, so that permutations are there, too.
                if round == 2 { ranks(selection, order, expected) }
                pages(selection, order, expected)
                ranks(selection, order, expected)
            }
        }
    }

    private func pages(_ selection: RosterSelection, _ order: ContactOrder, _ expected: [Contact]) {
        let ids = expected.map(\.id)
        #expect(selection.page(in: order, limit: ids.count + 1) == ids, "\(order)")
        #expect(selection.page(in: order, limit: 7) == Array(ids.prefix(7)), "\(order)")
        #expect(selection.page(in: order, limit: 7, isBackward: true) == Array(ids.suffix(7)), "\(order)")
        for index in Set([0, 1, ids.count / 3, ids.count / 2, ids.count - 1].filter(ids.indices.contains)) {
            let cursor = ContactCursor(after: expected[index], in: order)
            let after = selection.page(in: order, limit: 9, cursor: cursor)
            #expect(after == Array(ids[(index + 1)...].prefix(9)), "\(order) after \(index)")
            let before = selection.page(in: order, limit: 9, cursor: cursor, isBackward: true)
            #expect(before == Array(ids[..<index].suffix(9)), "\(order) before \(index)")
        }
    }

    private func ranks(_ selection: RosterSelection, _ order: ContactOrder, _ expected: [Contact]) {
        let ids = expected.map(\.id)
        for rank in [0, 1, ids.count / 3, ids.count / 2, ids.count - 2, ids.count - 1, ids.count] where rank >= 0 {
            let page = selection.page(in: order, rank: rank, limit: 11)
            #expect(page == Array(ids.dropFirst(rank).prefix(11)), "\(order) from \(rank)")
            if rank < ids.count {
                #expect(selection.rank(of: ids[rank], in: order) == rank, "\(order)")
            }
        }
        #expect(selection.rank(of: ContactID(rawValue: 1 << 60), in: order) == nil)
    }

    @Test("a cursor whose contact has gone stays where it was")
    func cursorStays() throws {
        var population = Population(seed: 5, count: 50)
        let order = try ContactOrder(parsing: "-name", in: population.catalogue)
        let before = Reference.sorted(population.listed, order)
        let cursor = ContactCursor(after: before[20], in: order)
        for _ in 0..<10 { population.change() }
        let selection = try population.roster.snapshot.matches(population.question(.everybody))
        let after = Reference.sorted(population.listed, order)
        let expected = after.filter { Reference.isBefore(cursor, ContactCursor(after: $0, in: order), order) }
        #expect(selection.page(in: order, limit: 1_000, cursor: cursor) == expected.map(\.id))
    }
}

/// The order by definition: by value, contacts without one last, ties by id.
enum Reference {
    static func sorted(_ contacts: [Contact], _ order: ContactOrder) -> [Contact] {
        let keyed = contacts.map { (contact: $0, cursor: ContactCursor(after: $0, in: order)) }
        return keyed.sorted { isBefore($0.cursor, $1.cursor, order) }.map(\.contact)
    }

    static func isBefore(_ left: ContactCursor, _ right: ContactCursor, _ order: ContactOrder) -> Bool {
        guard let leftValue = left.value else { return right.value == nil && left.id < right.id }
        guard let rightValue = right.value else { return true }
        if isLess(leftValue, rightValue, order) { return !order.isDescending }
        if isLess(rightValue, leftValue, order) { return order.isDescending }
        return left.id < right.id
    }

    private static func isLess(_ left: Value, _ right: Value, _ order: ContactOrder) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)) where order.key == .builtIn(.kind):
            let kinds = ContactKind.allCases.map(\.rawValue)
            return (kinds.firstIndex(of: left) ?? 0) < (kinds.firstIndex(of: right) ?? 0)
        case (.text(let left), .text(let right)): return left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.number(let left), .number(let right)): return left < right
        case (.boolean(let left), .boolean(let right)): return !left && right
        case (.date(let left), .date(let right)): return left < right
        case (.datetime(let left), .datetime(let right)): return left < right
        default: return false
        }
    }
}
