import Domain
import Hummingbird
import Kith

/// How many contacts match, and the first of them; or why the question cannot be answered.
struct ContactResults: Sendable {
    struct Head: Sendable {
        let key: String
        let title: String
        let style: String
        let width: Int
        /// Where a click on its head leads; nil where contacts cannot be sorted by it.
        let link: String?
        /// `ascending`, `descending`, or nil where the list is in another order.
        let direction: String?
        let isAscending: Bool
        let isDescending: Bool
        let isPerson: Bool
    }

    /// Why a filter cannot be answered, and which part of its text is wrong.
    struct Problem: Sendable {
        let before: String
        let marked: String
        let after: String
        let hasPlace: Bool
        let message: String
    }

    let count: String
    let total: Int
    let lines: Int
    let countText: String
    let isNarrowed: Bool
    /// The segment within which the list is, as it is kept.
    let segment: Segment?
    /// Where its filter can be mended, if it no longer makes sense.
    let mend: String?
    /// Where the filter can be saved as one's own, and as everybody's segment.
    let save: String?
    let share: String?
    let shownTerms: ShownTerms?
    let hasBar: Bool
    /// The heads of the columns.
    let heads: [Head]
    let tableWidth: Int
    let rows: ContactRows?
    let rowsLink: String
    let clear: String
    let hasNoMatch: Bool
    let isFirstUse: Bool
    let isCards: Bool
    let problem: Problem?
    let ticks: Bool

    private static let tickWidth = 48

    init(_ state: ContactsState, in view: View) async throws {
        isNarrowed = state.isNarrowed
        clear = Link.contacts(state.cleared).path
        rowsLink = Link.rows(state.list).path
        isCards = view.session.manager.preferences.contactView == .cards
        ticks = view.caller.may(.editContacts) || view.caller.may(.deleteContacts)
        let shown =
            if let segment = SegmentID(state.segment) {
                try await view.site.kith.segments.find(segment, by: view.caller)
            } else {
                ShownSegment?.none
            }
        segment = shown?.segment
        do {
            let rows = try await ContactRows(state, from: 0, count: ContactsPage.firstRows, in: view)
            self.rows = rows
            problem = nil
            mend = nil
            total = rows.count
            heads = rows.columns.map { Head($0, state: state, order: rows.order) }
            tableWidth = rows.columns.reduce(Self.tickWidth) { $0 + $1.width }
        } catch let refusal as ContactRefusal {
            rows = nil
            let broken = if let shown { try await view.problem(of: shown) } else { Problem?.none }
            problem = broken ?? Problem(refusal, in: state.filter, view)
            let segment = shown?.segment
            let mends = broken != nil && segment?.canBeChanged(by: view.caller) ?? false
            mend = mends ? segment.map { Link.segmentForm($0.id).path } : nil
            total = 0
            heads = []
            tableWidth = 0
        }
        lines = total + 1
        count = view.region.number(total)
        countText = Self.countText(total, of: state, in: view)
        hasNoMatch = problem == nil && total == 0 && (isNarrowed || segment != nil)
        isFirstUse = problem == nil && total == 0 && !isNarrowed && segment == nil
        shownTerms = rows?.terms
        let saves = problem == nil && !state.filter.isEmpty
        save = saves ? Link.newSegment(state, isShared: false).path : nil
        share = saves && view.caller.may(.manageSegments) ? Link.newSegment(state, isShared: true).path : nil
        hasBar = saves || shownTerms != nil
    }

    /// How many there are, in words.
    static func countText(_ count: Int, of state: ContactsState, in view: View) -> String {
        view.count(state.isNarrowed || !state.segment.isEmpty ? "contacts.matches" : "contacts.count", count)
    }

    var status: HTTPResponse.Status { problem == nil ? .ok : .unprocessableContent }
}

extension ContactResults.Head {
    init(_ column: ContactColumn, state: ContactsState, order: ContactOrder) {
        key = column.key.description
        title = column.title
        style = column.isPerson ? "person" : column.type.rawValue
        width = column.width
        isPerson = column.isPerson
        let isSorted = column.key == order.key
        direction = isSorted ? (order.isDescending ? "descending" : "ascending") : nil
        isAscending = isSorted && !order.isDescending
        isDescending = isSorted && order.isDescending
        let name = column.key.shortDescription
        // Times and numbers are looked at from their greatest on.
        let isGreatestFirst = column.type == .datetime || column.type == .date || column.type == .number
        let sort = isSorted ? (order.isDescending ? name : "-" + name) : (isGreatestFirst ? "-" + name : name)
        link = column.type.isList ? nil : Link.contacts(state.sorted(by: sort)).path
    }
}

extension ContactResults.Problem {
    init(_ refusal: ContactRefusal, in text: String, _ view: View) {
        let place = refusal.place?.range(in: text)
        before = place.map { String(text[..<$0.lowerBound]) } ?? ""
        // Where something is missing, there is nothing to mark but the place itself.
        marked = place.map { $0.isEmpty ? " " : String(text[$0]) } ?? ""
        after = place.map { String(text[$0.upperBound...]) } ?? ""
        hasPlace = place != nil
        message = view.sentence(refusal.reason)
    }
}

extension FilterPlace {
    /// The place as a range of the text that was read.
    fileprivate func range(in text: String) -> Range<String.Index>? {
        guard case .text(let range) = self else { return nil }
        let scalars = text.unicodeScalars
        let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound, limitedBy: scalars.endIndex)
        let end = scalars.index(scalars.startIndex, offsetBy: range.upperBound, limitedBy: scalars.endIndex)
        guard let start, let end else { return nil }
        return start..<end
    }
}
