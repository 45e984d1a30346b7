import Database
import Domain
import Foundation
import Stores

@testable import Kith

/// The figures of analytics as Foundation's calendar says them, contact by contact and event by event.
struct CountedByHand {
    let range: ClosedRange<Day>
    let zone: TimeZone
    let firstWeekday: Int
    let catalogue: Catalogue
    /// Those that match, with all that happened to them, the first first.
    let people: [(contact: Contact, events: [TimelineEvent])]
    let moment: Moment

    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    private var days: ClosedRange<Int> { range.lowerBound.number - range.count...range.upperBound.number }

    private func clock(_ instant: Instant) -> (day: Int, hour: Int) {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .weekday], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day, let hour = parts.hour,
            let weekday = parts.weekday, let found = Day(year: year, month: month, day: day)
        else { return (.min, 0) }
        return (found.number, (weekday + 5) % 7 * 24 + hour)
    }

    private func moment(_ key: BuiltInKey, of contact: Contact) -> Instant? {
        if case .datetime(let instant)? = contact.facts[key] { instant } else { nil }
    }

    private func created(_ contact: Contact) -> Int? {
        moment(.createdAt, of: contact).map { clock($0).day }
    }

    private func isNew(_ contact: Contact) -> Bool {
        created(contact).map { range.contains(Day(number: $0)) } ?? false
    }

    var contacts: ContactFigures {
        var figures = ContactFigures(days: days.count)
        figures.contacts = people.count
        for (contact, _) in people {
            if let day = created(contact), day >= days.lowerBound {
                if days.contains(day) { figures.createdByDay[day - days.lowerBound] += 1 }
            } else {
                figures.createdBefore += 1
            }
            let one = GroupCount(contacts: 1, created: isNew(contact) ? 1 : 0)
            figures.kinds[contact.kind, default: GroupCount()] += one
            if case .text(let country)? = contact.facts[.country] {
                figures.countries[country.folded(), default: GroupCount()] += one
            }
            for tag in catalogue.tags.values
            where contact.tags.contains(where: { catalogue.tags[$0]?.name.isWithin(tag.name) ?? false }) {
                figures.tags[tag.id, default: GroupCount()] += one
            }
            for segment in catalogue.segments.values {
                guard let filter = try? Segments.resolved(segment, in: catalogue) else { continue }
                if filter.predicate(at: moment, in: catalogue).matches(contact) {
                    figures.segments[segment.id, default: GroupCount()] += one
                }
            }
        }
        return figures
    }

    /// The first days of the cohorts' periods, of which there are 24 at most.
    private var cohortStarts: [Int] {
        let all = (range.lowerBound.number...range.upperBound.number).filter { number in
            let (_, _, dayOfMonth) = Day(number: number).civil
            let weekday = ((number + 3) % 7 + 7) % 7
            return number == range.lowerBound.number || range.count <= 14
                || (range.count <= 120 ? weekday == firstWeekday : dayOfMonth == 1)
        }
        return Array(all.suffix(24))
    }

    func activity(_ span: AnalyticsSpan) -> ActivityFigures {
        var figures = ActivityFigures(span)
        let starts = cohortStarts
        func period(_ day: Int?) -> Int? {
            guard let day, day <= range.upperBound.number else { return nil }
            return starts.lastIndex { $0 <= day }
        }
        for (contact, events) in people {
            var isActive = false
            var wasActive = false
            var periods: Set<Int> = []
            for event in events {
                let (day, hour) = clock(event.at)
                guard days.contains(day) else { continue }
                figures.eventsByDay[day - days.lowerBound] += 1
                let isInRange = range.contains(Day(number: day))
                if isInRange {
                    figures.hours[event.kind, default: Array(repeating: 0, count: 168)][hour] += 1
                } else {
                    figures.eventsBefore[event.kind, default: 0] += 1
                }
                guard event.kind == .tracked else { continue }
                isActive = isActive || isInRange
                wasActive = wasActive || !isInRange
                if let period = period(day) { periods.insert(period) }
            }
            figures.active += isActive ? 1 : 0
            figures.activeBefore += wasActive ? 1 : 0
            let source = events.lazy.compactMap { ContactSource($0) }.first ?? .unknown
            figures.sources[source, default: GroupCount()] +=
                GroupCount(contacts: 1, created: isNew(contact) ? 1 : 0)
            guard let cohort = period(created(contact)) else { continue }
            if let seen = period(moment(.lastSeenAt, of: contact).map { clock($0).day }) { periods.insert(seen) }
            figures.cohorts[cohort][0] += 1
            for period in periods where period > cohort { figures.cohorts[cohort][period - cohort] += 1 }
        }
        return figures
    }
}

extension Stage {
    /// Counts the contacts of an organization that match by hand.
    func countByHand(
        _ question: AnalyticsQuestion,
        by caller: Caller
    ) async throws -> (
        ContactFigures, ActivityFigures
    ) {
        let now = kith.now()
        return try await kith.read { [kith] connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection).seen(by: caller)
            let moment = Moment(now: now, zone: catalogue.zone)
            let predicate = try question.contacts.filter(in: catalogue).predicate(at: moment, in: catalogue)
            let search = Search(question.contacts.search)
            let events = EventStore(caller.organization, connection)
            var people: [(contact: Contact, events: [TimelineEvent])] = []
            try ContactStore(caller.organization, connection).forEach(in: catalogue) { people.append(($0, [])) }
            for place in people.indices {
                people[place].events = try events.events(of: people[place].contact.id, limit: 10_000).reversed()
            }
            let matching = people.filter { contact, events in
                predicate.matches(contact, events: events.compactMap(\.tracked))
                    && search.matches(contact, in: catalogue)
            }
            let firstWeekday = catalogue.country?.firstWeekday ?? 0
            let range = try question.range.days(until: moment.today)
            let byHand = CountedByHand(
                range: range,
                zone: catalogue.zone.timeZone,
                firstWeekday: firstWeekday,
                catalogue: catalogue,
                people: matching,
                moment: moment
            )
            let span = AnalyticsSpan(range, in: catalogue.zone, firstWeekday: firstWeekday)
            return (byHand.contacts, byHand.activity(span))
        }
    }
}
