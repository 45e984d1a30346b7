import Database
import Domain
import Roster
import Stores

/// Says which contacts are meant: from the roster where there is one, otherwise by SQL, which means the same.
struct ContactIndex {
    let store: ContactStore
    let terms: TermStore
    /// The roster that is asked; nil where SQL is.
    let snapshot: RosterSnapshot?
    private let organization: OrganizationID
    private let connection: any Connection
    private let events: EventShelf?

    /// A snapshot that is older than what the organization has defined by now is not asked.
    init(
        of organization: OrganizationID,
        _ connection: any Connection,
        snapshot: RosterSnapshot? = nil,
        events: EventShelf? = nil,
        knowing catalogueSeq: Int64 = 0
    ) {
        store = ContactStore(organization, connection)
        terms = TermStore(organization, connection)
        self.organization = organization
        self.connection = connection
        self.events = events
        self.snapshot = snapshot.flatMap { $0.seq >= catalogueSeq ? $0 : nil }
    }

    /// How many contacts that are not anonymous match, of those that terms found.
    func count(_ selection: ContactSelection, among found: TermsFound? = nil) throws -> Int {
        guard let snapshot else { return try store.count(selection.among(found)) }
        if let found { return try matches(selection, snapshot, among: found).count }
        return try snapshot.count(question(selection))
    }

    /// How many are in each segment; nil where no roster knows.
    func counts(of segments: RosterSegments) throws -> [SegmentID: Int]? {
        try snapshot?.counts(of: segments)
    }

    /// The ids of all that match, of those that terms found, ascending.
    func ids(_ selection: ContactSelection, among found: TermsFound? = nil) throws -> [ContactID] {
        guard let snapshot else { return try store.ids(selection.among(found)) }
        return try matches(selection, snapshot, among: found).ids
    }

    /// The ids of a page of them, in the order of the page, and how many there are in all where that is asked for.
    func page(
        _ selection: ContactSelection,
        _ page: ContactPage,
        among found: TermsFound? = nil,
        counting: Bool
    ) throws -> (ids: [ContactID], count: Int?) {
        guard let snapshot else {
            let selection = selection.among(found)
            return (try store.page(selection, page), counting ? try store.count(selection) : nil)
        }
        let matches = try matches(selection, snapshot, among: found)
        let ids =
            page.rank > 0
            ? matches.page(in: page.order, rank: page.rank, limit: page.limit)
            : matches.page(in: page.order, limit: page.limit, cursor: page.cursor, isBackward: page.isBackward)
        return (ids, counting ? matches.count : nil)
    }

    /// Those of the contacts, as their rows are now, that still match: they may have changed since the roster's last look.
    func confirmed(_ contacts: [Contact], _ selection: ContactSelection, among found: TermsFound?) -> [Contact] {
        guard snapshot != nil else { return contacts }
        let ids = found?.ids(among: contacts)
        return contacts.filter { contact in
            // What happened is not among the values of a contact.
            (!selection.predicate.eventTests.isEmpty || selection.predicate.matches(contact))
                && contact.kind != .anonymous && selection.search.matches(contact, in: selection.catalogue)
                && ids?.contains(contact.id) ?? true
        }
    }

    /// All that match; nil where no roster knows.
    func matches(_ selection: ContactSelection, among found: TermsFound? = nil) throws -> RosterSelection? {
        try snapshot.map { try matches(selection, $0, among: found) }
    }

    private func matches(
        _ selection: ContactSelection,
        _ snapshot: RosterSnapshot,
        among found: TermsFound?
    ) throws -> RosterSelection {
        let matches = try snapshot.matches(question(selection))
        guard case .selection(let selection)? = found?.who else { return matches }
        return matches.intersection(selection)
    }

    private func question(_ selection: ContactSelection) throws -> RosterQuestion {
        var events = EventAnswers()
        for test in selection.predicate.eventTests {
            events[test] =
                try self.events?.contacts(passing: test, of: organization, in: selection.catalogue, connection)
                ?? store.ids(ContactSelection(predicate: .events(test), catalogue: selection.catalogue))
        }
        return RosterQuestion(
            predicate: selection.predicate,
            search: selection.search,
            catalogue: selection.catalogue,
            events: events
        )
    }
}
