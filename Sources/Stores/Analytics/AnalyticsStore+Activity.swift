import Database
package import Domain

extension AnalyticsStore {
    /// Counts what happened to the contacts that match.
    package func activity(of selection: ContactSelection) throws -> ActivityFigures {
        var figures = ActivityFigures(span)
        let condition = selection.condition(organization, connection.dialect)
        try countDays(condition, &figures)
        try countHours(condition, &figures)
        figures.active = try active(condition, in: span.range)
        figures.activeBefore = try active(condition, in: span.range.before)
        try countSources(condition, &figures)
        try follow(condition, &figures)
        return figures
    }

    /// The events of contacts that match, on some days.
    private func events(_ condition: SQL, in days: ClosedRange<Day>) -> SQL {
        let near = AnalyticsSpan.neighbourhood(of: days)
        return """
            FROM events WHERE events.org_id = \(organization.rawValue)
            AND events.contact_id IN (SELECT id FROM contacts WHERE \(condition))
            AND events.at >= \(near.lowerBound.milliseconds) AND events.at < \(near.upperBound.milliseconds)
            AND \(day("events.at")) BETWEEN \(first(of: days)) AND \(last(of: days))
            """
    }

    private func countDays(_ condition: SQL, _ figures: inout ActivityFigures) throws {
        let firstDay = span.days.lowerBound.number
        try connection.forEach(
            "SELECT \(day("events.at")), kind, count(*) \(events(condition, in: span.days)) GROUP BY 1, 2"
        ) { row in
            let place = Int(try row.integer(0)) - firstDay
            let count = Int(try row.integer(2))
            figures.eventsByDay[place] += count
            if place < span.rangeStart, let kind = TimelineEvent.Kind(rawValue: try row.text(1)) {
                figures.eventsBefore[kind, default: 0] += count
            }
        }
    }

    private func countHours(_ condition: SQL, _ figures: inout ActivityFigures) throws {
        let none = Array(repeating: 0, count: HourOfWeek.count)
        try connection.forEach(
            "SELECT \(hourOfWeek("events.at")), kind, count(*) \(events(condition, in: span.range)) GROUP BY 1, 2"
        ) { row in
            guard let kind = TimelineEvent.Kind(rawValue: try row.text(1)) else { return }
            figures.hours[kind, default: none][Int(try row.integer(0))] += Int(try row.integer(2))
        }
    }

    private func active(_ condition: SQL, in days: ClosedRange<Day>) throws -> Int {
        let tracked = TimelineEvent.Kind.tracked.rawValue
        return try connection.first(
            "SELECT count(DISTINCT contact_id) \(events(condition, in: days)) AND kind = \(tracked)"
        ) { Int(try $0.integer(0)) } ?? 0
    }

    private func countSources(_ condition: SQL, _ figures: inout ActivityFigures) throws {
        let making = [TimelineEvent.Kind.created, .imported].map(\.rawValue)
        try connection.forEach(
            """
            SELECT made.code, count(*), count(CASE WHEN made.created_on BETWEEN \(first(of: span.range)) AND
                \(last(of: span.range)) THEN 1 END)
            FROM (
                SELECT \(day("created_at")) AS created_on, (
                    SELECT \(EventCode.expression) FROM events
                    WHERE events.org_id = \(organization.rawValue) AND events.contact_id = contacts.id
                        AND events.kind \(isAnyOf: making)
                    ORDER BY events.id LIMIT 1
                ) AS code
                FROM contacts WHERE \(condition)
            ) AS made GROUP BY 1
            """
        ) { row in
            let source = try row.integerIfAny(0).flatMap { EventCode($0).source } ?? .unknown
            let count = GroupCount(contacts: Int(try row.integer(1)), created: Int(try row.integer(2)))
            figures.sources[source, default: GroupCount()] += count
        }
    }

    /// Follows the contacts of each cohort: when something was tracked of them, or they were last seen.
    private func follow(_ condition: SQL, _ figures: inout ActivityFigures) throws {
        let cohorts = span.cohortPlaces
        let followed = span.cohorts.days
        let ofCohorts: SQL =
            "\(condition) AND \(day("created_at")) BETWEEN \(first(of: followed)) AND \(last(of: followed))"
        var periods: [Int64: (cohort: Int, periods: UInt32)] = [:]
        try connection.forEach(
            "SELECT id, \(day("created_at")), \(day("last_seen_at")) FROM contacts WHERE \(ofCohorts)"
        ) { row in
            guard let cohort = self.period(of: try row.integer(1), cohorts) else { return }
            let seen = try row.integerIfAny(2).flatMap { self.period(of: $0, cohorts) }
            periods[try row.integer(0)] = (cohort, seen.map { 1 << UInt32($0) } ?? 0)
        }
        let tracked = TimelineEvent.Kind.tracked.rawValue
        try connection.forEach(
            """
            SELECT DISTINCT contact_id, \(day("events.at")) \(events(ofCohorts, in: followed)) AND kind = \(tracked)
            """
        ) { row in
            guard let period = self.period(of: try row.integer(1), cohorts) else { return }
            periods[try row.integer(0)]?.periods |= 1 << UInt32(period)
        }
        for (cohort, periods) in periods.values {
            figures.cohorts[cohort][0] += 1
            for later in 1..<max(1, figures.cohorts[cohort].count)
            where periods >> UInt32(cohort + later) & 1 == 1 {
                figures.cohorts[cohort][later] += 1
            }
        }
    }

    private func period(of day: Int64, _ cohorts: [Int?]) -> Int? {
        let place = Int(day) - span.days.lowerBound.number
        return place >= 0 && place < cohorts.count ? cohorts[place] : nil
    }
}
