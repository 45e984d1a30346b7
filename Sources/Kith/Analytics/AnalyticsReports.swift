import Database
package import Domain
import Roster
import Stores

extension Kith {
    package var analytics: AnalyticsReports { AnalyticsReports(kith: self) }
}

/// What to count, of whom, and when.
package struct AnalyticsQuestion: Sendable {
    /// Whom: its filter, search and terms.
    package var contacts: ContactQuestion
    package var range: AnalyticsRange
    /// Nil for the one by which a range of its length reads best.
    package var period: CalendarPeriod?
    /// Whether events are wanted though counting them takes long, as SQL does it.
    package var waitsForEvents: Bool

    package init(
        contacts: ContactQuestion = ContactQuestion(),
        range: AnalyticsRange = .usual,
        period: CalendarPeriod? = nil,
        waitsForEvents: Bool = true
    ) {
        self.contacts = contacts
        self.range = range
        self.period = period
        self.waitsForEvents = waitsForEvents
    }
}

package struct AnalyticsReport: Sendable {
    package enum Events: Hashable, Sendable {
        case counted
        /// They are being read into memory, and will be there in a while.
        case preparing
        /// They take long to count, and nobody wanted to wait.
        case slow
    }

    package let analytics: Analytics
    package let events: Events
    /// What was asked, as it was understood.
    package let filter: Filter
    package let catalogue: Catalogue
    /// The day that weeks begin with, 0 for Monday.
    package let firstWeekday: Int
}

/// Verbs about what all contacts are and do.
package struct AnalyticsReports: Sendable {
    let kith: Kith

    /// Counts. Whoever narrows it must be allowed to see contacts: a filter may find a single one.
    ///
    /// Throws `AnalyticsError`, `FilterError`, `TermsError`.
    package func report(_ question: AnalyticsQuestion, by caller: Caller) async throws -> AnalyticsReport {
        try caller.require(.seeAnalytics)
        if question.isNarrow { try caller.require(.seeContacts) }
        let now = kith.now()
        let shelf = kith.rosters.activity(of: caller.organization)
        return try await kith.readContacts(by: caller) { reading in
            let catalogue = reading.catalogue
            let filter = try question.contacts.filter(in: catalogue)
            let selection = question.contacts.selection(filter, in: catalogue, at: now)
            let moment = Moment(now: now, zone: catalogue.zone)
            let range = try question.range.days(until: moment.today)
            let firstWeekday = catalogue.country?.firstWeekday ?? 0
            let count = AnalyticsCount(
                reading: reading,
                selection: selection,
                found: try question.contacts.found(by: reading),
                moment: moment,
                span: AnalyticsSpan(range, in: catalogue.zone, firstWeekday: firstWeekday),
                organization: caller.organization
            )
            let (contacts, activity, events) = try count.figures(shelf, waits: question.waitsForEvents)
            return AnalyticsReport(
                analytics: Analytics(
                    contacts,
                    activity,
                    in: count.span,
                    by: question.period ?? range.usualPeriod,
                    firstWeekday: firstWeekday
                ),
                events: events,
                filter: filter,
                catalogue: catalogue,
                firstWeekday: firstWeekday
            )
        }
    }
}

extension AnalyticsQuestion {
    fileprivate var isNarrow: Bool {
        !contacts.filter.isEmpty || contacts.expression != nil || !contacts.search.isEmpty || contacts.terms != nil
    }
}

/// Counts by the roster, and by SQL where there is none.
private struct AnalyticsCount {
    let reading: ContactReading
    let selection: ContactSelection
    let found: TermsFound?
    let moment: Moment
    let span: AnalyticsSpan
    let organization: OrganizationID

    func figures(
        _ shelf: ActivityShelf?,
        waits: Bool
    ) throws -> (ContactFigures, ActivityFigures?, AnalyticsReport.Events) {
        let tags = reading.catalogue.tagsWithin
        guard let matches = try reading.index.matches(selection, among: found),
            let segments = try reading.visibleSegments()
        else {
            let contacts = try rows.figures(of: selection.among(found), tags: tags, segments: predicates)
            return waits ? (contacts, try activityOfRows(), .counted) : (contacts, nil, .slow)
        }
        let contacts = try matches.figures(in: span, tags: tags, segments: segments)
        switch try shelf?.answer(reading.connection) ?? .tooLarge {
        case .ready(let activity): return (contacts, matches.figures(of: activity, in: span), .counted)
        case .preparing: return (contacts, nil, .preparing)
        case .tooLarge: return waits ? (contacts, try activityOfRows(), .counted) : (contacts, nil, .slow)
        }
    }

    private var rows: AnalyticsStore { AnalyticsStore(organization, reading.connection, span) }

    private func activityOfRows() throws -> ActivityFigures {
        guard case .selection(let selected)? = found?.who else {
            return try rows.activity(of: selection.among(found))
        }
        var among = selection
        among.among = selected.ids
        return try rows.activity(of: among)
    }

    /// What segments mean now. In one that no longer makes sense is nobody.
    private var predicates: [SegmentID: Predicate] {
        reading.catalogue.segments.mapValues { segment in
            let filter = try? Segments.resolved(segment, in: reading.catalogue)
            return filter?.predicate(at: moment, in: reading.catalogue) ?? .nobody
        }
    }
}

extension Catalogue {
    /// What each tag stands for: itself, and those below it.
    fileprivate var tagsWithin: [TagID: Set<TagID>] {
        let byName = Dictionary(tags.values.map { ($0.name.folded, $0.id) }) { first, _ in first }
        var within: [TagID: Set<TagID>] = [:]
        for tag in tags.values {
            let levels = tag.name.folded.split(separator: "/")
            for depth in 1...max(1, levels.count) {
                let name = levels.prefix(depth).joined(separator: "/")
                if let above = byName[name] { within[above, default: []].insert(tag.id) }
            }
        }
        return within
    }
}
