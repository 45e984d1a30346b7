import Domain
import Foundation

/// The meaning of filters once more, straight from the table of `product.md` §4 and as plainly as it can be said.
///
/// Shares no code with `Predicate`: what the two agree on is not a slip of one.
struct NaiveEvaluator {
    let moment: Moment
    let catalogue: Catalogue

    func matches(_ filter: Filter, _ contact: Contact, _ events: [TrackedEvent]) throws -> Bool {
        switch filter {
        case .and(let parts):
            for part in parts where try !matches(part, contact, events) { return false }
            return true
        case .or(let parts):
            for part in parts where try matches(part, contact, events) { return true }
            return false
        case .not(let part): return try !matches(part, contact, events)
        case .segment(let id):
            guard let segment = catalogue.segments[id] else { return false }
            return try matches(segment.filter.resolved(in: catalogue), contact, events)
        case .event(let condition): return matches(condition, events)
        case .condition(let condition):
            if condition.key == .builtIn(.tags) {
                return matchesTags(condition, contact)
            }
            return compares(
                contact[condition.key],
                condition.comparison,
                condition.operands,
                isExact: isExact(condition.key)
            )
        }
    }

    private func isExact(_ key: PropertyKey) -> Bool {
        key == .builtIn(.id) || key == .builtIn(.memberId) || key == .builtIn(.veilId)
    }

    private func matches(_ condition: Filter.EventCondition, _ events: [TrackedEvent]) -> Bool {
        let measured = events.filter { event in
            guard Array(event.name.unicodeScalars) == Array(condition.event.unicodeScalars) else { return false }
            return condition.window.map { isWithinLast($0, event.at) } ?? true
        }
        let value: Value? =
            switch condition.measure {
            case .count: .number(Double(measured.count))
            case .firstAt: measured.map(\.at).min().map(Value.datetime)
            case .lastAt: measured.map(\.at).max().map(Value.datetime)
            case .sum(let property):
                .number(
                    measured.reduce(0) { sum, event in
                        if case .number(let number)? = event.properties[property] { sum + number } else { sum }
                    }
                )
            }
        return compares(value, condition.comparison, condition.operands, isExact: false)
    }

    /// Compares a value; what is true without one is only what the table names.
    private func compares(_ value: Value?, _ comparison: Operator, _ operands: Filter.Operands, isExact: Bool) -> Bool {
        guard let value else {
            let trueWithout: Set<Operator> = [
                .notEqual, .isNotIn, .containsNot, .startsNotWith, .containsNone, .notWithinLast, .existsNot,
            ]
            return trueWithout.contains(comparison)
        }
        let wanted: [Value] = if case .values(let values) = operands { values } else { [] }
        let letters = { (text: String) in Array((isExact ? text : text.folded()).unicodeScalars) }
        func isSame(_ other: Value) -> Bool {
            switch (value, other) {
            case (.text(let left), .text(let right)): letters(left) == letters(right)
            case (.datetime(let instant), .date(let day)): self.day(of: instant) == day.number
            default: value == other
            }
        }
        switch comparison {
        case .exists: return true
        case .existsNot: return false
        case .equal, .notEqual, .isIn, .isNotIn:
            if case .list = value { break }
            if case .numbers = value { break }
            return wanted.contains(where: isSame) == (comparison == .equal || comparison == .isIn)
        case .onDay: return wanted.contains(where: isSame)
        case .greater: return order(value, wanted[0]) > 0
        case .greaterOrEqual: return order(value, wanted[0]) >= 0
        case .less: return order(value, wanted[0]) < 0
        case .lessOrEqual: return order(value, wanted[0]) <= 0
        case .between: return order(value, wanted[0]) >= 0 && order(value, wanted[1]) <= 0
        case .withinLast, .notWithinLast, .withinNext:
            guard case .duration(let duration) = operands else { return false }
            return isWithin(value, duration, comparison) == (comparison != .notWithinLast)
        case .contains, .containsNot, .startsWith, .startsNotWith, .endsWith:
            guard case .text(let text) = value, case .text(let part)? = wanted.first else { return false }
            return compares(letters(text), comparison, letters(part))
        case .containsAny, .containsAll, .containsNone, .setEqual: break
        }
        return comparesLists(elements(value), comparison, wanted.flatMap(elements))
    }

    private func compares(_ text: [Unicode.Scalar], _ comparison: Operator, _ part: [Unicode.Scalar]) -> Bool {
        switch comparison {
        case .startsWith: return text.prefix(part.count) == part[...]
        case .startsNotWith: return text.prefix(part.count) != part[...]
        case .endsWith: return text.suffix(part.count) == part[...]
        default:
            let isFound = text.indices.contains { text[$0...].prefix(part.count) == part[...] }
            return isFound == (comparison == .contains)
        }
    }

