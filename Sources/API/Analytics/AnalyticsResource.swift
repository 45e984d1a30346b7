import Domain
import HTTP
package import Hummingbird
import Kith

/// What contacts are, how they grew and what they did.
package struct AnalyticsResource: Sendable {
    let kith: Kith

    /// `GET /analytics`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let question = try exchange.query(of: request) { query in
            var question = AnalyticsQuestion(range: try query.range() ?? .usual)
            question.contacts.filter = query.text("filter") ?? ""
            question.contacts.search = query.text("search") ?? ""
            question.period = query.choice("period", of: CalendarPeriod.self)
            return question
        }
        return .json(try await kith.analytics.report(question, by: exchange.caller).json)
    }
}

extension QueryFields {
    /// The days that are meant: `days`, `months`, or `from` and `to`.
    fileprivate func range() throws(AnalyticsError) -> AnalyticsRange? {
        let days = integer("days", in: 1...Int64(AnalyticsRange.mostDays))
        let months = integer("months", in: 1...60)
        let (from, to) = (text("from"), text("to"))
        let ways = [has("days"), has("months"), from != nil || to != nil]
        if ways.count(where: { $0 }) > 1 { refuse("days", "give days, months, or from and to: one of them") }
        if from != nil || to != nil { return try AnalyticsRange(from: from ?? "", to: to ?? "") }
        if let days { return .last(days: Int(days)) }
        return months.map { .lastMonths(Int($0)) }
    }
}

extension AnalyticsReport {
    fileprivate var json: JSON {
        let figures = analytics.contacts
        let counted = figures.kinds.map { ($0.key.rawValue, $0.value) }
        return .object([
            "from": .string(analytics.range.lowerBound.description),
            "to": .string(analytics.range.upperBound.description),
            "timeZone": .string(catalogue.zone.name),
            "period": .string(analytics.period.rawValue),
            "contacts": .integer(Int64(figures.contacts)),
            "total": analytics.total.json,
            "created": analytics.created.json,
            "periods": .array(analytics.periods.map(\.json)),
            "kinds": .groups(counted),
            "countries": .groups(figures.countries.map { ($0.key.uppercasedCode, $0.value) }),
            "tags": .groups(
                figures.tags.compactMap { tag, count in catalogue.tags[tag].map { ($0.name.text, count) } }
            ),
            "segments": .groups(
                figures.segments.compactMap { id, count in catalogue.segments[id].map { ($0.name, count) } }
            ),
            "activity": analytics.activity.map { activity in
                .object([
                    "events": (analytics.events ?? .init(now: 0, before: 0)).json,
                    "active": Analytics.Compared(now: activity.active, before: activity.activeBefore).json,
                    "kinds": .array(activity.kinds),
                    "sources": .groups(activity.sources.map { ($0.key.rawValue, $0.value) }),
                    "cohorts": .array((analytics.cohorts ?? []).map(\.json)),
                ])
            } ?? .null,
            "sentence": .string(filter.sentence(in: catalogue)),
        ])
    }
}

extension String {
    /// Codes of countries as they are usually written; other texts stay as they are compared.
    fileprivate var uppercasedCode: String { Country(self)?.description ?? self }
}

extension JSON {
    /// The largest first.
    fileprivate static func groups(_ groups: [(String, GroupCount)]) -> JSON {
        .array(
            groups.sorted { ($1.1.contacts, $0.0) < ($0.1.contacts, $1.0) }.map { name, count in
                .object([
                    "name": .string(name), "contacts": .integer(Int64(count.contacts)),
                    "created": .integer(Int64(count.created)),
                ])
            }
        )
    }
}

extension Analytics.Compared {
    fileprivate var json: JSON { .object(["now": .integer(Int64(now)), "before": .integer(Int64(before))]) }
}

extension Analytics.Period {
    fileprivate var json: JSON {
        .object([
            "from": .string(days.lowerBound.description),
            "to": .string(days.upperBound.description),
            "created": .integer(Int64(created)),
            "total": .integer(Int64(total)),
            "events": events.map { .integer(Int64($0)) } ?? .null,
        ])
    }
}

extension Analytics.Cohort {
    fileprivate var json: JSON {
        .object([
            "from": .string(days.lowerBound.description),
            "to": .string(days.upperBound.description),
            "contacts": .integer(Int64(contacts)),
            "returned": .array(returned.map { .integer(Int64($0)) }),
        ])
    }
}

extension ActivityFigures {
    fileprivate var kinds: [JSON] {
        TimelineEvent.Kind.allCases.compactMap { kind in
            let hours = hours[kind]
            let before = eventsBefore[kind] ?? 0
            guard hours != nil || before > 0 else { return nil }
            let counted = hours ?? Array(repeating: 0, count: HourOfWeek.count)
            return .object([
                "kind": .string(kind.rawValue),
                "events": Analytics.Compared(now: counted.reduce(0, +), before: before).json,
                "hours": .array(counted.map { .integer(Int64($0)) }),
            ])
        }
    }
}
