import Domain
import Kith

/// What the page of contacts shows, all of it in its address: so it can be sent to a colleague, and the browser's way back works.
package struct ContactsState: Sendable, Hashable {
    static let longestText = 8_000

    /// One line of text, as in `FilterExpression(parsing:)`.
    var filter = ""
    var search = ""
    /// A property key, with `-` before it for the greatest first; empty for the usual order.
    var sort = ""
    /// The id of a segment, within which all else is asked.
    var segment = ""
    /// The id of pasted terms that are kept for the manager.
    var terms = ""
    /// The contact that is open beside the list.
    var contact = ""

    package init() {}

    init(segment: String) {
        self.segment = segment
    }

    init(of query: String?) {
        self.init(Link.parameters(query))
    }

    init(_ parameters: [String: String]) {
        func text(_ name: String, upTo length: Int = 40) -> String {
            String((parameters[name] ?? "").prefix(length))
        }
        filter = text("filter", upTo: Self.longestText)
        search = text("search", upTo: Self.longestText)
        sort = text("sort", upTo: 200)
        segment = text("segment")
        terms = text("terms")
        contact = text("contact")
    }

    var parameters: [(String, String?)] {
        [
            ("segment", segment), ("search", search), ("filter", filter), ("terms", terms), ("sort", sort),
            ("contact", contact),
        ]
    }

    /// The same without what stands beside the list.
    var list: ContactsState {
        var list = self
        list.contact = ""
        return list
    }

    /// The list in its usual order, as narrow as the segment alone.
    var cleared: ContactsState {
        var cleared = ContactsState(segment: segment)
        cleared.sort = sort
        return cleared
    }

    var isNarrowed: Bool { !search.isEmpty || !filter.isEmpty || !terms.isEmpty }

    func sorted(by sort: String) -> ContactsState {
        var sorted = list
        sorted.sort = sort
        return sorted
    }

    /// The filter, and what it narrows. Throws `FilterError` where the filter cannot be read.
    func expression(within whole: FilterExpression) throws(FilterError) -> FilterExpression {
        let filter = try FilterExpression(parsing: filter)
        guard filter != .everybody else { return whole }
        return whole == .everybody ? filter : .and([whole, filter])
    }

    /// What to ask of Kith. Throws `FilterError` where the filter cannot be read.
    func question(rank: Int = 0, limit: Int, terms: TermQuestion? = nil) throws(FilterError) -> ContactQuestion {
        var question = ContactQuestion(
            filter: filter,
            search: search,
            terms: terms,
            sort: sort.isEmpty ? nil : sort,
            limit: limit,
            rank: rank
        )
        if !segment.isEmpty {
            question.expression = try expression(within: .segment(.init(name: segment)))
        }
        return question
    }
}
