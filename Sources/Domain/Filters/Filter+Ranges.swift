extension Filter.Operands {
    var values: [Value] {
        if case .values(let values) = self { values } else { [] }
    }

    var texts: [String] {
        values.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    var numbers: [Double] {
        values.compactMap { if case .number(let number) = $0 { number } else { nil } }
    }

    /// The closed ranges of numbers that a positive comparison accepts. "Greater" begins at the next double.
    func numberRanges(_ comparison: Operator) -> [ClosedRange<Double>] {
        let numbers = numbers
        return switch comparison {
        case .exists: [-.infinity ... .infinity]
        case .greater: [numbers[0].nextUp ... .infinity]
        case .greaterOrEqual: [numbers[0] ... .infinity]
        case .less: [-.infinity...numbers[0].nextDown]
        case .lessOrEqual: [-.infinity...numbers[0]]
        case .between: [numbers[0]...numbers[1]]
        default: numbers.map { $0...$0 }
        }
    }

    func dayRanges(_ comparison: Operator, at moment: Moment) -> [ClosedRange<Day>] {
        switch self {
        case .duration(let duration):
            let today = moment.today
            return comparison == .withinLast
                ? [duration.day(from: today, direction: -1)...today]
                : [today...duration.day(from: today, direction: 1)]
        case .values(let values):
            let days = values.compactMap { if case .date(let day) = $0 { day } else { nil } }
            return Self.ranges(comparison, days.map { ($0, $0) }, least: .first, greatest: .last) { day, step in
                Day(number: day.number + step)
            }
        }
    }

    /// A bare date stands for its whole day in the organization's zone.
    func instantRanges(_ comparison: Operator, at moment: Moment) -> [ClosedRange<Instant>] {
        switch self {
        case .duration(let duration):
            return [comparison == .withinLast ? duration.last(before: moment) : duration.next(after: moment)]
        case .values(let values):
            let spans = values.compactMap { $0.span(in: moment.zone) }
            let least = Instant(milliseconds: .min)
            let greatest = Instant(milliseconds: .max)
            return Self.ranges(comparison, spans, least: least, greatest: greatest) { instant, step in
                instant + Int64(step)
            }
        }
    }

    /// The ranges of a comparison with spans: "after a day" begins where the day has ended.
    private static func ranges<Bound>(
        _ comparison: Operator,
        _ spans: [(lower: Bound, upper: Bound)],
        least: Bound,
        greatest: Bound,
        _ moved: (Bound, Int) -> Bound
    ) -> [ClosedRange<Bound>] {
        guard let first = spans.first, let last = spans.last else {
            return comparison == .exists ? [least...greatest] : []
        }
        switch comparison {
        case .greater: return first.upper < greatest ? [moved(first.upper, 1)...greatest] : []
        case .greaterOrEqual: return [first.lower...greatest]
        case .less: return first.lower > least ? [least...moved(first.lower, -1)] : []
        case .lessOrEqual: return [least...first.upper]
        case .between: return first.lower <= last.upper ? [first.lower...last.upper] : []
        default: return spans.compactMap { $0.lower <= $0.upper ? $0.lower...$0.upper : nil }
        }
    }
}

extension Value {
    /// The first and the last instant of a day or a time; the last is before the first on a day that the zone skipped.
    func span(in zone: Zone) -> (lower: Instant, upper: Instant)? {
        switch self {
        case .date(let day): (zone.start(of: day), zone.end(of: day))
        case .datetime(let instant): (instant, instant)
        case .text, .number, .boolean, .list, .numbers: nil
        }
    }
}
