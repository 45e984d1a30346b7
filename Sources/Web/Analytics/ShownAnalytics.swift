import Domain
import Kith

/// The figures of analytics as people read them.
struct ShownAnalytics: Sendable {
    /// One number, and how it compares with the days before.
    struct Figure: Sendable {
        let name: String
        let number: String
        /// Such as `+12 %`; empty where there is nothing to compare with.
        let change: String
        let isMore: Bool
        let isLess: Bool
        let before: String

        init(_ name: String, _ figure: Analytics.Compared, before: String, in view: View) {
            self.name = view.words["analytics.\(name)"]
            let difference = figure.now - figure.before
            number = view.region.number(figure.now)
            isMore = difference > 0
            isLess = difference < 0
            let sign = difference > 0 ? "+" : difference < 0 ? "−" : ""
            change =
                figure.before > 0
                ? sign + view.region.percent(abs(Double(difference) / Double(figure.before)))
                : difference == 0 ? "" : sign + view.region.number(abs(difference))
            self.before = view.words(before, ["n": view.region.number(figure.before)])
        }
    }

    /// The range, in words and as it is written in the address.
    let days: String
    let range: ClosedRange<Day>
    let figures: [Figure]
    let growth: ShownChart?
    let created: ShownChart?
    let groups: [ShownGroups]
    let hasNobody: Bool
    let activity: ShownActivity

    init(_ report: AnalyticsReport, _ state: AnalyticsState, in view: View) {
        let analytics = report.analytics
        days = view.region.days(analytics.range)
        range = analytics.range
        figures = [
            Figure("contacts", analytics.total, before: "analytics.at-start", in: view),
            Figure("new", analytics.created, before: "analytics.days-before", in: view),
        ]
        growth = .of(.growth, report, state, in: view)
        created = .of(.new, report, state, in: view)
        groups = [.kinds, .countries, .tags, .segments].compactMap { ShownGroups($0, report, state, in: view) }
        hasNobody = analytics.contacts.contacts == 0
        activity = ShownActivity(report, state, in: view)
    }
}

extension ShownChart {
    static func of(
        _ chart: AnalyticsChart,
        _ report: AnalyticsReport,
        _ state: AnalyticsState,
        in view: View
    ) -> ShownChart? {
        AnalyticsTable(chart, of: report, state, in: view).map {
            ShownChart(chart, $0, report.analytics.periods, state, in: view)
        }
    }
}

/// What happened, or that it is not known yet.
struct ShownActivity: Sendable {
    struct Hours: Sendable {
        struct Weekday: Sendable {
            let name: String
            let short: String
            let hours: [Hour]
        }

        struct Hour: Sendable {
            let left: Int
            let top: Int
            /// From 0 to 6.
            let shade: Int
            let says: String
        }

        let weekdays: [Weekday]
        let slotsCount: Int
        let table: ShownTable
        let isEmpty: Bool
    }

    struct Cohorts: Sendable {
        struct Row: Sendable {
            let days: String
            let contacts: String
            let cells: [Cell]
        }

        struct Cell: Sendable {
            let share: String
            let shade: Int
            let says: String
        }

        let heads: [String]
        let rows: [Row]
        let file: String
        let hint: String
    }

    let isCounted: Bool
    let isPreparing: Bool
    /// Where it is asked for again.
    let again: String
    let figures: [ShownAnalytics.Figure]
    let events: ShownChart?
    let groups: [ShownGroups]
    let hours: Hours?
    let cohorts: Cohorts?

    private static let shades = 6

    init(_ report: AnalyticsReport, _ state: AnalyticsState, in view: View) {
        let analytics = report.analytics
        isCounted = report.events == .counted
        isPreparing = report.events == .preparing
        again = Link.analyticsActivity(state).path
        guard let activity = analytics.activity, let counted = analytics.events else {
            (figures, events, groups, hours, cohorts) = ([], nil, [], nil, nil)
            return
        }
        let active = Analytics.Compared(now: activity.active, before: activity.activeBefore)
        figures = [
            .init("events", counted, before: "analytics.days-before", in: view),
            .init("active", active, before: "analytics.days-before", in: view),
        ]
        events = .of(.events, report, state, in: view)
        groups = [
            ShownGroups(.sources, report, state, in: view), ShownGroups(ofActivity: report, state, in: view),
        ].compactMap(\.self)
        hours = Self.hours(activity, report, state, in: view)
        cohorts = Self.cohorts(report, state, in: view)
    }

    private static func hours(
        _ activity: ActivityFigures,
        _ report: AnalyticsReport,
        _ state: AnalyticsState,
        in view: View
    ) -> Hours? {
        guard let table = AnalyticsTable(.hours, of: report, state, in: view) else { return nil }
        let weekdays = view.region.weekdays(view.words.language, first: report.firstWeekday)
        // By rank: one night's import would make all other hours look alike.
        let ranks = table.rows.flatMap(\.numbers).compactMap(\.self).filter { $0 > 0 }.sorted()
        return Hours(
            weekdays: zip(weekdays, table.rows).enumerated().map { line, pair in
                let (weekday, row) = pair
                let hours = row.numbers.enumerated().map { hour, number in
                    let number = number ?? 0
                    let time = view.words("analytics.hour", ["day": weekday.name, "hour": "\(hour):00–\(hour + 1):00"])
                    return Hours.Hour(
                        left: hour * 10,
                        top: line * 10,
                        shade: number == 0
                            ? 0 : shade(ranks.count { $0 <= number }, of: ranks.count),
                        says: "\(time) · \(view.words["analytics.events"]) \(view.region.number(number))"
                    )
                }
                return Hours.Weekday(name: weekday.name, short: weekday.short, hours: hours)
            },
            slotsCount: HourOfWeek.count,
            table: ShownTable(.hours, table, state, in: view),
            isEmpty: ranks.isEmpty
        )
    }

