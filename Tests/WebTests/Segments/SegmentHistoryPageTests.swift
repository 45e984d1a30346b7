import Database
import Domain
import Kith
import Stores
import TestSupport
import Testing
import Web

@Suite("K2: the size of a segment over time, as a page")
struct SegmentHistoryPageTests {
    @Test("it has sizes of the range, and who entered and left", arguments: TestEngine.allCases)
    func shown(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            try await served.add(name: "Ada", email: "ada@example.com")
            let segment = try await served.kith.segments.create(name: "All", filter: .everybody, by: served.caller)
            let browser = try await served.signedIn()
            let path = "/segments/\(segment.id)/history"
            #expect(try await browser.get(path).text.contains("아직 기록이 없습니다"))
            try await served.fill(segment.id)
            let page = try await browser.get(path)
            #expect(page.text.contains("<td>1,234</td>") && page.text.contains("· 1,234\""))
            #expect(!page.text.contains("<td>77</td>"))
            #expect(page.text.contains("Ada") && page.text.contains("들어옴"))
            let longer = try await browser.get(path + "?days=90")
            #expect(longer.text.contains("<td>77</td>"))
            #expect(try await browser.get(path + "?days=no").status == 200)
        }
    }
}

extension ServedKith {
    /// Writes what a watcher would have: a size of each of the last days, an older one, and a move.
    func fill(_ segment: SegmentID) async throws {
        let now = kith.now()
        let organization = caller.organization
        let found = try await kith.contacts.search(ContactQuestion(), by: caller)
        let contact = found.contacts.first?.id
        try await kith.write { transaction in
            let sizes = SegmentSizeStore(organization, transaction.connection)
            for days in [1, 2, 3, 60] {
                let hour = HourlyCount.hour(of: now - Int64(days) * 86_400_000)
                try sizes.keep([segment: days == 60 ? 77 : 1_233 + days], at: hour)
            }
            guard let contact else { return }
            let move = SegmentMove(
                place: 1,
                segment: segment,
                contact: contact,
                hasEntered: true,
                at: now - 3_600_000,
                seq: 1,
                cause: .change
            )
            try SegmentMoveStore(organization, transaction.connection).append([move])
        }
    }
}
