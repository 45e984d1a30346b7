package import Database
package import Domain

/// Counts contacts and their events by SQL, where no roster does: the same figures, in time that grows with the rows.
package struct AnalyticsStore {
    let organization: OrganizationID
    let connection: any Connection
    let span: AnalyticsSpan

    package init(_ organization: OrganizationID, _ connection: any Connection, _ span: AnalyticsSpan) {
        self.organization = organization
        self.connection = connection
        self.span = span
    }

    /// Counts the contacts that match. `tags` are those that each tag stands for; `segments` what segments mean now.
    package func figures(
        of selection: ContactSelection,
        tags: [TagID: Set<TagID>],
        segments: [SegmentID: Predicate]
    ) throws -> ContactFigures {
        let condition = selection.condition(organization, connection.dialect)
        var figures = ContactFigures(days: span.days.count)
        try countDays(condition, &figures)
        let predicates = PredicateSQL(dialect: connection.dialect, catalogue: selection.catalogue)
        try forEachGroup("kind", condition) { row, count in
            let code = try row.integer(0)
            if let kind = ContactKind.allCases.first(where: { $0.code == code }) { figures.kinds[kind] = count }
        }
        try forEachGroup(predicates.text(.builtIn(.country)), condition) { row, count in
            if let country = try row.textIfAny(0) { figures.countries[country] = count }
        }
        try countTags(tags, condition, &figures)
        for (segment, predicate) in segments {
            let inSegment: SQL = "\(condition) AND \(predicates.condition(predicate))"
            let count = try connection.first(
                "SELECT count(*), \(createdInRange) FROM contacts WHERE \(inSegment)"
            ) { GroupCount(contacts: Int(try $0.integer(0)), created: Int(try $0.integer(1))) }
            if let count, count.contacts > 0 { figures.segments[segment] = count }
        }
        return figures
    }

    /// Those of a grouping that were created in the range.
    private var createdInRange: SQL {
        "count(CASE WHEN \(day("created_at")) BETWEEN \(first(of: span.range)) AND \(last(of: span.range)) THEN 1 END)"
    }

    private func forEachGroup(
        _ key: SQL,
        _ condition: SQL,
        _ body: (any Row, GroupCount) throws -> Void
    ) throws {
        try connection.forEach(
            "SELECT \(key), count(*), \(createdInRange) FROM contacts WHERE \(condition) GROUP BY 1"
        ) { row in
            try body(row, GroupCount(contacts: Int(try row.integer(1)), created: Int(try row.integer(2))))
        }
    }

    private func countDays(_ condition: SQL, _ figures: inout ContactFigures) throws {
        let firstDay = span.days.lowerBound.number
        try connection.forEach(
            "SELECT \(day("created_at")), count(*) FROM contacts WHERE \(condition) GROUP BY 1"
        ) { row in
            let count = Int(try row.integer(1))
            figures.contacts += count
            let place = try row.integerIfAny(0).map { Int($0) - firstDay }
            if let place, place >= 0 {
                if place < span.days.count { figures.createdByDay[place] += count }
            } else {
                figures.createdBefore += count
            }
        }
    }

    /// Contacts have few different sets of tags, which are written in one order.
    private func countTags(
        _ tags: [TagID: Set<TagID>],
        _ condition: SQL,
        _ figures: inout ContactFigures
    ) throws {
        var within: [TagID: [TagID]] = [:]
        for (tag, those) in tags {
            for each in those { within[each, default: []].append(tag) }
        }
        try forEachGroup("CAST(tags AS TEXT)", "\(condition) AND tags <> '[]'") { row, count in
            let set = try JSON(parsing: row.text(0)).array ?? []
            let meant = Set(set.compactMap(\.integer).flatMap { within[TagID(rawValue: $0)] ?? [] })
            for tag in meant { figures.tags[tag, default: GroupCount()] += count }
        }
    }

    // MARK: The organization's clock

    /// What the clock shows at a moment, in milliseconds as if it were UTC.
    func local(_ moment: SQL) -> SQL {
        let stretches = span.clock.stretches
        guard let first = stretches.first, stretches.count > 1 else {
            return "(\(moment) + \(whole(stretches.first?.offset ?? 0)))"
        }
        // The newest first, as most moments are late ones.
        let cases = stretches.dropFirst().reversed().map { stretch -> SQL in
            "WHEN \(moment) >= \(whole(stretch.start.milliseconds)) THEN \(whole(stretch.offset))"
        }
        return "(\(moment) + CASE \(cases.joined(by: " ")) ELSE \(whole(first.offset)) END)"
    }

    /// The number of the day that the clock shows, rounded down before 1970, too.
    func day(_ moment: SQL) -> SQL { floored(local(moment), 86_400_000) }

    /// The hour of the week, for moments after 1970.
    func hourOfWeek(_ moment: SQL) -> SQL { "((\(local(moment)) / 3600000 + 72) % \(unsafe: "\(HourOfWeek.count)"))" }

    /// Division of both engines cuts towards zero: what is added first makes all numbers positive.
    private func floored(_ number: SQL, _ divisor: Int64) -> SQL {
        let days = -Int64(Day.first.number) + 2
        return "((\(number) + \(unsafe: "\(days * divisor)")) / \(unsafe: "\(divisor)") - \(unsafe: "\(days)"))"
    }

    func first(of days: ClosedRange<Day>) -> SQL { whole(Int64(days.lowerBound.number)) }
    func last(of days: ClosedRange<Day>) -> SQL { whole(Int64(days.upperBound.number)) }

    /// Written and not bound: PostgreSQL would not know that a parameter in CASE is a number.
    private func whole(_ number: Int64) -> SQL { "CAST(\(unsafe: "\(number)") AS bigint)" }
}
