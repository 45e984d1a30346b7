import Domain
import Foundation
import Stores
import TestSupport
import Testing

@Suite("Pages of contacts")
struct ContactPageTests {
    private static let sorts = [
        "name", "-name", "email", "ltv", "-ltv", "birthday", "-birthday", "renewsAt", "lastSeenAt", "-lastSeenAt",
        "subscriber", "-blocked", "sessionsCount", "kind", "-member", "id", "-id", "memberId", "plan",
    ]

    @Test("forwards and backwards, each contact comes once, in order", arguments: TestEngine.allCases)
    func walk(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            var random = RandomFilters(seed: SplitMix64.seedOfRun)
            let people = (0..<60).map { _ in random.contact().0 }.filter { $0.kind != .anonymous }
            let organization = try await StoredOrganization(engine)
            try await organization.insert(people.map { ($0, []) })
            for sort in Self.sorts {
                let order = try ContactOrder(parsing: sort, in: random.catalogue)
                let whole = try await self.page(organization, order, limit: 1_000, nil, false, random.catalogue)
                #expect(Set(whole) == Set(people.map(\.id)), "\(sort)")
                let byID = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
                let forwards = try await steps(organization, order, byID, isBackward: false, random.catalogue)
                let backwards = try await steps(organization, order, byID, isBackward: true, random.catalogue)
                #expect(forwards == whole, "\(sort) forwards")
                #expect(backwards == whole.dropLast() + [], "\(sort) backwards")
                let values = whole.map { byID[$0]?[order.key] }
                #expect(values.drop { $0 != nil }.allSatisfy { $0 == nil }, "\(sort): no value comes last")
            }
        }
    }

    private func page(
        _ organization: StoredOrganization,
        _ order: ContactOrder,
        limit: Int,
        _ cursor: ContactCursor?,
        _ isBackward: Bool,
        _ catalogue: Catalogue
    ) async throws -> [ContactID] {
        let id = organization.id
        return try await organization.engine.read { connection in
            try ContactStore(id, connection).page(
                ContactSelection(catalogue: catalogue),
                ContactPage(order: order, limit: limit, cursor: cursor, isBackward: isBackward)
            )
        }
    }

    /// All pages of seven, one after the other; backwards from the last contact, which is then not among them.
    private func steps(
        _ organization: StoredOrganization,
        _ order: ContactOrder,
        _ contacts: [ContactID: Contact],
        isBackward: Bool,
        _ catalogue: Catalogue
    ) async throws -> [ContactID] {
        var found: [ContactID] = []
        var cursor: ContactCursor?
        if isBackward {
            let whole = try await page(organization, order, limit: 1_000, nil, false, catalogue)
            cursor = whole.last.flatMap { contacts[$0] }.map { ContactCursor(after: $0, in: order) }
        }
        while true {
            let ids = try await page(organization, order, limit: 7, cursor, isBackward, catalogue)
            guard let edge = (isBackward ? ids.first : ids.last).flatMap({ contacts[$0] }) else { return found }
            found = isBackward ? ids + found : found + ids
            let text = ContactCursor(after: edge, in: order).description
            cursor = try #require(ContactCursor(text, in: order), "\(text)")
            guard found.count <= 1_000 else { return found }
        }
    }
}
