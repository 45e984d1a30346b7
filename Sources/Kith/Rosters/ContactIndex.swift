import Database
import Domain
import Roster
import Stores

/// Says which contacts are meant: from the roster where there is one, otherwise by SQL, which means the same.
struct ContactIndex {
    private let store: ContactStore
    /// The roster that is asked; nil where SQL is.
    let snapshot: RosterSnapshot?

    /// A snapshot that is older than what the organization has defined by now is not asked.
    init(
        of organization: OrganizationID,
        _ connection: any Connection,
        snapshot: RosterSnapshot? = nil,
        knowing catalogueSeq: Int64 = 0
    ) {
        store = ContactStore(organization, connection)
        self.snapshot = snapshot.flatMap { $0.seq >= catalogueSeq ? $0 : nil }
    }

    /// How many contacts that are not anonymous match.
    func count(_ selection: ContactSelection) throws -> Int {
        guard let snapshot else { return try store.count(selection) }
        return try snapshot.count(question(selection))
    }

    /// How many are in each segment; nil where no roster knows.
    func counts(of segments: RosterSegments) throws -> [SegmentID: Int]? {
        try snapshot?.counts(of: segments)
    }

    /// The ids of all that match, ascending.
    func ids(_ selection: ContactSelection) throws -> [ContactID] {
        guard let snapshot else { return try store.ids(selection) }
        return try snapshot.ids(question(selection))
    }

    /// The ids of a page of them, in the order of the page, and how many there are in all where that is asked for.
    func page(
        _ selection: ContactSelection,
        _ page: ContactPage,
        counting: Bool
    ) throws -> (ids: [ContactID], count: Int?) {
        guard let snapshot else {
            return (try store.page(selection, page), counting ? try store.count(selection) : nil)
        }
        let matches = try snapshot.matches(question(selection))
        let ids = matches.page(in: page.order, limit: page.limit, cursor: page.cursor, isBackward: page.isBackward)
        return (ids, counting ? matches.count : nil)
    }

    /// Whether a contact as its row is now still matches: it may have changed since the roster's last look.
    func confirms(_ contact: Contact, _ selection: ContactSelection) -> Bool {
        guard snapshot != nil else { return true }
        // What happened is not among the values of a contact.
        let matches = !selection.predicate.eventTests.isEmpty || selection.predicate.matches(contact)
        return matches && contact.kind != .anonymous && selection.search.matches(contact, in: selection.catalogue)
    }

    private func question(_ selection: ContactSelection) throws -> RosterQuestion {
        var events = EventAnswers()
        for test in selection.predicate.eventTests {
            events[test] = try store.ids(ContactSelection(predicate: .events(test), catalogue: selection.catalogue))
        }
        return RosterQuestion(
            predicate: selection.predicate,
            search: selection.search,
            catalogue: selection.catalogue,
            events: events
        )
    }
}
