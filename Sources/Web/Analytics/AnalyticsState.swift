import Domain
import Kith

/// What the page of analytics shows, all of it in its address.
package struct AnalyticsState: Sendable, Hashable {
    enum Range: String, CaseIterable, Sendable {
        case week = "7d"
        case month = "30d"
        case quarter = "90d"
        case year = "12mo"
        case custom
    }

    var range = Range.month
    /// The days of a custom range, as they were written.
    var from = ""
    var to = ""
    /// Nil for the one that suits the range.
    var period: CalendarPeriod?
    var filter = ""
    /// The id of a segment, within which all is counted.
    var segment = ""

    package init() {}

    init(of query: String?) {
        let parameters = Link.parameters(query)
        func text(_ name: String, upTo length: Int = 40) -> String {
            String((parameters[name] ?? "").prefix(length))
        }
        range = Range(rawValue: text("range")) ?? .month
        from = text("from")
        to = text("to")
        period = CalendarPeriod(rawValue: text("period"))
        filter = text("filter", upTo: ContactsState.longestText)
        segment = text("segment")
    }

    var parameters: [(String, String?)] {
        [
            ("range", range == .month ? nil : range.rawValue), ("from", range == .custom ? from : nil),
            ("to", range == .custom ? to : nil), ("period", period?.rawValue), ("segment", segment),
            ("filter", filter),
        ]
    }

    /// What to ask of Kith. Throws `AnalyticsError`, `FilterError`.
    func question(waitsForEvents: Bool) throws -> AnalyticsQuestion {
        var question = AnalyticsQuestion(range: try days, period: period, waitsForEvents: waitsForEvents)
        question.contacts = try list.question(limit: 1)
        return question
    }

    private var days: AnalyticsRange {
        get throws(AnalyticsError) {
            switch range {
            case .week: .last(days: 7)
            case .month: .last(days: 30)
            case .quarter: .last(days: 90)
            case .year: .lastMonths(12)
            case .custom: try AnalyticsRange(from: from, to: to)
            }
        }
    }

    /// The list of all who are counted.
    var list: ContactsState {
        var list = ContactsState(segment: segment)
        list.filter = filter
        return list
    }

    /// The list of those of them who pass one more condition; nil where the filter cannot be read.
    func list(within condition: FilterExpression) -> ContactsState? {
        var narrowed = list
        guard let filter = try? FilterExpression(parsing: filter) else { return nil }
        narrowed.filter = (filter == .everybody ? condition : .and([filter, condition])).description
        return narrowed
    }
}