    private static func cohorts(_ report: AnalyticsReport, _ state: AnalyticsState, in view: View) -> Cohorts? {
        guard let cohorts = report.analytics.cohorts, cohorts.count > 1 else { return nil }
        return Cohorts(
            heads: (1..<cohorts.count).map { String($0) },
            rows: cohorts.map { cohort in
                Cohorts.Row(
                    days: view.region.daysOfYear(cohort.days),
                    contacts: view.region.number(cohort.contacts),
                    cells: cohort.returned.map { returned in
                        let share = cohort.contacts == 0 ? 0 : Double(returned) / Double(cohort.contacts)
                        return Cohorts.Cell(
                            share: cohort.contacts == 0 ? "–" : view.region.percent(share),
                            shade: shade(Int((share * 1_000).rounded()), of: 1_000),
                            says: view.region.number(returned)
                        )
                    }
                )
            },
            file: Link.analyticsFile(AnalyticsChart.cohorts.rawValue, state).path,
            hint: view.words["analytics.cohorts-hint"]
        )
    }

    /// 0 for none, and then by how much of the most it is.
    private static func shade(_ number: Int, of most: Int) -> Int {
        number == 0 || most == 0 ? 0 : 1 + min(shades - 1, number * shades / (most + 1))
    }
}

/// Contacts, or events, by what they have in common: the largest groups as bars.
struct ShownGroups: Sendable {
    struct Row: Sendable {
        let rowName: String
        /// The list of them; nil where no filter finds them, or the caller sees no contacts.
        let link: String?
        let bar: String
        let count: String
        let share: String
        let more: String
    }

    let groupsID: String
    let groupsTitle: String
    let countHead: String
    let moreHead: String
    let rows: [Row]
    let isEmpty: Bool
    /// How many more there are, in words; nil where all are shown.
    let rest: String?
    let file: String

    private static let most = 8

    init?(_ chart: AnalyticsChart, _ report: AnalyticsReport, _ state: AnalyticsState, in view: View) {
        guard let groups = AnalyticsGroup.all(of: chart, in: report, state, view) else { return nil }
        let all = report.analytics.contacts.contacts
        let largest = groups.first?.count.contacts ?? 0
        self.init(
            chart,
            groups.map { group in
                Row(
                    rowName: group.name,
                    link: view.caller.may(.seeContacts) ? group.link(in: state) : nil,
                    bar: Self.bar(group.count.contacts, of: largest),
                    count: view.region.number(group.count.contacts),
                    share: all > 0 ? view.region.percent(Double(group.count.contacts) / Double(all)) : "",
                    more: group.count.created > 0 ? "+" + view.region.number(group.count.created) : ""
                )
            },
            heads: ("contacts.title", "analytics.new"),
            state,
            in: view
        )
    }

    /// Events by their kinds, beside those of the days before.
    init?(ofActivity report: AnalyticsReport, _ state: AnalyticsState, in view: View) {
        guard let table = AnalyticsTable(.activity, of: report, state, in: view) else { return nil }
        let all = table.rows.reduce(0) { $0 + ($1.numbers[0] ?? 0) }
        let sorted = table.rows.sorted { ($0.numbers[0] ?? 0) > ($1.numbers[0] ?? 0) }
        let largest = sorted.first?.numbers[0] ?? 0
        self.init(
            .activity,
            sorted.map { row in
                let number = row.numbers[0] ?? 0
                return Row(
                    rowName: row.shown,
                    link: nil,
                    bar: Self.bar(number, of: largest),
                    count: view.region.number(number),
                    share: all > 0 ? view.region.percent(Double(number) / Double(all)) : "",
                    more: view.region.number(row.numbers[1] ?? 0)
                )
            },
            heads: ("analytics.events", "analytics.before"),
            state,
            in: view
        )
    }

    private init(
        _ chart: AnalyticsChart,
        _ rows: [Row],
        heads: (count: String, more: String),
        _ state: AnalyticsState,
        in view: View
    ) {
        groupsID = "chart-\(chart.rawValue)"
        groupsTitle = view.words["analytics.chart.\(chart.rawValue)"]
        countHead = view.words[heads.count]
        moreHead = view.words[heads.more]
        self.rows = Array(rows.prefix(Self.most))
        isEmpty = rows.isEmpty
        rest = rows.count > Self.most ? view.count("analytics.rest", rows.count - Self.most) : nil
        file = Link.analyticsFile(chart.rawValue, state).path
    }

    private static func bar(_ number: Int, of largest: Int) -> String {
        largest == 0 ? "0" : String((Double(number) / Double(largest) * 1_000).rounded() / 10)
    }
}

extension AnalyticsGroup {
    /// The list of those who are in it.
    fileprivate func link(in state: AnalyticsState) -> String? {
        guard let condition else { return nil }
        if case .segment(let segment) = condition, state.segment.isEmpty {
            var list = state.list
            list.segment = segment.name
            return Link.contacts(list).path
        }
        return state.list(within: condition).map { Link.contacts($0).path }
    }
}