    /// Elements of a list as texts that are equal when the elements are.
    private func elements(_ value: Value) -> [String] {
        switch value {
        case .list(let texts): texts.map { $0.folded() }
        case .text(let text): [text.folded()]
        case .numbers(let numbers): numbers.map { "\($0 + 0)" }
        case .number(let number): ["\(number + 0)"]
        case .boolean, .date, .datetime: []
        }
    }

    private func comparesLists(_ has: [String], _ comparison: Operator, _ wanted: [String]) -> Bool {
        switch comparison {
        case .containsAny: wanted.contains { has.contains($0) }
        case .containsAll: wanted.allSatisfy { has.contains($0) }
        case .containsNone: !wanted.contains { has.contains($0) }
        case .notEqual: !(wanted.allSatisfy { has.contains($0) } && has.allSatisfy { wanted.contains($0) })
        default: wanted.allSatisfy { has.contains($0) } && has.allSatisfy { wanted.contains($0) }
        }
    }

    private func matchesTags(_ condition: Filter.Condition, _ contact: Contact) -> Bool {
        let has = contact.tags.compactMap { catalogue.tags[$0]?.name.text.folded() }
        if has.isEmpty {
            return [.existsNot, .notEqual, .containsNone].contains(condition.comparison)
        }
        guard case .values(let values) = condition.operands else { return false }
        // Names as tags would have them; what cannot be a name is a name that nobody has.
        let wanted = values.map { ((try? TagName($0.text))?.text ?? "\u{0}").folded() }
        switch condition.comparison {
        case .exists: return true
        case .existsNot: return false
        case .containsAny where condition.includesSubtags:
            return has.contains { name in
                wanted.contains { name == $0 || Array(name.utf8).starts(with: Array("\($0)/".utf8)) }
            }
        default: return comparesLists(has, condition.comparison, wanted)
        }
    }
}

// MARK: Time

extension NaiveEvaluator {
    private func day(of instant: Instant) -> Int {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
        let local = Double(instant.milliseconds) / 1_000 + Double(moment.zone.timeZone.secondsFromGMT(for: date))
        return Int((local / 86_400).rounded(.down))
    }

    private func order(_ left: Value, _ right: Value) -> Int {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.date(let left), .date(let right)): (left.number - right.number).signum()
        case (.datetime(let instant), .date(let day)): (self.day(of: instant) - day.number).signum()
        case (.datetime(let left), .datetime(let right)):
            (left.milliseconds - right.milliseconds).signum() == 0
                ? 0 : left.milliseconds < right.milliseconds ? -1 : 1
        default: 0
        }
    }

    private func isWithin(_ value: Value, _ duration: FilterDuration, _ comparison: Operator) -> Bool {
        switch value {
        case .datetime(let instant):
            comparison == .withinNext ? isWithinNext(duration, instant) : isWithinLast(duration, instant)
        case .date(let day):
            comparison == .withinNext
                ? day.number >= today && day.number <= shifted(duration, by: 1)
                : day.number <= today && day.number >= shifted(duration, by: -1)
        case .text, .number, .boolean, .list, .numbers: false
        }
    }

    private var today: Int { day(of: moment.now) }

    private var minute: Int64 {
        Int64((Double(moment.now.milliseconds) / 60_000).rounded(.down)) * 60_000
    }

    private func isWithinLast(_ duration: FilterDuration, _ instant: Instant) -> Bool {
        guard instant.milliseconds < minute + 60_000 else { return false }
        return switch duration.unit {
        case .minute: instant.milliseconds >= minute - Int64(duration.amount) * 60_000
        case .hour: instant.milliseconds >= minute - Int64(duration.amount) * 3_600_000
        case .day, .week, .month, .year: day(of: instant) >= shifted(duration, by: -1)
        }
    }

    private func isWithinNext(_ duration: FilterDuration, _ instant: Instant) -> Bool {
        guard instant.milliseconds >= minute else { return false }
        return switch duration.unit {
        case .minute: instant.milliseconds <= minute + Int64(duration.amount) * 60_000
        case .hour: instant.milliseconds <= minute + Int64(duration.amount) * 3_600_000
        case .day, .week, .month, .year: day(of: instant) <= shifted(duration, by: 1)
        }
    }

    /// Today, moved: months keep the day of the month, or take the last one that there is.
    private func shifted(_ duration: FilterDuration, by direction: Int) -> Int {
        let amount = duration.amount * direction
        let months: Int
        switch duration.unit {
        case .minute, .hour: return today
        case .day: return min(max(today + amount, Day.first.number), Day.last.number)
        case .week: return min(max(today + amount * 7, Day.first.number), Day.last.number)
        case .month: months = amount
        case .year: months = amount * 12
        }
        let (year, month, day) = Day(number: today).civil
        let total = year * 12 + month - 1 + months
        guard total >= 12 else { return Day.first.number }
        for day in stride(from: day, through: 28, by: -1) {
            if let found = Day(year: total / 12, month: total % 12 + 1, day: day) { return found.number }
        }
        guard let found = Day(year: total / 12, month: total % 12 + 1, day: day) else { return Day.last.number }
        return found.number
    }
}
