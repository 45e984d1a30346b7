/// What an organization's contacts are, how they grew, and what they did, in a range of days.
package struct Analytics: Sendable {
    /// A figure of the range, beside that of as many days before it.
    package struct Compared: Hashable, Sendable {
        package let now: Int
        package let before: Int

        package init(now: Int, before: Int) {
            self.now = now
            self.before = before
        }
    }

    package struct Period: Hashable, Sendable {
        package let days: ClosedRange<Day>
        package let created: Int
        /// In the period at the same place of the days before the range.
        package let createdBefore: Int?
        /// How many of today's contacts were there when it ended.
        package let total: Int
        /// Nil while events are being prepared.
        package let events: Int?
    }

    package struct Cohort: Hashable, Sendable {
        package let days: ClosedRange<Day>
        package let contacts: Int
        /// How many of them were there again in the period after, the one after that, and so on.
        package let returned: [Int]
    }

    package let range: ClosedRange<Day>
    package let period: CalendarPeriod
    package let contacts: ContactFigures
    /// Nil while events are being prepared.
    package let activity: ActivityFigures?
    package let periods: [Period]
    package let cohorts: [Cohort]?
    /// How many of today's contacts were there when the range began, and when it ended.
    package let total: Compared
    package let created: Compared
    package let events: Compared?

    package init(
        _ contacts: ContactFigures,
        _ activity: ActivityFigures?,
        in span: AnalyticsSpan,
        by period: CalendarPeriod,
        firstWeekday: Int
    ) {
        range = span.range
        self.period = period
        self.contacts = contacts
        self.activity = activity
        let grid = PeriodGrid(span.range, by: period, firstWeekday: firstWeekday)
        let former = PeriodGrid(span.range.before, by: period, firstWeekday: firstWeekday)
        let created = span.summed(contacts.createdByDay, by: grid)
        let createdBefore = span.summed(contacts.createdByDay, by: former)
        let events = activity.map { span.summed($0.eventsByDay, by: grid) }
        let atStart = contacts.createdBefore + createdBefore.reduce(0, +)
        var total = atStart
        periods = grid.starts.indices.map { place in
            total += created[place]
            return Period(
                days: grid.days(at: place),
                created: created[place],
                createdBefore: place < createdBefore.count ? createdBefore[place] : nil,
                total: total,
                events: events?[place]
            )
        }
        cohorts = activity.map { activity in
            span.cohorts.starts.indices.map { place in
                Cohort(
                    days: span.cohorts.days(at: place),
                    contacts: activity.cohorts[place][0],
                    returned: Array(activity.cohorts[place].dropFirst())
                )
            }
        }
        self.total = Compared(now: total, before: atStart)
        self.created = Compared(now: created.reduce(0, +), before: createdBefore.reduce(0, +))
        self.events = activity.map { activity in
            Compared(
                now: activity.eventsByDay[span.rangeStart...].reduce(0, +),
                before: activity.eventsByDay[..<span.rangeStart].reduce(0, +)
            )
        }
    }
}

extension AnalyticsSpan {
    /// Puts figures of the days of the span together by periods.
    fileprivate func summed(_ figures: [Int], by grid: PeriodGrid) -> [Int] {
        var sums = Array(repeating: 0, count: grid.count)
        for (figure, place) in zip(figures, grid.places(of: days)) {
            if let place { sums[place] += figure }
        }
        return sums
    }
}
