import Database
import Domain

/// Whether a value lies in one of several closed ranges.
extension PredicateSQL {
    func isIn(_ ranges: [ClosedRange<Double>], _ number: SQL) -> SQL {
        // The cast keeps PostgreSQL from reading the bound as an integer where the value is one.
        isIn(ranges, number) { $0.isFinite ? "CAST(\($0) AS double precision)" : nil }
    }

    func isIn(_ ranges: [ClosedRange<Day>], _ day: SQL) -> SQL {
        isIn(ranges, day) { $0 > .first && $0 < .last ? "\($0.description)" : nil }
    }

    func isIn(_ ranges: [ClosedRange<Instant>], _ instant: SQL) -> SQL {
        isIn(ranges, instant) { bound in
            bound.milliseconds > .min && bound.milliseconds < .max ? "\(bound.milliseconds)" : nil
        }
    }

    /// A bound that `bind` has nothing for is beyond all values.
    private func isIn<Bound>(_ ranges: [ClosedRange<Bound>], _ value: SQL, _ bind: (Bound) -> SQL?) -> SQL {
        guard !ranges.isEmpty else { return "1 = 0" }
        let parts = ranges.map { range -> SQL in
            let (lower, upper) = (bind(range.lowerBound), bind(range.upperBound))
            return switch (lower, upper) {
            case (let lower?, let upper?):
                range.lowerBound == range.upperBound
                    ? "\(value) = \(lower)" : "(\(value) >= \(lower) AND \(value) <= \(upper))"
            case (let lower?, nil): "\(value) >= \(lower)"
            case (nil, let upper?): "\(value) <= \(upper)"
            case (nil, nil): range.lowerBound == range.upperBound ? "1 = 0" : "\(value) IS NOT NULL"
            }
        }
        return "(\(parts.joined(by: " OR ")))"
    }
}
