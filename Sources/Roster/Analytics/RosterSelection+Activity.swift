package import Domain

extension RosterSelection {
    /// Counts what happened to the contacts of the selection.
    package func figures(of activity: Activity, in span: AnalyticsSpan) -> ActivityFigures {
        var count = ActivityCount(span)
        for (live, rows) in zip(snapshot.parts, rows) where rows.count > 0 {
            count.take(live.part, rows, activity)
        }
        return count.figures
    }
}

/// Goes through contacts and their events, both by ascending id.
private struct ActivityCount {
    private static let kinds = TimelineEvent.Kind.allCases
    private static let noCohort = UInt8.max

    private let span: AnalyticsSpan
    private let table: QuarterTable
    /// The period of cohorts of each day.
    private let cohorts: [UInt8]
    private var eventsByDay: [Int]
    /// By kind, then by hour of the week.
    private var hours: [Int]
    private var before: [Int]
    private var active = 0
    private var activeBefore = 0
    private var sources: [GroupCount]
    private var returned: [[Int]]

    init(_ span: AnalyticsSpan) {
        self.span = span
        table = QuarterTable(span)
        cohorts = span.cohortPlaces.map { $0.map { UInt8($0) } ?? Self.noCohort }
        eventsByDay = Array(repeating: 0, count: span.days.count)
        hours = Array(repeating: 0, count: Self.kinds.count * HourOfWeek.count)
        before = Array(repeating: 0, count: Self.kinds.count)
        sources = Array(repeating: GroupCount(), count: ContactSource.allCases.count)
        returned = ActivityFigures(span).cohorts
    }

    mutating func take(_ part: Part, _ rows: Bitmap, _ activity: Activity) {
        let created = part.columns[.builtIn(.createdAt)]?.instants
        let seen = part.columns[.builtIn(.lastSeenAt)]?.instants
        var inBase = Walk(activity.base)
        var inDelta = Walk(activity.delta)
        let unknown = ContactSource.allCases.count - 1
        for word in 0..<rows.words.count {
            var rest = rows.words[word]
            while rest != 0 {
                let row = word * 64 + rest.trailingZeroBitCount
                rest &= rest - 1
                let id = part.ids[row]
                let createdDay = created.flatMap { day(of: $0, at: row) }
                let isNew = createdDay.map { $0 >= span.rangeStart } ?? false
                let cohort = createdDay.map { cohorts[$0] } ?? Self.noCohort
                var source = unknown
                var periods: UInt32 = 0
                if let place = inDelta.find(id) {
                    source = Int(activity.delta.sources[place])
                    periods = take(activity.delta, activity.delta.events(of: place))
                } else if let place = inBase.find(id) {
                    source = Int(activity.base.sources[place])
                    periods = take(activity.base, activity.base.events(of: place))
                }
                sources[source].contacts += 1
                if isNew { sources[source].created += 1 }
                guard cohort != Self.noCohort else { continue }
                if let day = seen.flatMap({ day(of: $0, at: row) }), cohorts[day] != Self.noCohort {
                    periods |= 1 << UInt32(cohorts[day])
                }
                follow(Int(cohort), periods)
            }
        }
    }

    private func day(of column: ScalarColumn<Int64>, at row: Int) -> Int? {
        guard let milliseconds = column.value(at: row), milliseconds >= 0 else { return nil }
        let code = table.code(seconds: Int(milliseconds / 1_000))
        return code == QuarterTable.none ? nil : Int(code >> 8)
    }

    /// Counts the events of a contact; returns the periods of cohorts in which something was tracked, a bit each.
    private mutating func take(_ part: ActivityPart, _ events: Range<Int>) -> UInt32 {
        let tracked = UInt8(Self.kinds.firstIndex(of: .tracked) ?? 0)
        let rangeStart = span.rangeStart
        var periods: UInt32 = 0
        var isActive = false
        var wasActive = false
        for event in events {
            let code = table.code(seconds: Int(part.seconds.start[event]))
            guard code != QuarterTable.none else { continue }
            let day = Int(code >> 8)
            let kind = part.kinds.start[event]
            eventsByDay[day] += 1
            if day >= rangeStart {
                hours[Int(kind) * HourOfWeek.count + Int(code & 0xFF)] += 1
            } else {
                before[Int(kind)] += 1
            }
            guard kind == tracked else { continue }
            if day >= rangeStart { isActive = true } else { wasActive = true }
            let cohort = cohorts[day]
            if cohort != Self.noCohort { periods |= 1 << UInt32(cohort) }
        }
        if isActive { active += 1 }
        if wasActive { activeBefore += 1 }
        return periods
    }

    private mutating func follow(_ cohort: Int, _ periods: UInt32) {
        returned[cohort][0] += 1
        var later = periods >> UInt32(cohort) & ~1
        while later != 0 {
            returned[cohort][later.trailingZeroBitCount] += 1
            later &= later - 1
        }
    }

    var figures: ActivityFigures {
        var figures = ActivityFigures(span)
        figures.eventsByDay = eventsByDay
        for (place, kind) in Self.kinds.enumerated() {
            let ofKind = Array(hours[place * HourOfWeek.count..<(place + 1) * HourOfWeek.count])
            if ofKind.contains(where: { $0 > 0 }) { figures.hours[kind] = ofKind }
            if before[place] > 0 { figures.eventsBefore[kind] = before[place] }
        }
        figures.active = active
        figures.activeBefore = activeBefore
        for (source, count) in zip(ContactSource.allCases, sources) where count.contacts > 0 {
            figures.sources[source] = count
        }
        figures.cohorts = returned
        return figures
    }
}

/// Finds contacts in a part, each after the one before.
private struct Walk {
    private let contacts: Cells<Int64>
    private var place = 0

    init(_ part: ActivityPart) {
        contacts = part.contacts
    }

    @inline(__always)
    mutating func find(_ id: Int64) -> Int? {
        // By steps that double, as the next one is mostly near; then within the last step.
        var step = 1
        while place + step < contacts.count, contacts.start[place + step] < id {
            place += step
            step *= 2
        }
        var end = min(contacts.count, place + step + 1)
        while place < end {
            let middle = (place + end) / 2
            if contacts.start[middle] < id { place = middle + 1 } else { end = middle }
        }
        return place < contacts.count && contacts.start[place] == id ? place : nil
    }
}
