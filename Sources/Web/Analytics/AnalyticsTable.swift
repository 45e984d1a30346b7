import Domain
import Formats
import Kith

/// A chart of the page, by the name of its file.
enum AnalyticsChart: String, CaseIterable, Sendable {
    case growth
    case new
    case kinds
    case countries
    case tags
    case segments
    case sources
    case events
    case activity
    case hours
    case cohorts
}

/// What a chart shows as a table: what is read aloud and downloaded.
struct AnalyticsTable: Sendable {
    struct Row: Sendable {
        /// What the row is of, for people and for programs.
        let shown: String
        let plain: [String]
        /// Nil where there is none.
        let numbers: [Int?]
    }

    /// The heads of the columns that say what a row is of, for programs, and of those with numbers.
    let plainHeads: [String]
    let heads: [String]
    let rows: [Row]

    /// Nil where events were not counted.
    init?(_ chart: AnalyticsChart, of report: AnalyticsReport, _ state: AnalyticsState, in view: View) {
        let words = view.words
        let analytics = report.analytics
        func periods(_ numbers: (Analytics.Period) -> [Int?]) -> [Row] {
            analytics.periods.map { period in
                Row(shown: view.region.days(period.days), plain: period.days.plain, numbers: numbers(period))
            }
        }
        func groups(_ groups: [AnalyticsGroup]) -> [Row] {
            groups.map { group in
                Row(shown: group.name, plain: [group.name], numbers: [group.count.contacts, group.count.created])
            }
        }
        let days = [words["analytics.from"], words["analytics.to"]]
        let ofGroups = [words["contacts.title"], words["analytics.new"]]
        switch chart {
        case .growth:
            plainHeads = days
            heads = [words["contacts.title"]]
            rows = periods { [$0.total] }
        case .new:
            plainHeads = days
            heads = [words["analytics.new"], words["analytics.before"]]
            rows = periods { [$0.created, $0.createdBefore] }
        case .kinds, .countries, .tags, .segments, .sources:
            guard let found = AnalyticsGroup.all(of: chart, in: report, state, view) else { return nil }
            plainHeads = [words["analytics.chart.\(chart.rawValue)"]]
            heads = ofGroups
            rows = groups(found)
        case .events:
            guard analytics.activity != nil else { return nil }
            plainHeads = days
            heads = [words["analytics.events"]]
            rows = periods { [$0.events] }
        case .activity:
            guard let activity = analytics.activity else { return nil }
            plainHeads = [words["activity.kinds"]]
            heads = [words["analytics.events"], words["analytics.before"]]
            rows = TimelineEvent.Kind.allCases.compactMap { kind in
                let now = activity.hours[kind]?.reduce(0, +) ?? 0
                let before = activity.eventsBefore[kind] ?? 0
                guard now + before > 0 else { return nil }
                let name = words["activity.kind.\(kind.rawValue)"]
                return Row(shown: name, plain: [name], numbers: [now, before])
            }
        case .hours:
            guard let activity = analytics.activity else { return nil }
            plainHeads = [words["analytics.weekday"]]
            heads = (0..<24).map { String($0) }
            rows = view.region.weekdays(words.language, first: report.firstWeekday).map { weekday in
                let hours = (0..<24).map { hour in
                    activity.hours.values.reduce(0) { $0 + $1[weekday.place * 24 + hour] }
                }
                return Row(shown: weekday.name, plain: [weekday.name], numbers: hours)
            }
        case .cohorts:
            guard let cohorts = analytics.cohorts else { return nil }
            plainHeads = days
            heads = [words["analytics.new"]] + (1..<max(1, cohorts.count)).map { String($0) }
            rows = cohorts.map { cohort in
                let numbers = [cohort.contacts] + cohort.returned
                let missing = [Int?](repeating: nil, count: max(0, cohorts.count - numbers.count))
                return Row(
                    shown: view.region.days(cohort.days),
                    plain: cohort.days.plain,
                    numbers: numbers + missing
                )
            }
        }
    }

    /// The file.
    var csv: String {
        let lines = [plainHeads + heads] + rows.map { row in row.plain + row.numbers.map { $0.map(String.init) ?? "" } }
        return CSVSheet.start + lines.map(CSVSheet.line).joined()
    }
}

/// Contacts that have something in common, under the name that people know.
struct AnalyticsGroup: Sendable {
    let name: String
    let count: GroupCount
    /// What finds them; nil where no filter does.
    let condition: FilterExpression?

    /// The largest first; nil where events were not counted.
    static func all(
        of chart: AnalyticsChart,
        in report: AnalyticsReport,
        _ state: AnalyticsState,
        _ view: View
    ) -> [AnalyticsGroup]? {
        let figures = report.analytics.contacts
        let groups: [AnalyticsGroup]
        switch chart {
        case .kinds:
            groups = figures.kinds.map { kind, count in
                Self(name: view.words["kind.\(kind.rawValue)"], count: count, condition: .of("kind", kind.rawValue))
            }
        case .countries:
            let known = figures.countries.map { country, count in
                let code = Country(country)?.description
                return Self(
                    name: code.map { view.words.name(ofCountry: $0) } ?? country,
                    count: count,
                    condition: .of("country", code ?? country)
                )
            }
            let rest = GroupCount(
                contacts: figures.contacts - known.reduce(0) { $0 + $1.count.contacts },
                created: report.analytics.created.now - known.reduce(0) { $0 + $1.count.created }
            )
            let isEmpty = FilterExpression.Condition(key: "country", comparison: .existsNot, operands: .values([]))
            let nowhere = Self(name: view.words["analytics.no-country"], count: rest, condition: .condition(isEmpty))
            groups = known + (rest.contacts > 0 ? [nowhere] : [])
        case .tags:
            groups = figures.tags.compactMap { id, count in
                report.catalogue.tags[id].map { tag in
                    Self(name: tag.name.text, count: count, condition: .of("tags", tag.name.text, .containsAny))
                }
            }
        case .segments:
            groups = figures.segments.compactMap { id, count in
                report.catalogue.segments[id].map { segment in
                    Self(name: segment.name, count: count, condition: .segment(.init(name: id.description)))
                }
            }
        case .sources:
            guard let activity = report.analytics.activity else { return nil }
            groups = activity.sources.map { source, count in
                Self(name: view.words["analytics.source.\(source.rawValue)"], count: count, condition: nil)
            }
        case .growth, .new, .events, .activity, .hours, .cohorts: groups = []
        }
        return groups.sorted { ($1.count.contacts, $0.name) < ($0.count.contacts, $1.name) }
    }
}

extension FilterExpression {
    fileprivate static func of(_ key: String, _ text: String, _ comparison: Operator = .isIn) -> FilterExpression {
        .condition(.init(key: key, comparison: comparison, operands: .values([.text(text)])))
    }
}

extension ClosedRange<Day> {
    fileprivate var plain: [String] { [lowerBound.description, upperBound.description] }
}
